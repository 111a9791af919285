package headsup.access;

import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** API tokens: act with the role of their owner, are shown once and kept hashed. */
@ApplicationScoped
public class Tokens {

    private static final String PREFIX = "hup_";

    /** A token as it can be listed: never its secret. */
    public record Listed(long id, String owner, String label, Instant createdAt) {}

    /** @param secret shown this once */
    public record Issued(long id, String label, String secret) {}

    private final Session database;
    private final Clock clock;
    private final Staff staff;
    private final AuditTrail trail;

    Tokens(Session database, Clock clock, Staff staff, AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.staff = staff;
        this.trail = trail;
    }

    /** @throws Refusal {@code not_found} when there is no such staff account */
    @Transactional
    public Issued issue(String owner, String label) {
        StaffMember member = staff.named(owner).orElseThrow(() -> Refusal.notFound("staff account", owner));
        String secret = PREFIX + Secret.next(32);
        Long id = database.createNativeQuery(
                        "INSERT INTO api_token (staff_id, label, hash, created_at) VALUES (:staff, :label, :hash, :at) RETURNING id",
                        Long.class)
                .setParameter("staff", member.id())
                .setParameter("label", label)
                .setParameter("hash", Secret.hash(secret))
                .setParameter("at", clock.instant())
                .getSingleResult();
        trail.note("token.issued", owner, label);
        return new Issued(id, label, secret);
    }

    @Transactional
    public List<Listed> all() {
        return database.createNativeQuery("""
                        SELECT t.id, s.name AS owner, t.label, t.created_at FROM api_token t JOIN staff s ON s.id = t.staff_id
                         WHERE t.revoked_at IS NULL ORDER BY t.id""", Listed.class).getResultList();
    }

    /** Doing it twice is no error; refuses {@code not_found} an id that never was. */
    @Transactional
    public void revoke(long id) {
        int touched = database.createNativeMutationQuery(
                        "UPDATE api_token SET revoked_at = coalesce(revoked_at, :at) WHERE id = :id")
                .setParameter("at", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
        if (touched == 0) {
            throw Refusal.notFound("token", Long.toString(id));
        }
        trail.note("token.revoked", Long.toString(id), "");
    }

    @Transactional
    Optional<StaffMember> ownerOf(String secret) {
        return database.createNativeQuery("""
                        SELECT s.* FROM staff s JOIN api_token t ON t.staff_id = s.id
                         WHERE t.hash = :hash AND t.revoked_at IS NULL AND s.disabled_at IS NULL""", StaffMember.class)
                .setParameter("hash", Secret.hash(secret))
                .getResultStream()
                .findFirst();
    }
}
