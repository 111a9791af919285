package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/**
 * Trouble that somebody must know of, as rows: each process that has it says so every second, and all of them together tell
 * it once. What comes and goes every few seconds is one trouble.
 */
@ApplicationScoped
class Alarms {

    /** After so long without it, it is over; when it comes again it is told again. */
    static final Duration OVER = Duration.ofMinutes(10);

    /** Who has it says so every second; one or two of them may be missed. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private static final int LONGEST_WORDS = 500;

    /** @param subject what it is about: a lane, or {@code relays} for all of them */
    record Alarm(String subject, String words, Instant beganAt) {}

    private final Session database;
    private final Clock clock;

    Alarms(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** It is so now. True for the first who sees it: that one tells. */
    @Transactional
    boolean ring(String subject, String words) {
        Instant now = clock.instant();
        return database.createNativeQuery("""
                        INSERT INTO alarm (subject, words, began_at, seen_at) VALUES (:subject, :words, :now, :now)
                            ON CONFLICT (subject) DO UPDATE SET words = excluded.words, seen_at = excluded.seen_at,
                               began_at = CASE WHEN alarm.seen_at < :over THEN excluded.began_at ELSE alarm.began_at END
                        RETURNING began_at = :now""", Boolean.class)
                .setParameter("subject", subject)
                .setParameter("words", words.substring(0, Math.min(words.length(), LONGEST_WORDS)))
                .setParameter("now", now)
                .setParameter("over", now.minus(OVER))
                .getSingleResult();
    }

    /** Those that ring now, in any process, oldest first. */
    @Transactional
    List<Alarm> ringing() {
        return database.createNativeQuery(
                        "SELECT subject, words, began_at FROM alarm WHERE seen_at > :fresh ORDER BY began_at, subject",
                        Alarm.class)
                .setParameter("fresh", clock.instant().minus(FRESH))
                .getResultList();
    }
}
