package headsup.care;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import headsup.access.Actor;
import headsup.access.AuditTrail;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.care.Complaints.State;
import headsup.goodwill.RelationshipFact;
import headsup.goodwill.Relationships;
import headsup.goodwill.Withdrawals;
import headsup.kernel.Listing;
import headsup.kernel.PlainText;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The complaints and their verbs; each step is a fact of the books in the same transaction. */
@ApplicationScoped
public class Complaints implements PanacheRepositoryBase<Complaint, String> {

    /** Where it stands: open until resolved, over when the customer has confirmed it, or it was taken down by mistake. */
    public enum State {
        OPEN,
        ANSWERED,
        RESOLVED,
        CONFIRMED,
        WITHDRAWN;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for any other word */
        @JsonCreator
        public static State of(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("is no state of a complaint: " + word);
        }
    }

    /**
     * A complaint as somebody took it down.
     *
     * @param subject one line; while one of the same subject is open it is that one
     * @param solicited whether we asked for it
     * @param receivedAt null: now
     */
    public record Draft(
            String customer,
            String subject,
            @Nullable String note,
            boolean solicited,
            @Nullable String owner,
            @Nullable Instant dueAt,
            @Nullable Instant receivedAt) {}

    /**
     * What to change; null leaves as it is.
     *
     * @param spokenTo who at the customer said, in person or by telephone, that it is resolved; {@code spokenAt} when, now if null
     * @param version the one the change was made from
     */
    public record Change(
            @Nullable State state,
            @Nullable String subject,
            @Nullable String owner,
            @Nullable Instant dueAt,
            @Nullable String executive,
            @Nullable String spokenTo,
            @Nullable Instant spokenAt,
            @Nullable Integer version) {}

    /**
     * @param customer the operator's reference
     * @param remark why it, or its confirmation, is worth nothing; null when nothing is missing
     */
    public record View(
            String id,
            String customer,
            String subject,
            String note,
            boolean solicited,
            State state,
            @Nullable String owner,
            @Nullable Instant dueAt,
            Instant receivedAt,
            @Nullable Instant answeredAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant confirmedAt,
            @Nullable String executive,
            @Nullable String spokenTo,
            @Nullable Instant spokenAt,
            @Nullable String remark,
            Instant updatedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String withdrawnReason,
            int version) {}

    /** @param fresh false when a complaint of this subject was open already */
    public record Opened(View complaint, boolean fresh) {}

    /** Open so long a complaint costs goodwill (K4). */
    private static final Duration AGING = Duration.ofDays(10);

    /** Equal complaints less than this apart are one. */
    private static final Duration ONE = Duration.ofMinutes(1);

    private final Session database;
    private final Customers customers;
    private final Relationships relationships;
    private final Actor actor;
    private final AuditTrail trail;
    private final Clock clock;

    Complaints(
            Session database,
            Customers customers,
            Relationships relationships,
            Actor actor,
            AuditTrail trail,
            Clock clock) {
        this.actor = actor;
        this.database = database;
        this.customers = customers;
        this.relationships = relationships;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Opens a complaint, or finds the open one of the same subject: they are one case (K1). So are equal ones within a minute.
     *
     * @throws Refusal {@code not_found} for the customer; {@code invalid_field} for {@code subject}, {@code receivedAt}
     */
    @Transactional
    public Opened open(Draft draft) {
        Profile customer = customers.get(draft.customer());
        PlainText.line("subject", draft.subject());
        oneAtATime(customer.id());
        Optional<Complaint> open = find(
                        "customerId = ?1 and lower(subject) = lower(?2) and state in (?3, ?4)",
                        customer.id(),
                        draft.subject().strip(),
                        State.OPEN,
                        State.ANSWERED)
                .firstResultOptional();
        Instant now = clock.instant();
        Instant received = Objects.requireNonNullElse(draft.receivedAt(), now);
        Optional<Complaint> same = open.or(() -> sentTwice(customer, draft, received));
        if (same.isPresent()) {
            return new Opened(same.get().view(customer.ref()), false);
        }
        if (received.isAfter(now)) {
            throw Refusal.field("receivedAt", "lies in the future");
        }
        boolean counts = !relationships.needEvidence() || !Evidence.isBefore(received, customer.createdAt());
        Long fact = counts
                ? relationships.note(
                        customer.id(),
                        received,
                        new RelationshipFact.Complained(draft.subject().strip(), draft.solicited()),
                        null)
                : null;
        String remark = counts ? null : Evidence.remark(Evidence.BEFORE_OPENING);
        Complaint complaint = new Complaint(PublicId.next(), customer.id(), draft, received, fact, remark, now);
        persist(complaint);
        flush();
        trail.note("complaint.opened", complaint.id(), "customer " + customer.id());
        return new Opened(complaint.view(customer.ref()), true);
    }

    /** The same complaint within a minute, however far it has got since unless it was withdrawn: a retry, or taken down by two people. */
    private Optional<Complaint> sentTwice(Profile customer, Draft draft, Instant received) {
        return find(
                        "customerId = ?1 and lower(subject) = lower(?2) and solicited = ?3 and receivedAt > ?4 and receivedAt < ?5 and state <> ?6 order by id",
                        customer.id(),
                        draft.subject().strip(),
                        draft.solicited(),
                        received.minus(ONE),
                        received.plus(ONE),
                        State.WITHDRAWN)
                .firstResultOptional();
    }

    private void oneAtATime(long customer) {
        database.createNativeQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtext('headsup.complaints'), :customer)", Integer.class)
                .setParameter("customer", (int) customer)
                .getSingleResult();
    }

