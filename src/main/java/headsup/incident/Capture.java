package headsup.incident;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import headsup.catalog.ComponentStatus;
import headsup.kernel.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What another status page recorded, in the v2 shape: one incident, or any of its documents with a list of incidents. Only
 * the fields we need are read; whatever else stands there is ignored.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Capture(
        @Nullable List<CapturedComponent> components,
        @Nullable List<CapturedIncident> incidents,
        @Nullable CapturedIncident incident,
        @Nullable String id,
        @Nullable String name,
        @Nullable String impact,
        @JsonProperty("created_at") @Nullable String createdAt,
        @JsonProperty("started_at") @Nullable String startedAt,
        @JsonProperty("incident_updates") @Nullable List<CapturedUpdate> updates) {

    static final int MOST_INCIDENTS = 200;
    static final int MOST_UPDATES = 500;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CapturedComponent(
            @Nullable String id,
            @Nullable String name,
            @Nullable String description,
            @JsonProperty("group_id") @Nullable String groupId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CapturedIncident(
            @Nullable String id,
            @Nullable String name,
            @Nullable String impact,
            @JsonProperty("created_at") @Nullable String createdAt,
            @JsonProperty("started_at") @Nullable String startedAt,
            @JsonProperty("incident_updates") @Nullable List<CapturedUpdate> updates,
            @Nullable List<CapturedComponent> components) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CapturedUpdate(
            @Nullable String status,
            @Nullable String body,
            @JsonProperty("created_at") @Nullable String createdAt,
            @JsonProperty("display_at") @Nullable String displayAt,
            @JsonProperty("affected_components") @Nullable List<CapturedChange> affected) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CapturedChange(
            @Nullable String code,
            @Nullable String name,
            @JsonProperty("new_status") @Nullable String newStatus) {

        ComponentStatus status(String field) {
            try {
                return ComponentStatus.of(Objects.requireNonNullElse(newStatus, ""));
            } catch (IllegalArgumentException unknown) {
                throw Refusal.field(field + ".new_status", String.valueOf(unknown.getMessage()));
            }
        }
    }

    /** An incident of the capture, with the path to it for whoever must mend it. */
    record Found(String field, CapturedIncident incident) {}

    /** @throws Refusal {@code invalid_field} when there is none, or more than can be taken at once */
    List<Found> found() {
        if (updates != null) {
            return List.of(
                    new Found("", new CapturedIncident(id, name, impact, createdAt, startedAt, updates, components)));
        }
        if (incident != null) {
            return List.of(new Found("incident.", incident));
        }
        if (incidents == null || incidents.isEmpty()) {
            throw Refusal.field("incidents", "holds no incident, and the body is none");
        }
        if (incidents.size() > MOST_INCIDENTS) {
            throw Refusal.field("incidents", "holds more than " + MOST_INCIDENTS + "; send them in parts");
        }
        return java.util.stream.IntStream.range(0, incidents.size())
                .mapToObj(i -> new Found("incidents[" + i + "].", incidents.get(i)))
                .toList();
    }

    /** An ISO 8601 time with an offset; null for none. */
    static @Nullable Instant time(@Nullable String text, String field) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            throw Refusal.field(field, "is no ISO 8601 time with an offset: " + text);
        }
    }
}
