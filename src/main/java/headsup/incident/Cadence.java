package headsup.incident;

import java.time.Duration;

/**
 * How often those affected are owed a word, by impact. The standard numbers of goodwill-policy.md section 2 stand here once;
 * which apply to an incident, its {@link Terms} say: the incident room offers them as default promises, the goodwill room
 * judges by them.
 *
 * @param first first word due after the impact starts
 * @param next next word due when a message names no time
 * @param longest longest promise honoured
 * @param grace lateness forgiven
 */
public record Cadence(Duration first, Duration next, Duration longest, Duration grace) {

    private static final Cadence CRITICAL = ofMinutes(15, 60, 120, 5);
    private static final Cadence MAJOR = ofMinutes(30, 120, 240, 10);
    private static final Cadence MINOR = ofMinutes(60, 480, 1440, 30);

    /** The cadence of an impact; an incident without impact is kept like a minor one. */
    public static Cadence of(Impact impact) {
        return switch (impact) {
            case CRITICAL -> CRITICAL;
            case MAJOR -> MAJOR;
            case MINOR, NONE -> MINOR;
        };
    }

    public static Cadence ofMinutes(int first, int next, int longest, int grace) {
        return new Cadence(
                Duration.ofMinutes(first),
                Duration.ofMinutes(next),
                Duration.ofMinutes(longest),
                Duration.ofMinutes(grace));
    }
}
