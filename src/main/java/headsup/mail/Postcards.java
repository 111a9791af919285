package headsup.mail;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Sends letters of their own, one at a time: through the first relay, or as a file into the outbox when there is none. What
 * has an audience goes by the {@link Courier} instead.
 */
public class Postcards {

    /** As in the ids of deliveries, so that letters of both kinds sort by their time. */
    private static final long EPOCH_MILLIS = 1_577_836_800_000L;

    private static final int SERIAL_BITS = 22;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Letterhead letterhead;
    private final Wording wording;
    private final Way way;
    private final Clock clock;

    /** Where a card goes once it is printed. */
    @FunctionalInterface
    interface Way {
        Postmark take(PrintedCard card);
    }

    Postcards(Letterhead letterhead, Wording wording, Way way, Clock clock) {
        this.letterhead = letterhead;
        this.wording = wording;
        this.way = way;
        this.clock = clock;
    }

    /**
     * Returns when it is known what became of it, after half a minute at the latest: not to be called in a transaction, nor
     * where nobody may wait.
     */
    public Postmark send(Postcard card) {
        Instant now = clock.instant();
        return way.take(PrintedCard.of(card, code(now), now, letterhead, wording));
    }

    private static String code(Instant now) {
        return DeliveryCode.of((now.toEpochMilli() - EPOCH_MILLIS) << SERIAL_BITS | RANDOM.nextInt(1 << SERIAL_BITS));
    }
}
