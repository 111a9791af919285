package headsup.mail;

import headsup.mail.Verdict.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One line: when, which delivery, over which lane, and the reply read after the dot; lane and reply are empty for the dot
 * itself. Parted by tabs, the checksum first.
 */
record JournalLine(long delivery, Instant at, String lane, String reply) {

    private static final int CHECKSUM_LENGTH = 8;
    private static final int PARTS = 4;

    static JournalLine dot(long delivery, Instant at) {
        return new JournalLine(delivery, at, "", "");
    }

    static JournalLine reply(long delivery, Instant at, String lane, String reply) {
        return new JournalLine(delivery, at, lane, reply);
    }

    String written() {
        String entry = DeliveryCode.of(delivery) + '\t' + at.toEpochMilli() + '\t' + lane + '\t' + reply;
        return checksum(entry) + '\t' + entry + '\n';
    }

    /** Null when the line isn't whole. */
    static @Nullable JournalLine read(String line) {
        int from = CHECKSUM_LENGTH + 1;
        if (line.length() <= from || !line.startsWith(checksum(line.substring(from)))) {
            return null;
        }
        String[] parts = line.substring(from).split("\t", PARTS);
        OptionalLong delivery = DeliveryCode.read(parts[0]);
        if (parts.length < PARTS || delivery.isEmpty()) {
            return null;
        }
        return new JournalLine(
                delivery.getAsLong(), Instant.ofEpochMilli(Long.parseLong(parts[1])), parts[2], parts[3]);
    }

    Receipt receipt() {
        if (reply.isEmpty()) {
            return new Receipt.Doubtful(delivery, "the dot was sent; no reply was read");
        }
        Reply read = Reply.of(reply);
        return read.isPositive()
                ? new Receipt.Accepted(delivery, at, read.text(), lane)
                : Verdict.of(delivery, Phase.DOT, read);
    }

    private static String checksum(String entry) {
        var sum = new CRC32C();
        sum.update(entry.getBytes(StandardCharsets.UTF_8));
        String hex = Long.toHexString(sum.getValue());
        return "0".repeat(CHECKSUM_LENGTH - hex.length()) + hex;
    }
}
