package headsup.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Who the page is in the v2 JSON. Its id is derived from its URL, so that every node and every restart says the same and
 * nothing must be kept; a page that moves becomes another page.
 */
record Identity(String id, String name, String url, ZoneId zone) {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    static Identity of(PageSettings settings) {
        String url = settings.url().replaceAll("/+$", "");
        return new Identity(derived(url), settings.name(), url, settings.timeZone());
    }

    /** The id of the component that stands for the whole page where an incident names none. */
    String wholeId() {
        return derived(url + "#whole");
    }

    /** The host of its URL: who speaks, in names that must be unique in the world. */
    String host() {
        String host = url.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("[:/?#].*$", "");
        return host.replaceAll("[^\\p{L}\\p{N}.-]", "-");
    }

    /** A name for ever, of the kind Statuspage uses (RFC 4151); the year is theirs, and means nothing. */
    String tag(String thing) {
        return "tag:" + host() + ",2005:" + thing;
    }

    private static String derived(String text) {
        byte[] hash = Leaf.digest(text.getBytes(StandardCharsets.UTF_8));
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            id.append(Character.forDigit((hash[i] & 0xff) % 36, 36));
        }
        return id.toString();
    }

    /** ISO 8601 with milliseconds in the page's offset, {@code Z} when the page is in UTC. */
    String time(Instant instant) {
        boolean utc = zone.normalized().equals(ZoneOffset.UTC);
        return (utc ? UTC.withZone(ZoneOffset.UTC) : OFFSET.withZone(zone)).format(instant);
    }

    @Nullable
    String timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }
}
