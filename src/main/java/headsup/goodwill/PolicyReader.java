package headsup.goodwill;

import com.fasterxml.jackson.databind.JsonNode;
import headsup.goodwill.Tariff.Amounts;
import headsup.incident.Cadence;
import headsup.incident.Impact;
import headsup.kernel.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the document of a policy: name, and the three tables of section 2. Refuses with {@code invalid_field} every wrong
 * field at once, by its path, then what contradicts itself.
 */
final class PolicyReader {

    static final List<String> PACE =
            List.of("first", "next", "longest", "grace", "interval", "spacing", "told", "every");
    static final List<String> HORIZONS = List.of("prompt", "lead", "again", "cause", "owed", "notice");
    static final Set<Rule> PRICED = EnumSet.range(Rule.IMPACT_ONSET, Rule.PERSONAL_CALL);
    static final Set<Rule> DEBITS = EnumSet.of(
            Rule.IMPACT_ONSET,
            Rule.IMPACT_DURATION,
            Rule.PROMISE_BROKEN,
            Rule.SILENCE,
            Rule.ESTIMATE_MISSED,
            Rule.ESTIMATE_MOVED,
            Rule.REOPENED,
            Rule.BLAME,
            Rule.ROOT_CAUSE_OWED);
    static final List<Cap> DEBIT_CAPS = List.of(Cap.DURATION_CAP, Cap.SILENCE_CAP);
    static final List<Cap> CREDIT_CAPS = List.of(Cap.UPDATE_CAP, Cap.INCIDENT_CEILING, Cap.GESTURE_CAP);

    static final String RULES = "rules";
    static final String BANDS = "bands";

    private static final int MOST = 1_000_000;
    private static final Amounts NOTHING = new Amounts(0, 0, 0);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Set<String> NEVER_ZERO = Set.of("next", "interval", "every");
    private static final List<String> SEVERITIES = List.of("critical", "major", "minor");

    private final List<Refusal.FieldError> errors = new ArrayList<>();
    private final Map<String, Amounts> pace = new HashMap<>();
    private final Map<String, Integer> horizons = new HashMap<>();
    private final Map<Rule, Amounts> tariff = new EnumMap<>(Rule.class);
    private final Map<Cap, Amounts> limits = new EnumMap<>(Cap.class);
    private int repeatedApology;
    private Rules rules = Rules.FIRST;
    private Bands bands = Bands.FIRST;

    private PolicyReader() {}

    /**
     * A policy as its document has it.
     *
     * @param version the number it gets; a {@code version} in the document must be the same
     */
    static Policy read(JsonNode document, int version) {
        return new PolicyReader().policy(document, version);
    }

    private Policy policy(JsonNode document, int version) {
        Row root = new Row(document, "", errors);
        root.only(List.of("name", "version", "parameters", "tariff", "limits", RULES, BANDS));
        String name = name(root);
        Long given = root.optional("version");
        if (given != null && given != version) {
            root.wrong("version", "must be " + version + ", or be left out");
        }
        parameters(root.requiredRow("parameters"));
        tariff(root.requiredRow("tariff"));
        limits(root.requiredRow("limits"));
        int edition = root.required(RULES, Rules.FIRST.number(), Rules.SECOND.number());
        rules = edition == Rules.SECOND.number() ? Rules.SECOND : Rules.FIRST;
        bands(root.requiredRow(BANDS));
        refuseErrors();
        new Contradictions(errors).find(pace, horizons, tariff, limits);
        refuseErrors();
        return new Policy(
                name, version, rules, paces(), horizons(), new Tariff(tariff, repeatedApology, limits()), bands);
    }

    private void refuseErrors() {
        if (!errors.isEmpty()) {
            throw Refusal.fields(errors);
        }
    }

    private static String name(Row root) {
        String name = root.text("name");
        if (name == null) {
            root.wrong("name", "is required");
            return "";
        }
        if (!NAME.matcher(name).matches()) {
            root.wrong("name", "must be 1 to 40 of a-z, 0-9 and -, and not begin with -");
        }
        return name;
    }

