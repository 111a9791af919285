package headsup.mail;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A letter of its own to one person: to confirm an address, to tell on-call, to try the way out. It belongs to no thread and
 * no list. Plain text throughout; the room does the escaping and wrapping.
 *
 * <p>Refused with {@code invalid_field}: {@code address} when no mail can go there; {@code subject} when it is empty, longer
 * than 255 characters, or would split a header.
 *
 * @param address whom it goes to
 * @param language what it is written in; the fixed words follow where we have them, else they are English
 * @param subject without the product's name, which is put before it
 * @param paragraphs what it says; a line break inside a paragraph is kept
 * @param link what to follow; null when there is nothing
 * @param why why this person gets it, a sentence
 */
public record Postcard(
        String address,
        Locale language,
        String subject,
        List<String> paragraphs,
        @Nullable Link link,
        String why) {

    private static final int LONGEST_SUBJECT = 255;

    /** @param label what following it does, "Confirm this address" */
    public record Link(String label, URI target) {
        public Link {
            label = Hygiene.shown(label);
        }
    }

    public Postcard {
        Mailbox.of(address);
        subject = Hygiene.line("subject", subject, LONGEST_SUBJECT);
        paragraphs = paragraphs.stream().map(Hygiene::paragraph).toList();
        why = Hygiene.shown(why);
    }
}
