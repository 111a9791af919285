package headsup.goodwill;

import headsup.goodwill.Tariff.Amounts;
import headsup.incident.Impact;
import headsup.kernel.Refusal;
import java.util.List;
import java.util.Map;

/** Where the numbers of a policy, each in its bounds, don't go together; noted by the path of the field to mend. */
final class Contradictions {

    static final List<Impact> GRAVEST_FIRST = List.of(Impact.CRITICAL, Impact.MAJOR, Impact.MINOR);

    private final List<Refusal.FieldError> errors;

    Contradictions(List<Refusal.FieldError> errors) {
        this.errors = errors;
    }

    void find(
            Map<String, Amounts> pace,
            Map<String, Integer> horizons,
            Map<Rule, Amounts> tariff,
            Map<Cap, Amounts> limits) {
        notLonger("grace", "interval", pace);
        notLonger("next", "longest", pace);
        if (number(horizons, "cause") > number(horizons, "owed")) {
            wrong("parameters.cause", "must not be longer than owed");
        }
        // Else an incident that gets worse would give back, as a credit, what it cost, or take back what it earned.
        graverCostsMore("tariff." + Rule.IMPACT_ONSET.word(), amounts(tariff, Rule.IMPACT_ONSET));
        PolicyReader.DEBIT_CAPS.forEach(cap -> graverCostsMore("limits." + cap.word(), amounts(limits, cap)));
        PolicyReader.CREDIT_CAPS.forEach(cap -> graverEarnsMore("limits." + cap.word(), amounts(limits, cap)));
    }

    private void notLonger(String shorter, String longer, Map<String, Amounts> pace) {
        for (Impact severity : GRAVEST_FIRST) {
            if (amounts(pace, shorter).at(severity) > amounts(pace, longer).at(severity)) {
                wrong("parameters." + shorter + "." + severity.word(), "must not be longer than " + longer);
            }
        }
    }

    private void graverCostsMore(String path, Amounts amounts) {
        for (int i = 1; i < GRAVEST_FIRST.size(); i++) {
            Impact graver = GRAVEST_FIRST.get(i - 1);
            Impact milder = GRAVEST_FIRST.get(i);
            if (amounts.at(graver) > amounts.at(milder)) {
                wrong(path + "." + graver.word(), "must not be above that of " + milder.word());
            }
        }
    }

    private void graverEarnsMore(String path, Amounts amounts) {
        for (int i = 1; i < GRAVEST_FIRST.size(); i++) {
            Impact graver = GRAVEST_FIRST.get(i - 1);
            Impact milder = GRAVEST_FIRST.get(i);
            if (amounts.at(graver) < amounts.at(milder)) {
                wrong(path + "." + graver.word(), "must not be below that of " + milder.word());
            }
        }
    }

    private static <K> Amounts amounts(Map<K, Amounts> table, K field) {
        return table.getOrDefault(field, new Amounts(0, 0, 0));
    }

    private static int number(Map<String, Integer> table, String field) {
        return table.getOrDefault(field, 0);
    }

    private void wrong(String path, String message) {
        errors.add(new Refusal.FieldError(path, message));
    }
}
