package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import org.hibernate.Session;

/** Emails to {@code leave@} that were taken, by a hash of what they are told by. Within the caller's transaction. */
@ApplicationScoped
class LeaveMails {

    private final Session database;
    private final Clock clock;

    LeaveMails(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Takes it; false when it was taken before. */
    boolean isFirst(String id) {
        return database.createNativeMutationQuery(
                                "INSERT INTO leave_mail_taken (message_hash, taken_at) VALUES (:hash, :now) ON CONFLICT DO NOTHING")
                        .setParameter("hash", hash(id))
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
    }

    private static byte[] hash(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
