package headsup.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.Session;

/** Console sessions, kept in the database: every node knows them, signing out ends them for good. */
@ApplicationScoped
public class Sessions {

    /** The cookie that carries a session. */
    public static final String COOKIE = "headsup_session";

    /** How long a session lasts from sign-in. */
    public static final Duration LIFE = Duration.ofHours(12);

    private final Session database;
    private final Clock clock;
    private final Staff staff;

    Sessions(Session database, Clock clock, Staff staff) {
        this.database = database;
        this.clock = clock;
        this.staff = staff;
    }

    /** The secret of a new session, or empty for a wrong name or password; one answer for both. */
    @Transactional
    public Optional<String> open(String name, String password) {
        return staff.verified(name, password).map(this::open);
    }

    private String open(StaffMember member) {
        String secret = Secret.next(32);
        database.createNativeMutationQuery(
                        "INSERT INTO session (hash, staff_id, created_at, expires_at) VALUES (:hash, :staff, :at, :until)")
                .setParameter("hash", Secret.hash(secret))
                .setParameter("staff", member.id())
                .setParameter("at", clock.instant())
                .setParameter("until", clock.instant().plus(LIFE))
                .executeUpdate();
        database.createNativeMutationQuery("DELETE FROM session WHERE expires_at < :now")
                .setParameter("now", clock.instant())
                .executeUpdate();
        return secret;
    }

    @Transactional
    public void close(String secret) {
        database.createNativeMutationQuery("DELETE FROM session WHERE hash = :hash")
                .setParameter("hash", Secret.hash(secret))
                .executeUpdate();
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
