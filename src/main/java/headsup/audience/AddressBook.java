package headsup.audience;

import headsup.access.AuditTrail;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Contacts one at a time, as people mend them. Who changes one shows the stamp of what they saw ({@link Profile.Contact#stamp}),
 * so that nobody overwrites what somebody else wrote in the meantime.
 */
@ApplicationScoped
public class AddressBook {

    private static final int LONGEST_REASON = 200;

    private final Session database;
    private final Clock clock;
    private final Customers customers;
    private final Contacts contacts;
    private final Silences silences;
    private final AuditTrail trail;

    AddressBook(
            Session database,
            Clock clock,
            Customers customers,
            Contacts contacts,
            Silences silences,
            AuditTrail trail) {
        this.silences = silences;
        this.database = database;
        this.clock = clock;
        this.customers = customers;
        this.contacts = contacts;
        this.trail = trail;
    }

    /**
     * Somebody more to write to.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when the customer was erased; {@code invalid_field} with
     *     every fault, and for an address that is on the list
     */
    @Transactional
    public void add(String ref, Customers.ContactDraft draft) {
        Customer customer = customers.held(ref);
        Wanted.Contact wanted = read(draft);
        refuseSecond(customer, wanted);
        Contact added = customer.add(wanted, clock.instant(), silences.of(List.of(wanted.email())));
        database.flush();
        trail.note("contact.added", Long.toString(added.id()), subject(customer));
    }

    /**
     * Sets right what is written of a contact. Another address is another contact: what went to the old one stays told of the
     * old one, a quarantine stays behind, and a wish for no letters goes along.
     *
     * @throws Refusal as {@link #add}; {@code stale} when it is not any more what was seen
     */
    @Transactional
    public void correct(String ref, long contactId, String seen, Customers.ContactDraft draft) {
        Customer customer = customers.held(ref);
        Contact contact = seen(customer, contactId, seen);
        Wanted.Contact wanted = read(draft);
        if (contact.isAt(wanted.email())) {
            contact.correct(wanted);
        } else {
            refuseSecond(customer, wanted);
            customer.remove(contact, clock.instant());
            customer.add(wanted, clock.instant(), silences.of(List.of(wanted.email())))
                    .succeed(contact);
        }
        database.flush();
        trail.note("contact.corrected", Long.toString(contactId), subject(customer));
    }

    /**
     * Takes a contact off the list.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition}; {@code stale} when it is not any more what was seen
     */
    @Transactional
    public void remove(String ref, long contactId, String seen) {
        Customer customer = customers.held(ref);
        customer.remove(seen(customer, contactId, seen), clock.instant());
        database.flush();
        trail.note("contact.removed", Long.toString(contactId), subject(customer));
    }

    /**
     * No more letters to a contact, because somebody knows that they don't arrive.
     *
     * @throws Refusal as {@link #remove}; {@code invalid_field} for a {@code reason} that is missing or too long
     */
    @Transactional
    public void quarantine(String ref, long contactId, String seen, String reason) {
        Proofreader proofreader = new Proofreader();
        String why = proofreader.name("reason", reason);
        if (why == null || why.length() > LONGEST_REASON) {
            proofreader.note("reason", why == null ? "is missing" : "has more than " + LONGEST_REASON + " characters");
        }
        proofreader.refuseFaults();
        seen(customers.held(ref), contactId, seen);
        contacts.quarantine(List.of(contactId), "by hand: " + why);
        trail.note("contact.quarantined", Long.toString(contactId), "");
    }

    /**
     * Letters go there again; one who was not quarantined stays as they are.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition}
     */
    @Transactional
    public void release(String ref, long contactId) {
        onTheList(customers.held(ref), contactId);
        contacts.release(contactId);
    }

    private static Wanted.Contact read(Customers.ContactDraft draft) {
        Proofreader proofreader = new Proofreader();
        Wanted.@Nullable Contact wanted = Wanted.contact("", draft, proofreader);
        proofreader.refuseFaults();
        return Objects.requireNonNull(wanted, "no fault, hence a contact");
    }

    private static void refuseSecond(Customer customer, Wanted.Contact wanted) {
        if (customer.writesTo(wanted.email())) {
            throw Refusal.field("email", "is a contact of this customer already");
        }
    }

    private static Contact onTheList(Customer customer, long contactId) {
        return customer.contact(contactId)
                .orElseThrow(() -> Refusal.notFound("contact on the list", Long.toString(contactId)));
    }

    private static Contact seen(Customer customer, long contactId, String seen) {
        Contact contact = onTheList(customer, contactId);
        if (!contact.profile().stamp().equals(seen)) {
            throw Refusal.of(
                    Refusal.Code.STALE,
                    "Somebody changed this contact in the meantime. It is shown as it is now; look, and change it again if you still want to.");
        }
        return contact;
    }

    private static String subject(Customer customer) {
        return "customer " + customer.id();
    }
}
