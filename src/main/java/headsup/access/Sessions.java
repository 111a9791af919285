package headsup.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Console sessions, kept in the database: every node knows them, signing out ends them for good. */
@ApplicationScoped
public class Sessions {

    /** The cookie that carries a session. */
    public static final String COOKIE = "headsup_session";

    /** How long a session lasts from sign-in. */
    public static final Duration LIFE = Duration.ofHours(12);

    /** How long it is known whose a session was that is over: words sent too late are kept for whom they belong to. */
    static final Duration REMEMBERED = Duration.ofDays(7);

    private final Session database;
    private final Clock clock;
    private final Staff staff;
    private final AuditTrail trail;

    Sessions(Session database, Clock clock, Staff staff, AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.staff = staff;
        this.trail = trail;
    }

    /** The secret of a new session, or empty for a wrong name or password; one answer for both. */
    @Transactional
    public Optional<String> open(String name, String password) {
        return staff.verified(name, password).map(member -> open(member, "by password"));
    }

    /** @param how they signed in, for the audit trail */
    String open(StaffMember member, String how) {
        Instant now = clock.instant();
        String secret = Secret.next(32);
        database.createNativeMutationQuery(
                        "INSERT INTO session (hash, staff_id, created_at, expires_at) VALUES (:hash, :staff, :at, :until)")
                .setParameter("hash", Secret.hash(secret))
                .setParameter("staff", member.id())
                .setParameter("at", now)
                .setParameter("until", now.plus(LIFE))
                .executeUpdate();
        database.createNativeMutationQuery("DELETE FROM session WHERE expires_at < :old")
                .setParameter("old", now.minus(REMEMBERED))
                .executeUpdate();
        database.createNativeMutationQuery("UPDATE staff SET signed_in_at = :at WHERE id = :staff")
                .setParameter("at", now)
                .setParameter("staff", member.id())
                .executeUpdate();
        trail.note(member.name(), "staff.signed_in", member.name(), how);
        return secret;
    }

    @Transactional
    public void close(String secret) {
        database.createNativeMutationQuery("DELETE FROM session WHERE hash = :hash")
                .setParameter("hash", Secret.hash(secret))
                .executeUpdate();
    }

    /** Ends all sessions of a member but the one with the secret {@code kept}. */
    void endOf(StaffMember member, @Nullable String kept) {
        database.createNativeMutationQuery("DELETE FROM session WHERE staff_id = :staff AND hash <> :kept")
                .setParameter("staff", member.id())
                .setParameter("kept", kept == null ? new byte[0] : Secret.hash(kept))
                .executeUpdate();
    }

    /** The name of whoever's a session is, or was until lately. It signs nobody in. */
    @Transactional
    public Optional<String> lastOwner(String secret) {
        return database.createNativeQuery("""
                        SELECT s.name FROM staff s JOIN session x ON x.staff_id = s.id
                         WHERE x.hash = :hash AND s.disabled_at IS NULL""", String.class)
                .setParameter("hash", Secret.hash(secret))
                .getResultStream()
                .findFirst();
    }

    @Transactional
    Optional<StaffMember> ownerOf(String secret) {
        return database.createNativeQuery("""
                        SELECT s.* FROM staff s JOIN session x ON x.staff_id = s.id
                         WHERE x.hash = :hash AND x.expires_at > :now AND s.disabled_at IS NULL""", StaffMember.class)
                .setParameter("hash", Secret.hash(secret))
                .setParameter("now", clock.instant())
                .getResultStream()
                .findFirst();
    }
}
