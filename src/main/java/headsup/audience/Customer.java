package headsup.audience;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/** An organisation we serve. Its row is always made by SQL (see {@link Customers}), so that two who make it at once meet. */
@Entity
@Table(name = "customer")
class Customer {

    private static final String NOBODY = "Erased customer";

    @Id
    private long id;

    private String ref;
    private String name;
    private @Nullable String phone;
    private int weight;
    private @Nullable LocalDate customerSince;
    private @Nullable String owner;
    private @Nullable String mobile;
    private @Nullable String area;

    @Enumerated(EnumType.STRING)
    private Profile.Channel channel;

    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant erasedAt;

    @ElementCollection
    @CollectionTable(name = "customer_tag", joinColumns = @JoinColumn(name = "customer_id"))
    @Column(name = "tag")
    @BatchSize(size = 500)
    private Set<String> tags = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "customer_component", joinColumns = @JoinColumn(name = "customer_id"))
    @Column(name = "component_id")
    @BatchSize(size = 500)
    private Set<String> components = new HashSet<>();

    @OneToMany(cascade = CascadeType.PERSIST)
    @JoinColumn(name = "customer_id", nullable = false, updatable = false)
    @OrderBy("id")
    @BatchSize(size = 500)
    private List<Contact> contacts = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Customer() {}

    long id() {
        return id;
    }

    String ref() {
        return ref;
    }

    boolean isErased() {
        return erasedAt != null;
    }

    /** Becomes what is wanted, whole: contacts that are not named any more come off the list. */
    void become(Wanted wanted, Instant at, Silences.Known silences) {
        name = wanted.name();
        phone = wanted.phone();
        weight = wanted.weight();
        customerSince = wanted.customerSince();
        owner = wanted.owner();
        mobile = wanted.mobile();
        area = wanted.area();
        channel = wanted.channel();
        updatedAt = at;
        replace(tags, wanted.tags());
        replace(components, wanted.components());
        for (Contact contact : contacts) {
            if (wanted.contacts().stream().noneMatch(c -> contact.isAt(c.email()))) {
                contact.remove(at);
            }
        }
        wanted.contacts().forEach(c -> listed(c, at, silences));
    }

    private void listed(Wanted.Contact wanted, Instant at, Silences.Known silences) {
        contacts.stream()
                .filter(c -> c.isAt(wanted.email()))
                .findFirst()
                .ifPresentOrElse(
                        c -> c.become(wanted),
                        () -> contacts.add(new Contact(wanted, at, silences.since(wanted.email()))));
    }

    /** Somebody more to write to, or back on the list. */
    Contact add(Wanted.Contact wanted, Instant at, Silences.Known silences) {
        updatedAt = at;
        listed(wanted, at, silences);
        return contacts.stream().filter(c -> c.isAt(wanted.email())).findFirst().orElseThrow();
    }

    /** Those on the list. */
    Optional<Contact> contact(long contactId) {
        return contacts.stream()
                .filter(c -> c.id() == contactId && !c.isRemoved())
                .findFirst();
    }

    boolean writesTo(String address) {
        return contacts.stream().anyMatch(c -> c.isAt(address) && !c.isRemoved());
    }

    void remove(Contact contact, Instant at) {
        contact.remove(at);
        updatedAt = at;
    }

    private static void replace(Set<String> present, Set<String> wanted) {
        present.retainAll(wanted);
        present.addAll(wanted);
    }

    /** Names nobody from now on; the books, which know only the id, stay. */
    void erase(String newRef, Instant at) {
        ref = newRef;
        name = NOBODY;
        phone = null;
        mobile = null;
        owner = null;
        area = null;
        customerSince = null;
        tags.clear();
        components.clear();
        contacts.forEach(contact -> contact.erase(at));
        updatedAt = at;
        erasedAt = at;
    }

    List<Long> contactIds() {
        return contacts.stream().map(Contact::id).toList();
    }

    Profile profile() {
        return new Profile(
                id,
                ref,
                name,
                contacts.stream()
                        .filter(c -> !c.isRemoved())
                        .map(Contact::profile)
                        .toList(),
                components.stream().sorted().toList(),
                tags.stream().sorted().toList(),
                phone,
                weight,
                customerSince,
                owner,
                mobile,
                area,
                channel,
                createdAt,
                updatedAt,
                erasedAt);
    }
}
