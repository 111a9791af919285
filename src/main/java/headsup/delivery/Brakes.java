package headsup.delivery;

import headsup.audience.Customers;
import headsup.incident.Incidents;
import headsup.kernel.Refusal;
import headsup.mail.Courier;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.hibernate.Session;

/**
 * What holds letters back. From the commit of a brake on nothing it names is claimed; what was on its way ends its way. A
 * brake on a lane is honoured by every process within about a second: its letters go over the other lanes, or wait.
 */
@ApplicationScoped
public class Brakes {

    /**
     * @param scope {@code all}, {@code incident}, {@code customer} or {@code lane}
     * @param subject id of the incident, reference of the customer, name of the lane, empty for all
     * @param setBy the staff name; {@code headsup} for a lane that was refused too much
     */
    public record Brake(long id, String scope, String subject, String reason, String setBy, Instant setAt) {}

    private static final String LANE = "lane";
    private static final String OURSELVES = "headsup";
    private static final int LONGEST_REASON = 500;

    private final Session database;
    private final Clock clock;
    private final Incidents incidents;
    private final Customers customers;
    private final Courier courier;
    private final SecurityIdentity actor;

    Brakes(
            Session database,
            Clock clock,
            Incidents incidents,
            Customers customers,
            Courier courier,
            SecurityIdentity actor) {
        this.database = database;
        this.clock = clock;
        this.incidents = incidents;
        this.customers = customers;
        this.courier = courier;
        this.actor = actor;
    }

    /**
     * Pulls a brake; pulling it twice changes nothing.
     *
     * @throws Refusal {@code invalid_field} for an unknown scope, {@code not_found} for an unknown subject
     */
    @Transactional
    public void pull(String scope, String subject, String reason) {
        insert(scope, named(scope, subject), reason, actor.getPrincipal().getName());
    }

    /** What a lane's relay did made us stop. True when no brake held the lane before. */
    @Transactional
    boolean pullLane(String lane, String reason) {
        return insert(LANE, lane, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)), OURSELVES) == 1;
    }

    private int insert(String scope, String subject, String reason, String by) {
        return database.createNativeMutationQuery("""
                        INSERT INTO brake (scope, subject, reason, set_by, set_at) VALUES (:scope, :subject, :reason, :by, :at)
                            ON CONFLICT (scope, subject) WHERE released_at IS NULL DO NOTHING""")
                .setParameter("scope", scope)
                .setParameter("subject", subject)
                .setParameter("reason", reason)
                .setParameter("by", by)
                .setParameter("at", clock.instant())
                .executeUpdate();
    }

    private String named(String scope, String subject) {
        return switch (scope) {
            case "all" -> "";
            case "incident" -> incidents.get(subject).id();
            case "customer" -> Long.toString(customers.get(subject).id());
            case LANE -> lane(subject.toLowerCase(Locale.ROOT));
            default -> throw Refusal.field("scope", "must be all, incident, customer or lane");
        };
    }

    private String lane(String name) {
        if (courier.ways().stream().noneMatch(way -> way.name().equals(name))) {
            throw Refusal.notFound(LANE, name);
        }
        return name;
    }

    /** Names of the lanes that are held. */
    @Transactional
    List<String> lanes() {
        return database.createNativeQuery(
                        "SELECT subject FROM brake WHERE scope = 'lane' AND released_at IS NULL", String.class)
                .getResultList();
    }

    /** Customers are kept by id and named by reference. */
    private Brake named(Brake brake) {
        return !brake.scope().equals("customer")
                ? brake
                : customers.byIds(List.of(Long.valueOf(brake.subject()))).stream()
                        .findFirst()
                        .map(k -> new Brake(
                                brake.id(), brake.scope(), k.ref(), brake.reason(), brake.setBy(), brake.setAt()))
                        .orElse(brake);
    }

    /** Lets go. @throws Refusal {@code not_found} when it is no brake, or released already */
    @Transactional
    public void release(long id) {
        int released = database.createNativeMutationQuery(
                        "UPDATE brake SET released_at = :at, released_by = :by WHERE id = :id AND released_at IS NULL")
                .setParameter("at", clock.instant())
                .setParameter("by", actor.getPrincipal().getName())
                .setParameter("id", id)
                .executeUpdate();
        if (released == 0) {
            throw Refusal.notFound("brake", Long.toString(id));
        }
    }

    /** Those that hold now, oldest first. */
    @Transactional
    public List<Brake> holding() {
        return database
                .createNativeQuery(
                        "SELECT id, scope, subject, reason, set_by, set_at FROM brake WHERE released_at IS NULL ORDER BY id",
                        Brake.class)
                .stream()
                .map(this::named)
                .toList();
    }
}
