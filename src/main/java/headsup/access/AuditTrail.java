package headsup.access;

import headsup.kernel.Deed;
import headsup.kernel.Listing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Who did what: one appended line for everything written, in the transaction that writes it. */
@ApplicationScoped
public class AuditTrail {

    /** @param at UTC; {@code actor} is the staff name, or {@code system} for what no person did */
    public record Line(long id, Instant at, String actor, String verb, String subject, String detail) {}

    private final Session database;
    private final Clock clock;
    private final Actor actor;

    AuditTrail(Session database, Clock clock, Actor actor) {
        this.database = database;
        this.clock = clock;
        this.actor = actor;
    }

    /** @param verb room and act, as in {@code incident.declared}; {@code subject} is an id or reference */
    @Transactional
    public void note(String verb, String subject, String detail) {
        note(actor.name(), verb, subject, detail);
    }

    /** For those who act before it is known who they are: by signing in. */
    void note(String who, String verb, String subject, String detail) {
        database.createNativeMutationQuery(
                        "INSERT INTO audit_line (at, actor, verb, subject, detail) VALUES (:at, :actor, :verb, :subject, :detail)")
                .setParameter("at", clock.instant())
                .setParameter("actor", who)
                .setParameter("verb", verb)
                .setParameter("subject", subject)
                .setParameter("detail", detail)
                .executeUpdate();
    }

    /** Notes what rooms did that may not import this one. */
    void done(@Observes Deed deed) {
        note(deed.verb(), deed.subject(), deed.detail());
    }

    /**
     * Newest first.
     *
     * @param who only what this one did; null for everybody
     * @param what only this verb, or all of a room by its first word; null for everything
     */
    @Transactional
    public Listing<Line> lines(
            @Nullable String who, @Nullable String what, @Nullable Integer limit, @Nullable String cursor) {
        int most = Listing.limit(limit);
        List<Line> lines = database.createNativeQuery("""
                        SELECT id, at, actor, verb, subject, detail FROM audit_line
                         WHERE id < :before AND (CAST(:who AS text) IS NULL OR actor = :who)
                           AND (CAST(:what AS text) IS NULL OR verb = :what OR starts_with(verb, :what || '.'))
                         ORDER BY id DESC LIMIT :most""", Line.class)
                .setParameter("before", Listing.position(cursor, Long.MAX_VALUE))
                .setParameter("who", who, String.class)
                .setParameter("what", what, String.class)
                .setParameter("most", most + 1)
                .getResultList();
        return Listing.of(lines, most, line -> Long.toString(line.id()), line -> line);
    }
}
