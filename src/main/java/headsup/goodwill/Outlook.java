package headsup.goodwill;

import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the next 24 hours of an incident cost a customer when nothing further happens (section 8). */
final class Outlook {

    private static final long DAY = 1440;

    private final Policy policy;
    private final long now;
    private final IncidentFacts known;
    private final List<DerivedEntry> behind;
    private final List<DerivedEntry> ahead;

    private Outlook(Policy policy, IncidentFacts facts, long now, long minutes) {
        this.policy = policy;
        this.now = now;
        this.known = facts.knownBefore(now, now + minutes + 1);
        List<DerivedEntry> all = Derivation.derive(policy, known);
        this.behind = all.stream().filter(entry -> entry.minute() < now).toList();
        this.ahead = all.subList(behind.size(), all.size());
    }

    /** @param now a UTC minute; only facts before it are looked at, whatever T the facts have */
    static Outlook at(Policy policy, IncidentFacts facts, long now) {
        return new Outlook(policy, facts, now, DAY);
    }

    /** The first entry of the minute now or later, however long the pauses of the policy are; empty when nothing follows. */
    static Optional<DerivedEntry> next(Policy policy, IncidentFacts facts, long now) {
        return new Outlook(policy, facts, now, policy.longestPause())
                .ahead.stream().findFirst();
    }

    /** The entries of the minutes before now, booked or about to be. */
    List<DerivedEntry> behind() {
        return behind;
    }

    /** Whether any word reached the customer. */
    boolean isHeard() {
        return !known.messages().isEmpty();
    }

    /** Since when the customer is affected; empty when nothing has begun. */
    OptionalLong since() {
        return Course.of(policy, known)
                .map(course -> OptionalLong.of(course.stretches().first().start()))
                .orElse(OptionalLong.empty());
    }

    /** The entries of the minute now and later, if nothing further happens; they are never posted. */
    List<DerivedEntry> ahead() {
        return ahead;
    }

    /** The next entry that costs something, if nothing further happens: its minute and points are the price of waiting. */
    Optional<DerivedEntry> nextCost() {
        return ahead.stream().filter(entry -> entry.applied() < 0).findFirst();
    }

    /** When the next word is due; empty when nothing has begun or the restoration was told. */
    OptionalLong due() {
        return Derivation.due(policy, known);
    }

    /**
     * Minutes until the balance falls below 0 if nobody says anything; 0 when it is there, empty for more than 24 h.
     *
     * @param balance of the account, from all entries before now
     */
    OptionalLong silentRunway(long balance) {
        return runway(balance, ahead);
    }

    /** The same if a plain word of news comes whenever it is due. */
    OptionalLong keptRunway(long balance) {
        IncidentFacts kept = known;
        List<Message> messages = new ArrayList<>(known.messages());
        for (OptionalLong due = due(); due.isPresent(); due = Derivation.due(policy, kept)) {
            long at = Math.max(due.getAsLong(), now);
            if (at > now + DAY) {
                break;
            }
            messages.add(new Message(at, Kind.NEWS, null, null, false, false, null));
            kept = known.withMessages(messages);
        }
        return runway(
                balance,
                Derivation.derive(policy, kept).stream()
                        .filter(entry -> entry.minute() >= now)
                        .toList());
    }

    private OptionalLong runway(long balance, List<DerivedEntry> entries) {
        if (balance < 0) {
            return OptionalLong.of(0);
        }
        long left = balance;
        for (DerivedEntry entry : entries) {
            left += entry.applied();
            if (left < 0) {
                return OptionalLong.of(entry.minute() - now);
            }
        }
        return OptionalLong.empty();
    }
}
