package headsup.incident;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Session;

/** The promises of all incidents together: which are still owed, and how many were kept. */
@ApplicationScoped
public class Promises {

    /**
     * @param incident its name; {@code dueAt} is when the next word was promised for
     * @param asksForEnd whether that is the planned end of a maintenance which a person ends: they are asked whether it is over
     */
    public record Owed(String incidentId, String incident, String updateId, Instant dueAt, boolean asksForEnd) {}

    /** @param incident its name */
    public record Expected(String incidentId, String incident, Estimate estimate) {}

    /** @param decided those whose time has come, {@code kept} of which in time, to the second */
    public record Kept(long kept, long decided) {}

    private final Session database;
    private final Clock clock;

    Promises(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Of open incidents, those not yet kept whose time comes by then or has come; the earliest first. */
    @Transactional
    public List<Owed> owed(Instant by) {
        return database.createNativeQuery("""
                        SELECT i.id AS incidentId, i.name AS incident, u.id AS updateId, u.promise_due_at AS dueAt,
                               i.kind = 'MAINTENANCE' AND NOT i.auto_complete AND u.promise_due_at = i.scheduled_until AS asksForEnd
                          FROM incident_update u JOIN incident i ON i.id = u.incident_id
                         WHERE u.promise_answered_at IS NULL AND u.promise_due_at <= :by
                           AND i.resolved_at IS NULL AND NOT i.imported ORDER BY u.promise_due_at, u.id""", Owed.class)
                .setParameter("by", by)
                .getResultList();
    }

    /** Of open incidents that last, the estimates not withdrawn whose time comes by then or has passed; the earliest first. */
    @Transactional
    public List<Expected> expected(Instant by) {
        return database.createNativeQuery("""
                        SELECT i.* FROM incident i WHERE i.resolved_at IS NULL AND NOT i.imported
                           AND EXISTS (SELECT FROM incident_update u WHERE u.incident_id = i.id AND u.shown_estimate_at <= :by)""", Incident.class).setParameter("by", by).stream()
                .flatMap(incident -> Stream.ofNullable(incident.estimate())
                        .filter(e -> e.isTold() && !e.withdrawn() && !e.at().isAfter(by))
                        .map(e -> new Expected(incident.id(), incident.name(), e)))
                .sorted(Comparator.comparing((Expected e) -> e.estimate().at()).thenComparing(Expected::incidentId))
                .toList();
    }

    /** Of those due since then; another page's are not ours. */
    @Transactional
    public Kept kept(Instant since) {
        Object[] row = database.createNativeQuery("""
                        SELECT count(*) FILTER (WHERE u.promise_answered_at <= u.promise_due_at), count(*)
                          FROM incident_update u JOIN incident i ON i.id = u.incident_id
                         WHERE u.promise_due_at > :since AND NOT i.imported
                           AND (u.promise_answered_at IS NOT NULL OR u.promise_due_at < :now)""", Object[].class)
                .setParameter("since", since)
                .setParameter("now", clock.instant())
                .getSingleResult();
        return new Kept(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }
}
