package headsup.goodwill;

import headsup.incident.Impact;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one incident for one customer (section 1). Minutes are whole UTC minutes from any common zero.
 *
 * @param opening balance before the incident, in points
 * @param impact from that minute the impact has that severity
 * @param restoredMinute when the impact ended; null = not yet
 * @param messages words accepted for this customer, in the order of their publication
 * @param calls minutes of personal calls that connected and have a note
 * @param earnedWithin90Days what this customer's incidents, restored within the 90 days before this impact's start, left them
 *     richer by: their positive nets; from the second edition of the rules on it lowers the ceiling
 * @param untilMinute T: later facts are not known, later entries not derived
 */
record IncidentFacts(
        long opening,
        List<Step> impact,
        @Nullable Long restoredMinute,
        List<Reopening> reopened,
        List<Message> messages,
        @Nullable Long rootCauseMinute,
        List<Gesture> gestures,
        List<Long> calls,
        @Nullable Maintenance maintenance,
        List<OtherIncident> otherIncidents,
        boolean priorIncidentWithin90Days,
        int apologiesWithin90Days,
        int earnedWithin90Days,
        long untilMinute) {

    record Step(long minute, Impact severity) {}

    record Reopening(long minute, @Nullable Long restoredMinute) {}

    /** What a message says: something new, that there is nothing new, or that it is over. */
    enum Kind {
        NEWS,
        NO_NEWS,
        RESOLVED
    }

    /**
     * A word accepted for the customer.
     *
     * @param minute first acceptance by any of the customer's contacts
     * @param nextMinute when the next word is promised
     * @param estimateMinute when restoration is expected
     * @param apology owns it, names cause and repair
     * @param blame points at somebody else without owning it
     */
    record Message(
            long minute,
            Kind kind,
            @Nullable Long nextMinute,
            @Nullable Long estimateMinute,
            boolean apology,
            boolean blame,
            @Nullable String text) {}

    /** Credit in whole percent of the monthly fee. */
    record Gesture(long minute, int percent, boolean asked) {}

    record Maintenance(
            long fromMinute, long toMinute, @Nullable Long announcedMinute) {}

    record OtherIncident(long fromMinute, @Nullable Long toMinute, Impact severity, boolean earlier) {}

    IncidentFacts {
        impact = List.copyOf(impact);
        reopened = List.copyOf(reopened);
        messages = List.copyOf(messages);
        gestures = List.copyOf(gestures);
        calls = List.copyOf(calls);
        otherIncidents = List.copyOf(otherIncidents);
    }

    /** Nothing was earned before. */
    IncidentFacts(
            long opening,
            List<Step> impact,
            @Nullable Long restoredMinute,
            List<Reopening> reopened,
            List<Message> messages,
            @Nullable Long rootCauseMinute,
            List<Gesture> gestures,
            List<Long> calls,
            @Nullable Maintenance maintenance,
            List<OtherIncident> otherIncidents,
            boolean priorIncidentWithin90Days,
            int apologiesWithin90Days,
            long untilMinute) {
        this(
                opening,
                impact,
                restoredMinute,
                reopened,
                messages,
                rootCauseMinute,
                gestures,
                calls,
                maintenance,
                otherIncidents,
                priorIncidentWithin90Days,
                apologiesWithin90Days,
                0,
                untilMinute);
    }

    /** What was known before the minute {@code now}, derived until {@code until}: nothing further happens. */
    IncidentFacts knownBefore(long now, long until) {
        List<Reopening> failures = before(reopened, Reopening::minute, now).stream()
                .map(failure -> new Reopening(failure.minute(), known(failure.restoredMinute(), now)))
                .toList();
        return new IncidentFacts(
                opening,
                before(impact, Step::minute, now),
                known(restoredMinute, now),
                failures,
                before(messages, Message::minute, now),
                known(rootCauseMinute, now),
                before(gestures, Gesture::minute, now),
                before(calls, minute -> minute, now),
                maintenance,
                otherIncidents,
                priorIncidentWithin90Days,
                apologiesWithin90Days,
                earnedWithin90Days,
                until);
    }

    /** The same with other messages. */
    IncidentFacts withMessages(List<Message> others) {
        return new IncidentFacts(
                opening,
                impact,
                restoredMinute,
                reopened,
                others,
                rootCauseMinute,
                gestures,
                calls,
                maintenance,
                otherIncidents,
                priorIncidentWithin90Days,
                apologiesWithin90Days,
                earnedWithin90Days,
                untilMinute);
    }

    static @Nullable Long known(@Nullable Long minute, long until) {
        return minute != null && minute < until ? minute : null;
    }

    private static <T> List<T> before(List<T> rows, ToLongFunction<T> minute, long until) {
        return rows.stream().filter(row -> minute.applyAsLong(row) < until).toList();
    }
}