    /**
     * Changes subject, owner, due time or state; answered, resolved, confirmed and reopened ({@code open}) each count in the
     * books. Another subject is a correction of the case: it books nothing, and what is booked from then on names it.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition}, also for one that is withdrawn, and for the subject of
     *     another that is open; {@code invalid_field} for {@code subject}; {@code stale} when {@code version} is not the last one
     */
    @Transactional
    public View change(String id, Change change) {
        Complaint complaint = findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> Refusal.notFound("complaint", id));
        String ref = ref(complaint);
        if (change.version() != null && change.version() != complaint.view(ref).version()) {
            throw Refusal.of(Refusal.Code.STALE, "The complaint has changed since; look at it again.");
        }
        complaint.refuseWithdrawn();
        Instant now = clock.instant();
        if (change.subject() != null) {
            rename(complaint, PlainText.line("subject", change.subject()), now);
        }
        complaint.assign(change.owner(), change.dueAt(), now);
        if (change.state() != null) {
            if (change.state() == State.OPEN) {
                refuseSecond(complaint, complaint.subject());
            }
            complaint.step(change.state(), change.executive(), now);
            RelationshipFact.Proof proof = confirmed(complaint, change, now);
            RelationshipFact fact = fact(change.state(), change.executive(), proof);
            complaint.fact().ifPresent(received -> relationships.note(complaint.customerId(), now, fact, received));
        }
        flush();
        trail.note("complaint.changed", id, complaint.state().word());
        return complaint.view(ref);
    }

    private void rename(Complaint complaint, String subject, Instant now) {
        if (subject.equals(complaint.subject())) {
            return;
        }
        if (complaint.isOpen()) {
            refuseSecond(complaint, subject);
        }
        complaint.rename(subject, now);
        RelationshipFact renamed = new RelationshipFact.Complained(subject, complaint.solicited());
        complaint.fact().ifPresent(received -> relationships.reword(received, renamed));
        trail.note("complaint.renamed", complaint.id(), "customer " + complaint.customerId());
    }

    /**
     * It was taken down by mistake: it stays on the list, marked, and all it booked is taken back.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it was withdrawn before; {@code invalid_field} for
     *     {@code reason}
     */
    @Transactional
    public View withdraw(String id, String reason) {
        String why = Withdrawals.reason(reason);
        Complaint complaint = findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> Refusal.notFound("complaint", id));
        complaint.withdraw(actor.name(), why, clock.instant());
        complaint.fact().ifPresent(relationships::withdrawCase);
        flush();
        trail.note("complaint.withdrawn", id, "customer " + complaint.customerId() + ": " + why);
        return complaint.view(ref(complaint));
    }

    private void refuseSecond(Complaint complaint, String subject) {
        oneAtATime(complaint.customerId());
        long others = count(
                "customerId = ?1 and id <> ?2 and lower(subject) = lower(?3) and state in (?4, ?5)",
                complaint.customerId(),
                complaint.id(),
                subject,
                State.OPEN,
                State.ANSWERED);
        if (others > 0) {
            throw Refusal.illegalTransition("Another complaint of the same subject is open; they are one case.");
        }
    }

    /** How the customer confirmed it, where the policy in force asks; null where it does not, or nothing was confirmed. */
    private RelationshipFact.@Nullable Proof confirmed(Complaint complaint, Change change, Instant now) {
        if (change.state() != State.CONFIRMED) {
            return null;
        }
        String person = change.spokenTo() == null || change.spokenTo().isBlank()
                ? null
                : PlainText.line("spokenTo", change.spokenTo());
        Instant when = person == null ? null : Objects.requireNonNullElse(change.spokenAt(), now);
        if (when != null && (when.isAfter(now) || when.isBefore(complaint.receivedAt()))) {
            throw Refusal.field("spokenAt", "must lie between the receipt of the complaint and now");
        }
        boolean asked = relationships.needEvidence();
        complaint.confirmedBy(person, when, asked && person == null ? Evidence.remark(Evidence.NO_YES) : null);
        if (!asked) {
            return null;
        }
        return person == null ? RelationshipFact.Proof.NONE : RelationshipFact.Proof.SPOKEN;
    }

    private static RelationshipFact fact(
            State state, @Nullable String executive, RelationshipFact.@Nullable Proof proof) {
        return switch (state) {
            case OPEN -> new RelationshipFact.Reopened();
            case ANSWERED -> new RelationshipFact.Answered();
            case RESOLVED -> new RelationshipFact.Resolved();
            case CONFIRMED -> new RelationshipFact.Confirmed(executive, proof);
            case WITHDRAWN -> throw new IllegalStateException("nobody steps there");
        };
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public View get(String id) {
        Complaint complaint = findByIdOptional(id).orElseThrow(() -> Refusal.notFound("complaint", id));
        return complaint.view(ref(complaint));
    }

    private String ref(Complaint complaint) {
        return customers.byIds(List.of(complaint.customerId())).get(0).ref();
    }

    /**
     * Oldest first.
     *
     * @param customer the operator's reference; null: everybody's
     * @param state null: any
     * @throws Refusal {@code not_found} for the customer; {@code invalid_field} for {@code limit} and {@code cursor}
     */
    @Transactional
    public Listing<View> page(
            @Nullable String customer, @Nullable State state, @Nullable Integer limit, @Nullable String cursor) {
        int most = Listing.limit(limit);
        long of = customer == null ? 0 : customers.get(customer).id();
        String after = Objects.requireNonNullElse(Listing.position(cursor), "");
        Instant from = after.isEmpty()
                ? Instant.EPOCH
                : find("id", after)
                        .firstResultOptional()
                        .map(c -> c.view("").receivedAt())
                        .orElseThrow(() -> Refusal.field("cursor", "is not a cursor from this list"));
        List<Complaint> rows = find(
                        "(?1 = 0L or customerId = ?1) and (?2 is null or state = ?2) and (receivedAt > ?3 or (receivedAt = ?3 and id > ?4)) order by receivedAt, id",
                        of,
                        state,
                        from,
                        after)
                .page(0, most + 1)
                .list();
        Map<Long, Profile> people = people(rows);
        return Listing.of(
                rows,
                most,
                Complaint::id,
                row -> row.view(
                        Objects.requireNonNull(people.get(row.customerId())).ref()));
    }

    /** A customer's that are neither resolved nor confirmed, oldest first. */
    List<View> waiting(long customerId) {
        return list(
                        "customerId = ?1 and state in (?2, ?3) order by receivedAt, id",
                        customerId,
                        State.OPEN,
                        State.ANSWERED)
                .stream()
                .map(complaint -> complaint.view(""))
                .toList();
    }

    /**
     * The complaints that are open.
     *
     * @param aging those received ten days ago or earlier; {@code overdue} those past their due time
     * @param oldest the first of them
     */
    public record Overview(long open, long aging, long overdue, List<View> oldest) {}

    /** @param most so many of the oldest are named */
    @Transactional
    public Overview overview(int most) {
        Instant now = clock.instant();
        String open = "state in (?1, ?2)";
        List<Complaint> oldest = find(open + " order by receivedAt, id", State.OPEN, State.ANSWERED)
                .page(0, most)
                .list();
        Map<Long, Profile> people = people(oldest);
        return new Overview(
                count(open, State.OPEN, State.ANSWERED),
                count(open + " and receivedAt <= ?3", State.OPEN, State.ANSWERED, now.minus(AGING)),
                count(open + " and dueAt <= ?3", State.OPEN, State.ANSWERED, now),
                oldest.stream()
                        .map(row -> row.view(Objects.requireNonNull(people.get(row.customerId()))
                                .ref()))
                        .toList());
    }

    private Map<Long, Profile> people(List<Complaint> rows) {
        return customers
                .byIds(rows.stream().map(Complaint::customerId).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Profile::id, Function.identity()));
    }

    void erased(@Observes Customers.Erased event) {
        list("customerId", event.customerId()).forEach(Complaint::erase);
    }
}
