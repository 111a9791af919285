package headsup.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import headsup.catalog.ComponentStatus;
import headsup.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An incident as the staff API speaks it; updates newest first, times in UTC. */
record IncidentShown(
        String id,
        String name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Translated> translations,
        Status status,
        Impact impact,
        Instant startedAt,
        @Nullable Instant detectedAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant restoredAt,
        @Nullable Instant resolvedAt,
        @Nullable String provider,
        String policy,
        Visibility visibility,
        List<ComponentShown> components,
        List<UpdateShown> updates,
        @Nullable PromiseShown promise,
        @Nullable EstimateShown estimate,
        long audienceSize) {

    record ComponentShown(String id, String name, ComponentStatus status) {}

    record PromiseShown(Instant dueAt, Promise.State state, long overdueSeconds) {}

    /**
     * When it is expected to be fixed.
     *
     * @param at when; {@code givenAt} is when that was first said
     * @param movedFrom what was expected before; null for the first estimate
     */
    record EstimateShown(
            Instant at, Instant givenAt, @Nullable Instant movedFrom, Estimate.State state) {

        static @Nullable EstimateShown of(@Nullable Estimate estimate, Instant now) {
            return estimate == null
                    ? null
                    : new EstimateShown(estimate.at(), estimate.givenAt(), estimate.movedFrom(), estimate.state(now));
        }
    }

    record Earlier(String message, Instant replacedAt, String replacedBy) {}

    record UpdateShown(
            String id,
            int number,
            Status status,
            Update.Kind kind,
            Impact impact,
            String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Translated> translations,
            Instant publishedAt,
            @Nullable Instant editedAt,
            @Nullable Instant nextUpdateAt,
            @Nullable Instant estimateAt,
            boolean estimateUnknown,
            boolean apology,
            boolean blame,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            BlameCorrection blameCorrection,

            @JsonProperty("notify") boolean notifies,
            String author,
            @Nullable PromiseShown promise,
            List<Earlier> earlier) {}

    UpdateShown update(String updateId) {
        return updates.stream()
                .filter(u -> u.id().equals(updateId))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("update", updateId));
    }

    static IncidentShown of(
            Incident incident, UnaryOperator<String> componentName, long audienceSize, Terms terms, Instant now) {
        Judge judge = new Judge(incident.policy(), terms, now);
        return new IncidentShown(
                incident.id(),
                incident.name(),
                Translated.shownNames(incident.names()),
                incident.status(),
                incident.impact(),
                incident.startedAt(),
                incident.detectedAt(),
                incident.createdAt(),
                incident.updatedAt(),
                incident.stretches().get(incident.stretches().size() - 1).restoredAt(),
                incident.resolvedAt(),
                incident.provider(),
                incident.policy(),
                incident.visibility(),
                incident.components().stream()
                        .map(c -> new ComponentShown(c.componentId(), componentName.apply(c.componentId()), c.status()))
                        .toList(),
                incident.updates().reversed().stream().map(u -> shown(u, judge)).toList(),
                judge.shown(incident.promise(), incident.impact()),
                EstimateShown.of(incident.estimate(), now),
                audienceSize);
    }

    private static UpdateShown shown(Update update, Judge judge) {
        Promise promise = update.promise();
        return new UpdateShown(
                update.id(),
                update.number(),
                update.status(),
                update.kind(),
                update.impact(),
                update.body(),
                Translated.shownMessages(update.bodies()),
                update.publishedAt(),
                update.editedAt(),
                promise == null ? null : promise.dueAt(),
                update.estimateAt(),
                update.estimateUnknown(),
                update.apology(),
                update.blame(),
                update.blameCorrection(),
                update.notifies(),
                update.author(),
                judge.shown(promise, update.impact()),
                update.earlier().stream()
                        .map(e -> new Earlier(e.body(), e.replacedAt(), e.replacedBy()))
                        .toList());
    }

    /** How promises stand now, by the terms the incident was declared under. */
    private record Judge(String policy, Terms terms, Instant now) {
        @Nullable
        PromiseShown shown(@Nullable Promise promise, Impact impact) {
            return promise == null
                    ? null
                    : new PromiseShown(
                            promise.dueAt(),
                            promise.state(now, terms.cadence(policy, impact).grace()),
                            promise.overdue(now).toSeconds());
        }
    }
}
