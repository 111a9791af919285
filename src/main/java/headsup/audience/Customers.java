package headsup.audience;

import headsup.access.AuditTrail;
import headsup.catalog.Components;
import headsup.kernel.Listing;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The customers: written whole, found by reference or id, erased when they ask for it. */
@ApplicationScoped
public class Customers {

    /** A contact as somebody wrote it; without locale English, without time zone UTC. */
    public record ContactDraft(
            @Nullable String email,
            @Nullable String name,
            @Nullable String locale,
            @Nullable String timeZone) {}

    /** What the customer brings along, as somebody wrote it. */
    public record OpeningDraft(
            @Nullable Integer points, @Nullable String source) {}

    /**
     * A customer as somebody wrote it.
     *
     * @param components ids or names
     * @param weight 1 when null
     * @param customerSince a day, as in {@code 2019-04-01}
     * @param owner who of ours looks after it
     * @param opening booked once, before anything else; null leaves the books alone
     */
    public record Draft(
            @Nullable String name,
            @Nullable List<@Nullable ContactDraft> contacts,
            @Nullable List<@Nullable String> components,
            @Nullable List<@Nullable String> tags,
            @Nullable String phone,
            @Nullable Integer weight,
            @Nullable String customerSince,
            @Nullable String owner,
            @Nullable String mobile,
            @Nullable String area,
            Profile.@Nullable Channel channel,
            @Nullable OpeningDraft opening) {

        public Draft(
                @Nullable String name,
                @Nullable List<@Nullable ContactDraft> contacts,
                @Nullable List<@Nullable String> components,
                @Nullable List<@Nullable String> tags,
                @Nullable String phone,
                @Nullable Integer weight,
                Profile.@Nullable Channel channel) {
            this(name, contacts, components, tags, phone, weight, null, null, null, null, channel, null);
        }
    }

    /**
     * Which customers to list; null asks for nothing.
     *
     * @param text a piece of the reference, the name, or a contact's address or name; upper and lower case are the same
     * @param component an id or a name
     */
    public record Filter(
            @Nullable String text,
            @Nullable String tag,
            @Nullable String component,
            @Nullable String band) {}

    /** @param created whether the customer is new */
    public record Written(Profile customer, boolean created) {}

    /** Fired in the transaction that erases a customer: whoever keeps words about these people lets them go too. */
    public record Erased(long customerId, String formerRef, List<Long> contactIds) {}

    private final Session database;
    private final Clock clock;
    private final Components catalog;
    private final AuditTrail trail;
    private final Event<Erased> erased;
    private final Register register;
    private final Silences silences;
    private final Instance<OpeningBalances> openings;

    Customers(
            Session database,
            Clock clock,
            Components catalog,
            AuditTrail trail,
            Event<Erased> erased,
            Register register,
            Silences silences,
            Instance<OpeningBalances> openings) {
        this.openings = openings;
        this.silences = silences;
        this.database = database;
        this.clock = clock;
        this.catalog = catalog;
        this.trail = trail;
        this.erased = erased;
        this.register = register;
    }

    /**
     * Makes the customer, or makes it anew: what the draft leaves out goes back to its default, contacts that are not named
     * get no more email. What a person said about email is kept for an address that stays or comes back, and holds for one that is
     * new here.
     *
     * @throws Refusal {@code invalid_field} with the path of every wrong field; {@code illegal_transition} when it was erased, or
     *     brings a balance along to an account that has begun
     */
    @Transactional
    public Written put(String ref, Draft draft) {
        Proofreader proofreader = new Proofreader();
        proofreader.ref("ref", ref);
        proofreader.refuseFaults();
        Wanted wanted = Wanted.of(draft, new ComponentNames(catalog.inPageOrder()));
        Instant now = clock.instant();
        boolean created = made(ref, wanted, now);
        Customer customer =
                locked(ref).orElseThrow(() -> Refusal.of(Refusal.Code.STALE, "It was erased at this moment."));
        refuseErased(customer);
        customer.become(
                wanted,
                now,
                silences.of(
                        wanted.contacts().stream().map(Wanted.Contact::email).toList()));
        database.flush();
        OpeningBalances.Opening opening = wanted.opening();
        if (opening != null && openings.isResolvable()) {
            openings.get().carry(customer.id(), opening);
        }
        trail.note(created ? "customer.added" : "customer.changed", subject(customer), "");
        return new Written(customer.profile(), created);
    }

    /** Of two who make the same customer at once, one waits for the other here and then changes it. */
    private boolean made(String ref, Wanted wanted, Instant now) {
        return database.createNativeMutationQuery("""
                                INSERT INTO customer (ref, name, weight, channel, created_at, updated_at)
                                VALUES (:ref, :name, 1, :channel, :at, :at) ON CONFLICT DO NOTHING""")
                        .setParameter("ref", ref)
                        .setParameter("name", wanted.name())
                        .setParameter("channel", wanted.channel().name())
                        .setParameter("at", now)
                        .executeUpdate()
                == 1;
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public Profile get(String ref) {
        return byRef(ref).map(Customer::profile).orElseThrow(() -> unknown(ref));
    }

    /** In the order of ids; ids that never were are left out. */
    @Transactional
    public List<Profile> byIds(Collection<Long> ids) {
        return register.profiles(ids);
    }

    /**
     * A page of the customers that are not erased and answer to every part of the filter, oldest first.
     *
     * @throws Refusal {@code invalid_field} for {@code q}, {@code tag}, {@code component}, {@code band}, {@code limit},
     *     {@code cursor}
     */
    @Transactional
    public Listing<Profile> list(Filter filter, @Nullable Integer limit, @Nullable String cursor) {
        int most = Listing.limit(limit);
        List<Long> ids = register.ids(filter, Listing.position(cursor, 0L), most + 1);
        List<Profile> found = register.profiles(ids);
        return Listing.of(found, most, profile -> Long.toString(profile.id()), profile -> profile);
    }

    /**
     * Lets go of everything that names a person or the organisation: names, telephone, addresses, tags, and the reference,
     * which becomes one that names nobody. The row, what was sent and the books stay.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it was erased before
     */
    @Transactional
    public void erase(String ref) {
        Customer customer = held(ref);
        customer.erase("erased-" + PublicId.next(), clock.instant());
        database.flush();
        erased.fire(new Erased(customer.id(), ref, customer.contactIds()));
        trail.note("customer.erased", subject(customer), customer.ref());
    }

    private static void refuseErased(Customer customer) {
        if (customer.isErased()) {
            throw Refusal.illegalTransition("This customer was erased; only its books are left.");
        }
    }

    /**
     * The customer, held until the transaction ends.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it was erased
     */
    Customer held(String ref) {
        Customer customer = Proofreader.isRef(ref) ? locked(ref).orElse(null) : null;
        if (customer == null) {
            throw unknown(ref);
        }
        refuseErased(customer);
        return customer;
    }

    private Optional<Customer> byRef(String ref) {
        return !Proofreader.isRef(ref)
                ? Optional.empty()
                : database.createSelectionQuery("from Customer where ref = :ref", Customer.class)
                        .setParameter("ref", ref)
                        .uniqueResultOptional();
    }

    private Optional<Customer> locked(String ref) {
        return database.createSelectionQuery("from Customer where ref = :ref", Customer.class)
                .setParameter("ref", ref)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .uniqueResultOptional();
    }

    private static Refusal unknown(String ref) {
        return Refusal.notFound("customer", ref);
    }

    /** The audit trail is never edited, so it knows customers by a number that names nobody. */
    private static String subject(Customer customer) {
        return Long.toString(customer.id());
    }
}
