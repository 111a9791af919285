package headsup.goodwill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import headsup.incident.Impact;
import java.util.function.ToLongFunction;

/** Writes a policy down as {@link PolicyReader} reads it, in the order of section 2; without its version. */
final class PolicyDocument {

    private PolicyDocument() {}

    static ObjectNode of(Policy policy) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("name", policy.name())
                .put(PolicyReader.RULES, policy.rules().number());
        document.set("parameters", parameters(policy));
        document.set("tariff", tariff(policy.tariff()));
        document.set("limits", limits(policy.tariff()));
        document.set(PolicyReader.BANDS, bands(policy.bands()));
        return document;
    }

    /**
     * A document as it was kept before it named its bands and rules: those were the same for every policy then.
     */
    static ObjectNode completed(JsonNode kept) {
        ObjectNode document = kept.deepCopy();
        if (!document.has(PolicyReader.RULES)) {
            document.put(PolicyReader.RULES, (long) Rules.FIRST.number());
        }
        if (!document.has(PolicyReader.BANDS)) {
            document.set(PolicyReader.BANDS, bands(Bands.FIRST));
        }
        return document;
    }

    private static ObjectNode bands(Bands bands) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("strong", bands.strong())
                .put("fair", bands.fair());
    }

    private static ObjectNode parameters(Policy policy) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        for (String field : PolicyReader.PACE) {
            parameters.set(field, bySeverity(severity -> pace(field, policy.pace(severity))));
        }
        Horizons horizons = policy.horizons();
        return parameters
                .put("prompt", horizons.prompt())
                .put("lead", horizons.lead())
                .put("again", horizons.again())
                .put("cause", horizons.cause())
                .put("owed", horizons.owed())
                .put("notice", horizons.notice());
    }

    private static long pace(String field, Pace pace) {
        return switch (field) {
            case "first" -> pace.first();
            case "next" -> pace.next();
            case "longest" -> pace.longest();
            case "grace" -> pace.grace();
            case "interval" -> pace.interval();
            case "spacing" -> pace.spacing();
            case "told" -> pace.told();
            case "every" -> pace.every();
            default -> throw new IllegalArgumentException("there is no parameter " + field);
        };
    }

    private static ObjectNode tariff(Tariff tariff) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        for (Rule rule : PolicyReader.PRICED) {
            ObjectNode amounts = bySeverity(severity -> tariff.amount(rule, severity));
            if (rule == Rule.APOLOGY) {
                amounts.put("repeated", tariff.repeatedApology());
            }
            table.set(rule.word(), amounts);
        }
        return table;
    }

    private static ObjectNode limits(Tariff tariff) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.set(Cap.DURATION_CAP.word(), bySeverity(s -> tariff.limits(s).duration()));
        table.set(Cap.SILENCE_CAP.word(), bySeverity(s -> tariff.limits(s).silence()));
        table.set(Cap.UPDATE_CAP.word(), bySeverity(s -> tariff.limits(s).update()));
        table.set(Cap.INCIDENT_CEILING.word(), bySeverity(s -> tariff.limits(s).ceiling()));
        table.set(Cap.GESTURE_CAP.word(), bySeverity(s -> tariff.limits(s).gesture()));
        return table;
    }

    private static ObjectNode bySeverity(ToLongFunction<Impact> number) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        Contradictions.GRAVEST_FIRST.forEach(severity -> row.put(severity.word(), number.applyAsLong(severity)));
        return row;
    }
}
