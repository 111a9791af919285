package headsup.goodwill;

import com.fasterxml.jackson.databind.JsonNode;
import headsup.incident.Cadence;
import headsup.incident.Impact;
import headsup.incident.Terms;
import headsup.kernel.Deed;
import headsup.kernel.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The versions of the policy: made once, never changed, one of them in force for what is declared from now on. */
@ApplicationScoped
class Policies implements Terms {

    /**
     * @param active whether incidents are declared under it now
     * @param activatedAt when it came into force last; null when it never was
     */
    record Version(
            Policy policy,
            boolean active,
            Instant createdAt,
            String createdBy,
            @Nullable Instant activatedAt,
            @Nullable String activatedBy) {

        int number() {
            return policy.version();
        }
    }

    private static final int MOST_NAMED = 1_000;

    private static final String IN_FORCE = "(SELECT version FROM policy_activation ORDER BY id DESC LIMIT 1)";

    private static final String VERSIONS = """
            SELECT p.version, p.document, p.created_at, p.created_by, a.activated_at, a.activated_by, p.version = """ + IN_FORCE + """
              FROM policy p LEFT JOIN LATERAL (SELECT activated_at, activated_by FROM policy_activation
                                                WHERE version = p.version ORDER BY id DESC LIMIT 1) a ON true
             WHERE p.version BETWEEN :from AND :to ORDER BY p.version DESC LIMIT :most""";

    private final Session database;
    private final Clock clock;
    private final SecurityIdentity actor;
    private final Event<Deed> deeds;

    /** Versions never change. */
    private final Map<Integer, Policy> known = new ConcurrentHashMap<>();

    Policies(Session database, Clock clock, SecurityIdentity actor, Event<Deed> deeds) {
        this.database = database;
        this.clock = clock;
        this.actor = actor;
        this.deeds = deeds;
    }

    /** Those before version {@code before}, newest first. */
    @Transactional
    List<Version> before(long before, int most) {
        return read(1, (int) Math.min(Integer.MAX_VALUE, before - 1), most);
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    Version get(int version) {
        return read(version, version, 1).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("policy", Integer.toString(version)));
    }

    /** The one in force. */
    @Transactional
    Version active() {
        return get(
                database.createNativeQuery("SELECT " + IN_FORCE, Integer.class).getSingleResult());
    }

    /** Those that decide in which band a balance is now. */
    @Transactional
    Bands bands() {
        return inForceNow().bands();
    }

    /** The policy in force. */
    @Transactional
    Policy inForceNow() {
        return of(
                database.createNativeQuery("SELECT " + IN_FORCE, Integer.class).getSingleResult());
    }

    /** The policy that was in force at a time; of times before the first activation, the first one. */
    @Transactional
    Policy at(Instant time) {
        return of(database.createNativeQuery("""
                        SELECT version FROM policy_activation WHERE activated_at <= :time
                            OR id = (SELECT min(id) FROM policy_activation) ORDER BY id DESC LIMIT 1""", Integer.class)
                .setParameter("time", time)
                .getSingleResult());
    }

    /**
     * A policy by its name and version, as in {@code default/2}; null: the one in force.
     *
     * @throws Refusal {@code invalid_field} for {@code policy}, with those there are
     */
    @Transactional
    Policy named(@Nullable String id) {
        if (id == null) {
            return inForceNow();
        }
        List<Policy> all =
                before(Long.MAX_VALUE, MOST_NAMED).stream().map(Version::policy).toList();
        return all.stream()
                .filter(policy -> policy.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.field(
                        "policy",
                        "must be one of "
                                + all.reversed().stream().map(Policy::id).collect(Collectors.joining(", "))));
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    Policy of(int version) {
        Policy policy = known.get(version);
        if (policy == null) {
            policy = get(version).policy();
            known.put(version, policy);
        }
        return policy;
    }

    /** The policy that an incident keeps, as in {@code default/1}. */
    @Transactional
    Policy of(String id) {
        return of(Integer.parseInt(id.substring(id.lastIndexOf('/') + 1)));
    }

    @Override
    @Transactional
    public String inForce() {
        return inForceNow().id();
    }

    @Override
    @Transactional
    public int blame(String policy, Impact impact) {
        return of(policy).tariff().amount(Rule.BLAME, impact == Impact.NONE ? Impact.MINOR : impact);
    }

    @Override
    @Transactional
    public Cadence cadence(String policy, Impact impact) {
        return of(policy).pace(impact == Impact.NONE ? Impact.MINOR : impact).cadence();
    }

    /**
     * Makes the next version; it is not in force yet.
     *
     * @throws Refusal {@code invalid_field} with the path of every unknown, missing, wrong or contradictory field
     */
    @Transactional
    Version create(JsonNode document) {
        oneAtATime();
        int next = database.createNativeQuery("SELECT max(version) + 1 FROM policy", Integer.class)
                .getSingleResult();
        Policy policy = PolicyReader.read(document, next);
        database.createNativeMutationQuery(
                        "INSERT INTO policy (version, name, document, rules, created_at, created_by) VALUES (:version, :name, :document, :rules, :at, :by)")
                .setParameter("version", next)
                .setParameter("name", policy.name())
                .setParameter("document", PolicyDocument.of(policy).toString())
                .setParameter("rules", policy.rules().number())
                .setParameter("at", clock.instant())
                .setParameter("by", actor.getPrincipal().getName())
                .executeUpdate();
        deeds.fire(new Deed("policy.created", policy.id(), ""));
        return get(next);
    }

    /**
     * Puts a version in force for what is declared from now on; what was declared before keeps its own.
     *
     * @param seen digest of the preview of this version against the one in force
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it is in force already, or another preview was seen,
     *     or none
     */
    @Transactional
    Version activate(int version, @Nullable String seen) {
        oneAtATime();
        Policy wanted = get(version).policy();
        Policy active = active().policy();
        if (wanted.version() == active.version()) {
            throw Refusal.illegalTransition("Policy " + wanted.id() + " is in force already.");
        }
        if (!Preview.digest(active, wanted).equals(seen)) {
            throw Refusal.illegalTransition("Look at the preview of policy " + wanted.id() + " against " + active.id()
                    + ", which is in force now, and send its digest as \"seen\".");
        }
        database.createNativeMutationQuery(
                        "INSERT INTO policy_activation (version, activated_at, activated_by) VALUES (:version, :at, :by)")
                .setParameter("version", version)
                .setParameter("at", clock.instant())
                .setParameter("by", actor.getPrincipal().getName())
                .executeUpdate();
        deeds.fire(new Deed("policy.activated", wanted.id(), "instead of " + active.id()));
        return get(version);
    }

    private void oneAtATime() {
        database.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtext('headsup.policies'))", Integer.class)
                .getSingleResult();
    }

    private List<Version> read(int from, int to, int most) {
        return database
                .createNativeQuery(VERSIONS, Object[].class)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("most", most)
                .stream()
                .map(row -> new Version(
                        policy((String) row[1], (Integer) row[0]),
                        (Boolean) row[6],
                        (Instant) row[2],
                        (String) row[3],
                        (Instant) row[4],
                        (String) row[5]))
                .toList();
    }

    private static Policy policy(String document, int version) {
        byte[] body = document.getBytes(StandardCharsets.UTF_8);
        return PolicyReader.read(PolicyDocument.completed(ExactJson.object(new ByteArrayInputStream(body))), version);
    }
}
