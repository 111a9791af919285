package headsup.goodwill;

import com.fasterxml.jackson.databind.JsonNode;
import headsup.goodwill.IncidentFacts.Gesture;
import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Maintenance;
import headsup.goodwill.IncidentFacts.Message;
import headsup.goodwill.IncidentFacts.OtherIncident;
import headsup.goodwill.IncidentFacts.Reopening;
import headsup.goodwill.IncidentFacts.Step;
import headsup.incident.Impact;
import headsup.kernel.Refusal;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts of a simulation (section 1). Refuses with {@code malformed} what is no JSON object, and with {@code
 * invalid_field} every wrong field at once, by its path.
 */
final class FactsReader {

    private static final long LONGEST = 1_000_000;

    private final List<Refusal.FieldError> errors = new ArrayList<>();
    private final Row request;

    private FactsReader(JsonNode request) {
        this.request = new Row(request, "", errors);
    }

    static IncidentFacts read(InputStream body) {
        return new FactsReader(ExactJson.object(body)).read();
    }

    private IncidentFacts read() {
        Long opening = request.optional("opening");
        List<Step> impact = request.requiredRows("impact", FactsReader::step);
        IncidentFacts facts = new IncidentFacts(
                opening == null ? 0 : opening,
                impact,
                request.optional("restoredMinute"),
                request.rows("reopened", FactsReader::reopening),
                request.rows("messages", FactsReader::message),
                request.optional("rootCauseMinute"),
                request.rows("gestures", FactsReader::gesture),
                request.numbers("calls"),
                maintenance(request.row("maintenance")),
                request.rows("otherIncidents", FactsReader::otherIncident),
                request.flag("priorIncidentWithin90Days"),
                request.countOrZero("apologiesWithin90Days"),
                request.countOrZero("earnedWithin90Days"),
                request.required("untilMinute"));
        if (errors.isEmpty()) {
            checkLength(facts);
        }
        if (!errors.isEmpty()) {
            throw Refusal.fields(errors);
        }
        return facts;
    }

    private void checkLength(IncidentFacts facts) {
        long start = facts.impact().stream().mapToLong(Step::minute).min().orElse(facts.untilMinute());
        if (facts.untilMinute() - start > LONGEST) {
            request.wrong("untilMinute", "must not lie more than " + LONGEST + " minutes after the first impact");
        }
    }

    private static Step step(Row row) {
        return new Step(row.required("minute"), row.word("severity", Impact.class));
    }

    private static Reopening reopening(Row row) {
        return new Reopening(row.required("minute"), row.optional("restoredMinute"));
    }

    private static Message message(Row row) {
        return new Message(
                row.required("minute"),
                row.word("kind", Kind.class),
                row.optional("nextMinute"),
                row.optional("estimateMinute"),
                row.flag("apology"),
                row.flag("blame"),
                row.text("text"));
    }

    private static Gesture gesture(Row row) {
        return new Gesture(row.required("minute"), row.required("percent", 0, 100), row.flag("asked"));
    }

    private static @Nullable Maintenance maintenance(@Nullable Row row) {
        return row == null
                ? null
                : new Maintenance(
                        row.required("fromMinute"), row.required("toMinute"), row.optional("announcedMinute"));
    }

    private static OtherIncident otherIncident(Row row) {
        return new OtherIncident(
                row.required("fromMinute"),
                row.optional("toMinute"),
                row.word("severity", Impact.class),
                row.flag("earlier"));
    }
}
