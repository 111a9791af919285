package headsup.goodwill;

import headsup.audience.Customers;
import headsup.kernel.Deed;
import headsup.kernel.PlainText;
import headsup.kernel.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.hibernate.Session;

/**
 * Takes back calls, gestures and inquiries of an incident that were noted by mistake. The row stays, marked with who took it
 * back and why; no fact is read from it any more, so the books follow by reversals.
 */
@ApplicationScoped
public class Withdrawals {

    public static final int LONGEST_REASON = 1000;

    /** What can be withdrawn; its name is that of its table. */
    public enum Kind {
        CALL,
        GESTURE,
        INQUIRY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something was withdrawn, in the running transaction. */
    public record Withdrawn(Kind kind, long id, Instant at, String by, String reason) {}

    private final Session database;
    private final Agenda agenda;
    private final Event<Withdrawn> withdrawn;
    private final Event<Deed> done;
    private final SecurityIdentity actor;
    private final Clock clock;

    Withdrawals(
            Session database,
            Agenda agenda,
            Event<Withdrawn> withdrawn,
            Event<Deed> done,
            SecurityIdentity actor,
            Clock clock) {
        this.database = database;
        this.agenda = agenda;
        this.withdrawn = withdrawn;
        this.done = done;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Why something is taken back, as it is kept.
     *
     * @throws Refusal {@code invalid_field} for {@code reason}: blank, too long, or not to be kept
     */
    public static String reason(String given) {
        String reason = given.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON || !PlainText.isKeepable(reason)) {
            throw Refusal.field("reason", "must have from 1 to " + LONGEST_REASON + " characters");
        }
        return reason;
    }

    /**
     * Withdraws a fact and reverses its entries, also in incidents that began later.
     *
     * @throws Refusal {@code not_found} when the incident has none of that id; {@code illegal_transition} when it was
     *     withdrawn before; {@code invalid_field} for {@code reason}
     */
    @Transactional
    public void withdraw(Kind kind, String incidentId, long id, String reason) {
        String why = reason(reason);
        Instant now = clock.instant();
        String by = actor.getPrincipal().getName();
        Long customer = database.createNativeQuery(
                        "UPDATE " + kind.word()
                                + " SET withdrawn_at = :now, withdrawn_by = :by, withdrawn_reason = :why"
                                + " WHERE id = :id AND incident_id = :incident AND withdrawn_at IS NULL RETURNING customer_id",
                        Long.class)
                .setParameter("now", now)
                .setParameter("by", by)
                .setParameter("why", why)
                .setParameter("id", id)
                .setParameter("incident", incidentId)
                .getSingleResultOrNull();
        if (customer == null) {
            throw refused(kind, incidentId, id);
        }
        agenda.expectBeside(incidentId);
        withdrawn.fire(new Withdrawn(kind, id, now, by, why));
        done.fire(new Deed(
                kind.word() + ".withdrawn",
                Long.toString(customer),
                "incident " + incidentId + ", " + id + ": " + why));
    }

    private Refusal refused(Kind kind, String incidentId, long id) {
        boolean there = database.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM " + kind.word() + " WHERE id = :id AND incident_id = :incident)",
                        Boolean.class)
                .setParameter("id", id)
                .setParameter("incident", incidentId)
                .getSingleResult();
        return there
                ? Refusal.illegalTransition("It was withdrawn before.")
                : Refusal.notFound(kind.word(), Long.toString(id));
    }

    /** Notes and reasons are words about people. */
    void erased(@Observes Customers.Erased event) {
        for (Kind kind : Kind.values()) {
            database.createNativeMutationQuery(
                            "UPDATE " + kind.word()
                                    + " SET withdrawn_reason = 'erased' WHERE customer_id = :customer AND withdrawn_at IS NOT NULL")
                    .setParameter("customer", event.customerId())
                    .executeUpdate();
        }
        database.createNativeMutationQuery("UPDATE call SET note = 'erased' WHERE customer_id = :customer")
                .setParameter("customer", event.customerId())
                .executeUpdate();
    }
}
