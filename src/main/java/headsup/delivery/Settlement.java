package headsup.delivery;

import headsup.mail.Receipt;
import headsup.mail.Receipt.AddressFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a receipt makes of a claimed row: pure. */
final class Settlement {

    /** A lane that was down is looked at again soon; the row keeps its place. */
    private static final Duration BRIEFLY = Duration.ofSeconds(5);

    /** After so many attempts a mailbox that is full is given up. */
    private static final int PATIENT_ATTEMPTS = 4;

    private Settlement() {}

    /** @param now when it is written down; a retry too long after the words were of use is of none */
    static Outcome of(Claimed row, Receipt receipt, Instant now) {
        return switch (receipt) {
            case Receipt.Accepted(var id, var at, var reply, var lane) ->
                Outcome.of(row, State.ACCEPTED, at, reply).by(lane);
            case Receipt.Deferred later -> deferred(row, later, now);
            case Receipt.Rejected(var id, var reply, var status, var fault) -> rejected(row, reply, fault, null, now);
            case Receipt.Doubtful(var id, var reply) ->
                Outcome.of(row, State.IN_DOUBT, now, reply).again(now.plus(Patience.DOUBT));
            case Receipt.NotSent(var id, var reason) ->
                Outcome.of(row, State.PENDING, now, reason).again(now.plus(BRIEFLY));
        };
    }

    private static Outcome deferred(Claimed row, Receipt.Deferred later, Instant now) {
        Duration asked = later.retryAfter();
        if (!later.countsAgainstAddress()) {
            return later(row, later.reply(), asked == null ? BRIEFLY : asked, now)
                    .uncounted();
        }
        return saysFull(later.reply())
                ? rejected(row, later.reply(), AddressFault.FULL, asked, now)
                : later(row, later.reply(), Patience.after(row.attempts(), asked), now);
    }

    /** The one definite no that is told as a "later" is that of a mailbox that is full. */
    private static boolean saysFull(String reply) {
        return reply.matches("5\\d\\d( .*)?");
    }

    private static Outcome later(Claimed row, String reply, Duration wait, Instant now) {
        Instant again = now.plus(wait);
        return again.isAfter(row.usefulFrom().plus(Patience.USEFUL))
                ? Outcome.of(row, State.EXPIRED, now, reply)
                : Outcome.of(row, State.DEFERRED, now, reply).again(again);
    }

    private static Outcome rejected(
            Claimed row, String reply, AddressFault fault, @Nullable Duration asked, Instant now) {
        if (fault == AddressFault.FULL && row.attempts() < PATIENT_ATTEMPTS) {
            return later(row, reply, Patience.after(row.attempts(), asked), now);
        }
        Outcome no = Outcome.of(row, State.REJECTED, now, reply);
        return fault == AddressFault.NONE ? no : no.because(word(fault));
    }

    /** How a fault of the address is kept with the row. */
    static String word(AddressFault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
