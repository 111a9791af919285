package headsup.mail;

import headsup.kernel.Refusal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is told, and what only this letter says.
 *
 * <p>Refused with {@code invalid_field}: a negative delivery, a token of another shape, a Message-ID that is none, more
 * than three of them.
 *
 * @param delivery the row of this update and contact, never negative; Message-ID and bounce address are made of it
 * @param contact the person
 * @param affected what of it touches this person, as lines of its own; empty when the bulletin's own list shall stand
 * @param unsubscribeToken 128 random bits as 22 characters of base64url: of the way out, and of the person's own page
 * @param previous Message-IDs accepted for this contact in this thread, oldest first, at most three: the very first one
 *     (the root that mail readers thread by) and then the latest two. Empty for the first letter
 * @param asked whether the person asked for it by itself, on the page; else it belongs to an organisation we serve
 * @param organisations names of those it belongs to, where there is more than one; empty else
 */
public record Recipient(
        long delivery,
        Contact contact,
        List<String> affected,
        String unsubscribeToken,
        List<String> previous,
        boolean asked,
        List<String> organisations) {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?A-~]{1,240}@[!-;=?A-~]{1,240}>");
    private static final int MOST_PREVIOUS = 3;

    public Recipient {
        if (delivery < 0) {
            throw Refusal.field("delivery", "must not be negative");
        }
        if (!TOKEN.matcher(unsubscribeToken).matches()) {
            throw Refusal.field("unsubscribeToken", "must be 22 characters of base64url");
        }
        if (previous.size() > MOST_PREVIOUS) {
            throw Refusal.field("previous", "must be at most " + MOST_PREVIOUS + " Message-IDs");
        }
        for (String id : previous) {
            if (!MESSAGE_ID.matcher(id).matches()) {
                throw Refusal.field("previous", "must be Message-IDs");
            }
        }
        affected = List.copyOf(affected);
        previous = List.copyOf(previous);
        organisations = List.copyOf(organisations);
    }

    /** One who belongs to a single organisation, or to none. */
    public Recipient(
            long delivery,
            Contact contact,
            List<String> affected,
            String unsubscribeToken,
            List<String> previous,
            boolean asked) {
        this(delivery, contact, affected, unsubscribeToken, previous, asked, List.of());
    }

    /** One at an organisation we serve. */
    public Recipient(
            long delivery, Contact contact, List<String> affected, String unsubscribeToken, List<String> previous) {
        this(delivery, contact, affected, unsubscribeToken, previous, false);
    }

    /**
     * The person.
     *
     * @param address local part and domain, both may be international; one no mail can go to is refused when it is written to
     * @param name null when unknown; what can't stand in a header is taken out of it
     * @param locale chooses the language of the fixed words: English, German, French or Spanish; else English
     * @param zone the zone in which times are told beside UTC
     */
    public record Contact(String address, @Nullable String name, Locale locale, ZoneId zone) {

        public Contact {
            name = name == null || name.isBlank() ? null : Mailbox.displayName(name);
        }
    }
}
