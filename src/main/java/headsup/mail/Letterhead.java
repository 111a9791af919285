package headsup.mail;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What all letters of this installation share.
 *
 * @param product the page's name
 * @param pageUrl the public base URL, without a slash at its end
 * @param bounceDomain where bounces and leaving letters are received
 */
record Letterhead(
        String product,
        String pageUrl,
        Sender from,
        @Nullable Sender replyTo,
        String bounceDomain) {

    private static final int SHORTEST_SENDER_ID = 5;
    private static final int LONGEST_SENDER_ID = 15;

    String domain() {
        return from.mailbox().domain();
    }

    /** The last field of {@code Feedback-ID}: 5 to 15 characters that stand for this sender at mailbox providers. */
    String senderId() {
        String letters = product.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String id = letters.length() < SHORTEST_SENDER_ID ? letters + "status" : letters;
        return id.substring(0, Math.min(id.length(), LONGEST_SENDER_ID));
    }
}
