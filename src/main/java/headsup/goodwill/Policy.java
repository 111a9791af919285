package headsup.goodwill;

import headsup.incident.Cadence;
import headsup.incident.Impact;
import java.util.Map;

/**
 * The numbers an incident is judged by, as one value (section 2). An incident keeps the version in force at its
 * declaration.
 *
 * @param rules which edition of the rules its numbers are put into
 * @param pace severity parameters; critical, major and minor are all there
 * @param bands where a balance counts as fair and as strong while this policy is in force
 */
record Policy(
        String name, int version, Rules rules, Map<Impact, Pace> pace, Horizons horizons, Tariff tariff, Bands bands) {

    private static final Map<Impact, Pace> STANDARD_PACE = Map.of(
            Impact.CRITICAL, new Pace(Cadence.of(Impact.CRITICAL), 30, 20, 30, 30),
            Impact.MAJOR, new Pace(Cadence.of(Impact.MAJOR), 60, 40, 30, 30),
            Impact.MINOR, new Pace(Cadence.of(Impact.MINOR), 240, 180, 60, 240));

    private static final Policy STANDARD =
            new Policy("default", 1, Rules.FIRST, STANDARD_PACE, Horizons.STANDARD, Tariff.standard(), Bands.FIRST);

    private static final Policy STANDARD_2 =
            new Policy("default", 2, Rules.SECOND, STANDARD_PACE, Horizons.STANDARD, Tariff.standard2(), Bands.SECOND);

    private static final long DAY = 1440;

    Policy {
        pace = Map.copyOf(pace);
    }

    /** As incidents and entries keep it: {@code default/1}. */
    String id() {
        return name + "/" + version;
    }

    /** So many minutes after the last restoration only what repeats can still fall due, a day of slack on top. */
    long lastWord() {
        long told = pace.values().stream()
                .mapToLong(p -> p.told() + p.grace())
                .max()
                .orElse(0);
        return Math.max(told, Math.max(horizons.cause(), horizons.owed())) + DAY;
    }

    /** What repeats does so within so many minutes; at least a day. */
    long longestPause() {
        return Math.max(
                DAY, pace.values().stream().mapToLong(Pace::interval).max().orElse(0));
    }

    /** The policy {@code default}, version 1. */
    static Policy standard() {
        return STANDARD;
    }

    /** The policy {@code default}, version 2 (section 11). */
    static Policy standard2() {
        return STANDARD_2;
    }

    /**
     * E(w): no credit lifts an incident above this.
     *
     * @param earned what the customer's incidents of the last 90 days left them richer by
     */
    int ceiling(Impact worst, int earned) {
        int ceiling = tariff.limits(worst).ceiling();
        return rules.limitsEarning() ? Math.min(ceiling, Math.max(0, Rules.MOST_EARNED - earned)) : ceiling;
    }

    Pace pace(Impact severity) {
        Pace found = pace.get(severity);
        if (found == null) {
            throw new IllegalStateException("no pace for " + severity.word());
        }
        return found;
    }

    int amount(Rule rule, Impact severity) {
        return tariff.amount(rule, severity);
    }
}
