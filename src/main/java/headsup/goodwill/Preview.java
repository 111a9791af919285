package headsup.goodwill;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What past incidents would come to under another version than the one in force.
 *
 * @param against the policy in force, as in {@code default/1}
 * @param digest names exactly this pair of versions; an activation has to show it
 * @param since incidents that began before are not looked at
 */
public record Preview(String against, String digest, Instant since, List<Line> incidents, Total total) {

    /**
     * One past incident, over all its customers.
     *
     * @param before points under the policy in force
     * @param after points under the other
     * @param changingBand customers whom the difference would move to another of the other policy's bands
     */
    public record Line(
            String incident,
            String name,
            Instant startedAt,
            long customers,
            long before,
            long after,
            long changingBand) {

        Line changing(long customersChangingBand) {
            return new Line(incident, name, startedAt, customers, before, after, customersChangingBand);
        }
    }

    /** @param changingBand customers who would stand in another band, by all the differences and by where bands begin */
    public record Total(long before, long after, long changingBand) {}

    static String digest(Policy active, Policy wanted) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((whole(active) + "\n" + whole(wanted)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String whole(Policy policy) {
        return policy.id() + " " + PolicyDocument.of(policy);
    }
}
