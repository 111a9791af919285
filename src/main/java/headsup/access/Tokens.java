package headsup.access;

import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** API tokens: act for their owner, with the owner's role or a smaller one, are shown once and kept hashed. */
@ApplicationScoped
public class Tokens {

    private static final String PREFIX = "hup_";

    /** A token's last use is known to so much: a program that asks all the time must not write all the time. */
    private static final Duration USE_KNOWN_TO = Duration.ofMinutes(5);

    /**
     * A token to be made.
     *
     * @param role what it may do at most; null for whatever its owner may
     * @param expiresAt null for never
     */
    public record Draft(
            String label, @Nullable Role role, @Nullable Instant expiresAt) {}

    /**
     * A token as it can be listed: never its secret.
     *
     * @param role what it may do now
     * @param lastUsedAt to about five minutes; null for a token that was never used
     */
    public record Listed(
            long id,
            String owner,
            String label,
            Role role,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt) {}

    /** @param secret shown this once */
    public record Issued(long id, String label, String secret) {}

    /** Whom a token acts for, and as what. */
    record Bearer(String owner, Role role) {}

    private record Row(
            long id,
            String owner,
            String ownerRole,
            @Nullable String role,
            String label,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt) {

        Role acts() {
            Role most = Role.valueOf(ownerRole);
            return role == null ? most : Role.valueOf(role).within(most);
        }
    }

    private static final String ROWS = """
            SELECT t.id, s.name AS owner, s.role AS owner_role, t.role, t.label, t.created_at, t.last_used_at, t.expires_at
              FROM api_token t JOIN staff s ON s.id = t.staff_id
             WHERE t.revoked_at IS NULL""";

    private final Session database;
    private final Clock clock;
    private final Staff staff;
    private final AuditTrail trail;
    private final Actor actor;

    Tokens(Session database, Clock clock, Staff staff, AuditTrail trail, Actor actor) {
        this.database = database;
        this.clock = clock;
        this.staff = staff;
        this.trail = trail;
        this.actor = actor;
    }

    /**
     * Makes a token for whoever asks.
     *
     * @throws Refusal {@code invalid_field} for a role that is more than the owner's, or an end in the past
     */
    @Transactional
    public Issued issue(Draft draft) {
        StaffMember owner =
                staff.named(actor.name()).orElseThrow(() -> Refusal.notFound("staff account", actor.name()));
        Instant now = clock.instant();
        if (draft.role() != null && draft.role().within(owner.role()) != draft.role()) {
            throw Refusal.field("role", "is more than you may do yourself");
        }
        if (draft.expiresAt() != null && !draft.expiresAt().isAfter(now)) {
            throw Refusal.field("expiresAt", "must be in the future");
        }
        String secret = PREFIX + Secret.next(32);
        Long id = database.createNativeQuery("""
                                INSERT INTO api_token (staff_id, label, hash, role, created_at, expires_at)
                                VALUES (:staff, :label, :hash, :role, :at, :until) RETURNING id""", Long.class)
                .setParameter("staff", owner.id())
                .setParameter("label", draft.label())
                .setParameter("hash", Secret.hash(secret))
                .setParameter("role", draft.role() == null ? null : draft.role().name(), String.class)
                .setParameter("at", now)
                .setParameter("until", draft.expiresAt(), Instant.class)
                .getSingleResult();
        trail.note("token.issued", owner.name(), draft.label());
        return new Issued(id, draft.label(), secret);
    }

    /** Those of whoever asks; all of them for an administrator. */
    @Transactional
    public List<Listed> visible() {
        return database.createNativeQuery(ROWS + " AND (:all OR s.name = :owner) ORDER BY t.id", Row.class)
                .setParameter("all", actor.administers())
                .setParameter("owner", actor.name())
                .getResultStream()
                .map(row -> new Listed(
                        row.id(),
                        row.owner(),
                        row.label(),
                        row.acts(),
                        row.createdAt(),
                        row.lastUsedAt(),
                        row.expiresAt()))
                .toList();
    }

    /**
     * One's own, or anybody's for an administrator; doing it twice is no error.
     *
     * @throws Refusal {@code not_found} for an id that never was, or is another's
     */
    @Transactional
    public void revoke(long id) {
        int touched = database.createNativeMutationQuery("""
                        UPDATE api_token t SET revoked_at = coalesce(t.revoked_at, :at) FROM staff s
                         WHERE t.id = :id AND s.id = t.staff_id AND (:all OR s.name = :owner)""")
                .setParameter("at", clock.instant())
                .setParameter("id", id)
                .setParameter("all", actor.administers())
                .setParameter("owner", actor.name())
                .executeUpdate();
        if (touched == 0) {
            throw Refusal.notFound("token", Long.toString(id));
        }
        trail.note("token.revoked", Long.toString(id), "");
    }

    @Transactional
    Optional<Bearer> bearer(String secret) {
        Instant now = clock.instant();
        Optional<Row> found = database.createNativeQuery(
                        ROWS
                                + " AND t.hash = :hash AND s.disabled_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > :now)",
                        Row.class)
                .setParameter("hash", Secret.hash(secret))
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
        found.filter(row -> row.lastUsedAt() == null || row.lastUsedAt().isBefore(now.minus(USE_KNOWN_TO)))
                .ifPresent(row -> used(row.id(), now));
        return found.map(row -> new Bearer(row.owner(), row.acts()));
    }

    private void used(long id, Instant now) {
        database.createNativeMutationQuery("UPDATE api_token SET last_used_at = :now WHERE id = :id")
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate();
    }
}