    private void parameters(@Nullable Row row) {
        if (row == null) {
            return;
        }
        Set<String> known = new HashSet<>(PACE);
        known.addAll(HORIZONS);
        row.only(known);
        PACE.forEach(field -> pace.put(field, amounts(row, field, NEVER_ZERO.contains(field) ? 1 : 0, MOST)));
        HORIZONS.forEach(field -> horizons.put(field, row.required(field, 0, MOST)));
    }

    private void tariff(@Nullable Row row) {
        if (row == null) {
            return;
        }
        row.only(PRICED.stream().map(Rule::word).toList());
        for (Rule rule : PRICED) {
            boolean debit = DEBITS.contains(rule);
            Row amounts = row.requiredRow(rule.word());
            if (amounts == null) {
                continue;
            }
            Set<String> known = new HashSet<>(SEVERITIES);
            if (rule == Rule.APOLOGY) {
                known.add("repeated");
                repeatedApology = amounts.required("repeated", -MOST, 0);
            }
            amounts.only(known);
            tariff.put(rule, amounts(amounts, debit ? -MOST : 0, debit ? 0 : MOST));
        }
    }

    private void limits(@Nullable Row row) {
        if (row == null) {
            return;
        }
        Set<String> known = new HashSet<>();
        DEBIT_CAPS.forEach(cap -> known.add(cap.word()));
        CREDIT_CAPS.forEach(cap -> known.add(cap.word()));
        row.only(known);
        DEBIT_CAPS.forEach(cap -> limits.put(cap, amounts(row, cap.word(), -MOST, 0)));
        CREDIT_CAPS.forEach(cap -> limits.put(cap, amounts(row, cap.word(), 0, MOST)));
    }

    private void bands(@Nullable Row row) {
        if (row == null) {
            return;
        }
        row.only(List.of("strong", "fair"));
        int strong = row.required("strong", 0, MOST);
        int fair = row.required("fair", 0, MOST);
        if (fair > strong) {
            row.wrong("bands.fair", "must not be above strong");
        }
        bands = new Bands(strong, fair);
    }

    private static Amounts amounts(Row table, String field, int least, int most) {
        Row row = table.requiredRow(field);
        if (row == null) {
            return NOTHING;
        }
        row.only(SEVERITIES);
        return amounts(row, least, most);
    }

    private static Amounts amounts(Row row, int least, int most) {
        return new Amounts(
                row.required("critical", least, most),
                row.required("major", least, most),
                row.required("minor", least, most));
    }

    private Map<Impact, Pace> paces() {
        Map<Impact, Pace> paces = new EnumMap<>(Impact.class);
        for (Impact severity : Contradictions.GRAVEST_FIRST) {
            Cadence cadence = Cadence.ofMinutes(
                    pace("first", severity),
                    pace("next", severity),
                    pace("longest", severity),
                    pace("grace", severity));
            paces.put(
                    severity,
                    new Pace(
                            cadence,
                            pace("interval", severity),
                            pace("spacing", severity),
                            pace("told", severity),
                            pace("every", severity)));
        }
        return paces;
    }

    private int pace(String field, Impact severity) {
        return pace.getOrDefault(field, NOTHING).at(severity);
    }

    private Horizons horizons() {
        return new Horizons(
                horizon("prompt"),
                horizon("lead"),
                horizon("again"),
                horizon("cause"),
                horizon("owed"),
                horizon("notice"));
    }

    private int horizon(String field) {
        return horizons.getOrDefault(field, 0);
    }

    private Map<Impact, Limits> limits() {
        Map<Impact, Limits> table = new EnumMap<>(Impact.class);
        for (Impact severity : Contradictions.GRAVEST_FIRST) {
            table.put(
                    severity,
                    new Limits(
                            limit(Cap.DURATION_CAP, severity),
                            limit(Cap.SILENCE_CAP, severity),
                            limit(Cap.UPDATE_CAP, severity),
                            limit(Cap.INCIDENT_CEILING, severity),
                            limit(Cap.GESTURE_CAP, severity)));
        }
        return table;
    }

    private int limit(Cap cap, Impact severity) {
        return limits.getOrDefault(cap, NOTHING).at(severity);
    }
}
