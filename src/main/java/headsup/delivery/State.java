package headsup.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a delivery stands; mail.md section 3 says what may follow what. */
public enum State {
    /** Planned, not yet tried. */
    PENDING,
    /** Claimed: written before the first byte of MAIL. */
    SENDING,
    /** The relay said 250; its words and time are kept. */
    ACCEPTED,
    /** Proof beyond the relay. */
    DELIVERED,
    /** A definite "later"; tried again at its time. */
    DEFERRED,
    /** A definite no. */
    REJECTED,
    /** A failure reported after acceptance. */
    BOUNCED,
    /** The outcome can't be known from here. */
    IN_DOUBT,
    /** Not sent, for the reason shown. */
    SUPPRESSED,
    /** A newer update exists and this one had not gone. */
    SUPERSEDED,
    /** No longer useful. */
    EXPIRED,
    /** Doubt that nothing resolved. */
    UNKNOWN;

    /** The word of the doors and of the table. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a bounce, a proof or the customer's word can still say otherwise ({@link Deliveries#hearLater}). */
    boolean canTurnOutLater() {
        return this == ACCEPTED || this == DELIVERED || this == IN_DOUBT || this == UNKNOWN;
    }

    /** @throws IllegalArgumentException for any other word */
    public static State of(String word) {
        for (State state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("is no state of a delivery: " + word);
    }
}
