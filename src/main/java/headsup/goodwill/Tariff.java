package headsup.goodwill;

import headsup.incident.Impact;
import java.util.EnumMap;
import java.util.Map;

/**
 * What each rule of an incident is worth, and how far that goes (section 2).
 *
 * @param amounts points per rule and severity; a rule that is absent is worth nothing
 * @param repeatedApology from the third apology in 90 days, at any severity
 * @param limits by the worst severity so far
 */
record Tariff(Map<Rule, Amounts> amounts, int repeatedApology, Map<Impact, Limits> limits) {

    /** Points by severity; 0 makes no entry. */
    record Amounts(int critical, int major, int minor) {
        int at(Impact severity) {
            return switch (severity) {
                case CRITICAL -> critical;
                case MAJOR -> major;
                case MINOR -> minor;
                case NONE -> 0;
            };
        }
    }

    private static final Amounts NOTHING = new Amounts(0, 0, 0);

    Tariff {
        amounts = Map.copyOf(amounts);
        limits = Map.copyOf(limits);
    }

    int amount(Rule rule, Impact severity) {
        return amounts.getOrDefault(rule, NOTHING).at(severity);
    }

    Limits limits(Impact worst) {
        Limits found = limits.get(worst);
        if (found == null) {
            throw new IllegalStateException("no limits for " + worst.word());
        }
        return found;
    }

    static Tariff standard() {
        return new Tariff(
                standardAmounts(),
                -2,
                Map.of(
                        Impact.CRITICAL, new Limits(-40, -40, 10, 5, 8),
                        Impact.MAJOR, new Limits(-20, -30, 10, 5, 8),
                        Impact.MINOR, new Limits(-5, -15, 4, 2, 8)));
    }

    /** Version 2: an outage costs less, and less of what is never mended (section 11). */
    static Tariff standard2() {
        Map<Rule, Amounts> table = standardAmounts();
        table.put(Rule.ESTIMATE_MISSED, new Amounts(-6, -4, -2));
        table.put(Rule.ROOT_CAUSE_OWED, new Amounts(-4, -2, 0));
        return new Tariff(
                table,
                -2,
                Map.of(
                        Impact.CRITICAL, new Limits(-16, -16, 10, 5, 8),
                        Impact.MAJOR, new Limits(-8, -12, 10, 5, 8),
                        Impact.MINOR, new Limits(-3, -6, 4, 2, 8)));
    }

    private static Map<Rule, Amounts> standardAmounts() {
        Map<Rule, Amounts> table = new EnumMap<>(Rule.class);
        table.put(Rule.IMPACT_ONSET, new Amounts(-10, -5, -1));
        table.put(Rule.IMPACT_DURATION, new Amounts(-2, -1, -1));
        table.put(Rule.FIRST_WORD, new Amounts(3, 3, 1));
        table.put(Rule.PROMISE_KEPT, new Amounts(2, 2, 1));
        table.put(Rule.PROMISE_KEPT_NO_NEWS, new Amounts(1, 1, 0));
        table.put(Rule.PROMISE_BROKEN, new Amounts(-10, -10, -5));
        table.put(Rule.SILENCE, new Amounts(-2, -2, -1));
        table.put(Rule.ESTIMATE_KEPT, new Amounts(4, 4, 2));
        table.put(Rule.ESTIMATE_MISSED, new Amounts(-8, -8, -4));
        table.put(Rule.ESTIMATE_MOVED, new Amounts(-2, -2, -1));
        table.put(Rule.RESOLVED_TOLD, new Amounts(3, 3, 1));
        table.put(Rule.REOPENED, new Amounts(-6, -6, -3));
        table.put(Rule.APOLOGY, new Amounts(3, 3, 1));
        table.put(Rule.BLAME, new Amounts(-5, -5, -2));
        table.put(Rule.ROOT_CAUSE_TOLD, new Amounts(4, 4, 0));
        table.put(Rule.ROOT_CAUSE_OWED, new Amounts(-4, -4, 0));
        table.put(Rule.GESTURE, new Amounts(1, 1, 1));
        table.put(Rule.PERSONAL_CALL, new Amounts(5, 5, 5));
        return table;
    }
}
