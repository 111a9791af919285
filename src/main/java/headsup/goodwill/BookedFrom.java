package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was known of an incident itself when its books were last brought up to date; what each cohort knew stands with the
 * cohort. Minutes count from 1970.
 *
 * @param said the updates, oldest first
 */
record BookedFrom(List<Period> periods, List<Step> steps, List<Said> said) {

    /** A period of impact. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Period(long from, @Nullable Long until) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Step(long minute, Impact impact) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Said(int number, boolean apology, boolean blame) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static BookedFrom of(Incident incident) {
        return new BookedFrom(
                incident.stretches().stream()
                        .map(period -> new Period(
                                CohortFacts.minute(period.startedAt()),
                                period.restoredAt() == null ? null : (Long) CohortFacts.minute(period.restoredAt())))
                        .toList(),
                incident.steps().stream()
                        .map(step -> new Step(CohortFacts.minute(step.at()), step.impact()))
                        .toList(),
                incident.updates().stream().map(BookedFrom::said).toList());
    }

    private static Said said(Update update) {
        return new Said(update.number(), update.apology(), update.blame());
    }

    static BookedFrom read(String json) {
        try {
            return JSON.readValue(json, BookedFrom.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("what was booked from can't be read: " + json, unreadable);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException ownRecords) {
            throw new IllegalStateException(ownRecords);
        }
    }
}
