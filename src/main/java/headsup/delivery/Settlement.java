package headsup.delivery;

import headsup.mail.Receipt;
import java.time.Duration;
import java.time.Instant;

/** What a receipt makes of a claimed row: pure. */
final class Settlement {

    /** A lane that was down is looked at again soon; the row keeps its place. */
    private static final Duration BRIEFLY = Duration.ofSeconds(5);

    private Settlement() {}

    /** @param now when it is written down; a retry too long after the first words is of no use */
    static Outcome of(Claimed row, Receipt receipt, Instant now) {
        return switch (receipt) {
            case Receipt.Accepted(var id, var at, var reply, var lane) ->
                new Outcome(id, row.fence(), State.ACCEPTED, at, null, reply, lane);
            case Receipt.Deferred(var id, var reply, var wait, var counts) -> {
                Duration patience = counts ? Patience.after(row.attempts(), wait) : wait == null ? BRIEFLY : wait;
                Instant again = now.plus(patience);
                yield again.isAfter(row.plannedAt().plus(Patience.USEFUL))
                        ? new Outcome(id, row.fence(), State.EXPIRED, now, null, reply, null)
                        : new Outcome(id, row.fence(), State.DEFERRED, now, again, reply, null);
            }
            case Receipt.Rejected(var id, var reply, var status, var fault) ->
                new Outcome(id, row.fence(), State.REJECTED, now, null, reply, null);
            case Receipt.Doubtful(var id, var reply) ->
                new Outcome(id, row.fence(), State.IN_DOUBT, now, null, reply, null);
            case Receipt.NotSent(var id, var reason) ->
                new Outcome(id, row.fence(), State.PENDING, now, now.plus(BRIEFLY), reason, null);
        };
    }
}
