package headsup.mail;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A planned time that a bulletin is about, and what is new of it.
 *
 * @param begins when it begins, or was to begin
 * @param ends when it ends, or was to end
 * @param sequence how often calendars were told of a change before or with this bulletin
 */
public record Occasion(Event event, Instant begins, Instant ends, int sequence) {

    /** What is new; decides the letter's own words and what a calendar is told. */
    public enum Event {
        ANNOUNCED("PUBLISH"),
        COMING("PUBLISH"),
        MOVED("PUBLISH"),
        BEGUN("PUBLISH"),
        RUNNING(null),
        LONGER("PUBLISH"),
        VERIFYING(null),
        ENDED(null),
        EXPLAINED(null),
        CANCELLED("CANCEL");

        private final @Nullable String method;

        Event(@Nullable String method) {
            this.method = method;
        }

        /** The iTIP method of the calendar part (RFC 5546 section 1.4); null: the letter has none. */
        @Nullable
        String method() {
            return method;
        }

        /** Whether the letter says when. */
        boolean isTimed() {
            return this != VERIFYING && this != ENDED && this != EXPLAINED;
        }

        /** Under which its words stand. */
        String key() {
            return "occasion." + name().toLowerCase(Locale.ROOT);
        }
    }
}
