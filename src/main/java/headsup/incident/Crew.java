package headsup.incident;

import headsup.access.Actor;
import headsup.access.AuditTrail;
import headsup.kernel.PlainText;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.hibernate.Session;

/**
 * Who of the staff is on an incident, and as what. It is for staff alone: nothing of it is published, nor that it changed, so
 * no event is fired.
 */
@ApplicationScoped
public class Crew {

    public static final int LONGEST_ROLE = 60;

    /**
     * Somebody who is on it.
     *
     * @param member the staff name
     * @param role in their own word; empty for none
     */
    public record Hand(String incident, String member, String role, Instant cameAt) {}

    private final Session database;
    private final Incidents incidents;
    private final Clock clock;
    private final Actor actor;
    private final AuditTrail trail;

    Crew(Session database, Incidents incidents, Clock clock, Actor actor, AuditTrail trail) {
        this.database = database;
        this.incidents = incidents;
        this.clock = clock;
        this.actor = actor;
        this.trail = trail;
    }

    /**
     * Whoever asks is on it from now on; in the same role again changes nothing, in another one it begins anew.
     *
     * @param role a word or two of their own; may be empty
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it is over; {@code invalid_field} for a role that is
     *     too long or no line
     */
    @Transactional
    public void join(String incident, String role) {
        String line = role.isBlank() ? "" : PlainText.line("role", role);
        if (line.length() > LONGEST_ROLE) {
            throw Refusal.field("role", "has more than " + LONGEST_ROLE + " characters");
        }
        if (!incidents.locked(incident).isOpen()) {
            throw Refusal.illegalTransition("It is over; nobody needs to be on it.");
        }
        boolean same = of(List.of(incident)).stream()
                .anyMatch(hand -> isActor(hand) && hand.role().equals(line));
        if (!same) {
            end(incident);
            begin(incident, line);
            trail.note("incident.joined", incident, line);
        }
    }

    /** Whoever asks is no longer on it; who was not changes nothing. @throws Refusal {@code not_found} */
    @Transactional
    public void leave(String incident) {
        incidents.locked(incident);
        if (end(incident)) {
            trail.note("incident.left", incident, "");
        }
    }

    /** Who is on these incidents, who came first standing first. */
    @Transactional
    public List<Hand> of(Collection<String> them) {
        return database.createNativeQuery("""
                        SELECT incident_id, member, role, came_at FROM incident_crew
                         WHERE incident_id IN (:them) AND left_at IS NULL ORDER BY came_at, id""", Hand.class)
                .setParameterList("them", them)
                .getResultList();
    }

    private boolean isActor(Hand hand) {
        return Objects.equals(hand.member(), actor.name());
    }

    private void begin(String incident, String role) {
        database.createNativeMutationQuery(
                        "INSERT INTO incident_crew (incident_id, member, role, came_at) VALUES (:incident, :member, :role, :at)")
                .setParameter("incident", incident)
                .setParameter("member", actor.name())
                .setParameter("role", role)
                .setParameter("at", clock.instant())
                .executeUpdate();
    }

    private boolean end(String incident) {
        // The clock may have been set back a little since.
        return database.createNativeMutationQuery("""
                                UPDATE incident_crew SET left_at = greatest(:at, came_at)
                                 WHERE incident_id = :incident AND member = :member AND left_at IS NULL""")
                        .setParameter("incident", incident)
                        .setParameter("member", actor.name())
                        .setParameter("at", clock.instant())
                        .executeUpdate()
                == 1;
    }
}
