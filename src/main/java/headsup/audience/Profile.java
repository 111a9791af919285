package headsup.audience;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A customer as it is.
 *
 * @param contacts those on the list now
 * @param components ids
 * @param weight of the contract, from 1
 * @param customerSince since when they are a customer of the operator's
 * @param owner who of ours looks after it
 * @param area where they are, in the operator's words
 * @param erasedAt since when only its books are left
 */
public record Profile(
        long id,
        String ref,
        String name,
        List<Profile.Contact> contacts,
        List<String> components,
        List<String> tags,
        @Nullable String phone,
        int weight,
        @Nullable LocalDate customerSince,
        @Nullable String owner,
        @Nullable String mobile,
        @Nullable String area,
        Profile.Channel channel,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant erasedAt) {

    /** How a customer wants to hear: by letters, or on the page alone. */
    public enum Channel {
        EMAIL,
        PAGE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for any other word */
        @JsonCreator
        public static Channel of(String word) {
            for (Channel channel : values()) {
                if (channel.word().equals(word)) {
                    return channel;
                }
            }
            throw new IllegalArgumentException("must be email or page");
        }
    }

    /**
     * A person at the customer.
     *
     * @param email the domain in ASCII, as a relay wants it
     * @param locale BCP 47
     * @param timeZone IANA name
     * @param unsubscribedAt since when the person wants no letters
     * @param quarantinedAt since when we send none because they don't arrive; {@code quarantineReason} says why
     */
    public record Contact(
            long id,
            String email,
            @Nullable String name,
            String locale,
            String timeZone,
            @Nullable Instant unsubscribedAt,
            @Nullable Instant quarantinedAt,
            @Nullable String quarantineReason) {

        /** Another one as soon as anything of it is another: who saw this one changes what they saw. */
        public String stamp() {
            return Integer.toHexString(hashCode());
        }

        /** The address with the letters people know. */
        public String shown() {
            return Address.shown(email);
        }
    }
}
