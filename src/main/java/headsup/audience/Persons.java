package headsup.audience;

import headsup.access.AuditTrail;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The people behind the links of our emails: found by their token, and what they choose for themselves. */
@ApplicationScoped
public class Persons {

    /**
     * What somebody wants from now on; null leaves it as it is.
     *
     * @param email whether they want emails, rather than to look at their page; not asked of who is a subscriber alone
     * @param subscription of the public page
     */
    public record Choice(
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable Boolean email,
            Subscribers.@Nullable Change subscription) {}

    private final Session database;
    private final Clock clock;
    private final Contacts contacts;
    private final Customers customers;
    private final Subscribers subscribers;
    private final AuditTrail trail;

    Persons(
            Session database,
            Clock clock,
            Contacts contacts,
            Customers customers,
            Subscribers subscribers,
            AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.contacts = contacts;
        this.customers = customers;
        this.subscribers = subscribers;
        this.trail = trail;
    }

    /** Empty for a token that is nobody's, and for one whose contact was removed or has asked for nothing any more. */
    @Transactional
    public Optional<Person> byToken(String token) {
        return contacts.byToken(token)
                .filter(contact -> contact.removedAt() == null)
                .map(this::person)
                .filter(person ->
                        !person.customers().isEmpty() || person.subscription().isPresent());
    }

    private Person person(Contacts.Addressee contact) {
        List<Contacts.Addressee> all = contacts.at(contact.email());
        List<Profile> served = customers.byIds(all.stream()
                .map(Contacts.Addressee::customerId)
                .filter(Objects::nonNull)
                .toList());
        Contacts.Addressee holder = all.stream()
                .filter(one -> subscribers.byToken(one.token()).isPresent())
                .findFirst()
                .orElse(null);
        return new Person(
                contact,
                all,
                served,
                holder == null ? Optional.empty() : subscribers.byToken(holder.token()),
                holder == null ? null : holder.token(),
                isZoneKnown(contact.id()));
    }

    private boolean isZoneKnown(long contactId) {
        return database.createNativeQuery(
                        "SELECT time_zone_chosen OR time_zone <> :first FROM contact WHERE id = :id", Boolean.class)
                .setParameter("first", Proofreader.FIRST_TIME_ZONE)
                .setParameter("id", contactId)
                .getSingleResult();
    }

    /**
     * Replaces a person's settings on all contacts with their address. What the operator's lists
     * say of language and time zone does not undo it. Empty for a token that is nobody's.
     *
     * @throws Refusal {@code invalid_field} for {@code locale}, {@code timeZone}, and as {@link Subscribers#change}
     */
    @Transactional
    public Optional<Person> choose(String token, Choice choice) {
        Optional<Person> found = byToken(token);
        found.ifPresent(person -> choose(person, choice));
        return found;
    }

    private void choose(Person person, Choice choice) {
        boolean stops = Boolean.FALSE.equals(choice.email()) && person.isWrittenTo();
        Subscribers.Change wish = choice.subscription();
        String subscription = person.subscriptionToken();
        if (wish != null && subscription != null && !stops) {
            // It says what is wrong with language and time zone, too, so that all faults are told at once.
            subscribers.change(
                    subscription,
                    new Subscribers.Change(
                            wish.general(), wish.components(), wish.incidents(), choice.locale(), choice.timeZone()));
        }
        Proofreader proofreader = new Proofreader();
        String locale = proofreader.locale("locale", choice.locale());
        String timeZone = proofreader.timeZone("timeZone", choice.timeZone());
        proofreader.refuseFaults();
        database.createNativeMutationQuery("""
            UPDATE contact SET locale = coalesce(CAST(:locale AS text), locale),
                   time_zone = coalesce(CAST(:timeZone AS text), time_zone),
                   time_zone_chosen = time_zone_chosen OR CAST(:timeZone AS text) IS NOT NULL, chosen_at = :now WHERE id = ANY (:ids)\
            """)
                .setParameter("locale", locale, String.class)
                .setParameter("timeZone", timeZone, String.class)
                .setParameter("now", clock.instant())
                .setParameter("ids", person.contactIds().toArray(Long[]::new))
                .executeUpdate();
        trail.note("contact.chose", Long.toString(person.contact().id()), "");
        if (stops) {
            contacts.unsubscribe(person.contact().token());
        } else if (Boolean.TRUE.equals(choice.email()) && !person.isWrittenTo()) {
            // Who let only some write goes on like that.
            contacts.resubscribe(person.contact().token());
        }
    }
}
