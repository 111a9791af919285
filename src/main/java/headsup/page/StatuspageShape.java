package headsup.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of the Statuspage v2 read API: these keys, in this order, and none besides (statuspage-v2 2.3). Names are
 * written in snake case; a key without a value is null, not left out.
 */
final class StatuspageShape {

    private StatuspageShape() {}

    @JsonPropertyOrder({"id", "name", "url", "timeZone", "updatedAt"})
    record Page(String id, String name, String url, String timeZone, String updatedAt) {}

    @JsonPropertyOrder({"indicator", "description"})
    record State(String indicator, String description) {}

    /** @param components ids of the children; the key stands on groups only */
    @JsonPropertyOrder({
        "id",
        "name",
        "status",
        "createdAt",
        "updatedAt",
        "position",
        "description",
        "showcase",
        "startDate",
        "groupId",
        "pageId",
        "group",
        "onlyShowIfDegraded",
        "components"
    })
    record Component(
            String id,
            String name,
            String status,
            String createdAt,
            String updatedAt,
            int position,
            @Nullable String description,
            boolean showcase,
            @Nullable String startDate,
            @Nullable String groupId,
            String pageId,
            boolean group,
            boolean onlyShowIfDegraded,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> components) {}

    @JsonPropertyOrder({"code", "name", "oldStatus", "newStatus"})
    record Change(String code, String name, String oldStatus, String newStatus) {}

    @JsonPropertyOrder({
        "id",
        "status",
        "body",
        "incidentId",
        "createdAt",
        "updatedAt",
        "displayAt",
        "affectedComponents",
        "deliverNotifications",
        "customTweet",
        "tweetId"
    })
    record Update(
            String id,
            String status,
            String body,
            String incidentId,
            String createdAt,
            String updatedAt,
            String displayAt,
            List<Change> affectedComponents,
            boolean deliverNotifications,
            @Nullable String customTweet,
            @Nullable String tweetId) {}

    /** The last two keys stand on maintenances only. */
    @JsonPropertyOrder({
        "id",
        "name",
        "status",
        "createdAt",
        "updatedAt",
        "monitoringAt",
        "resolvedAt",
        "impact",
        "shortlink",
        "startedAt",
        "pageId",
        "incidentUpdates",
        "components",
        "scheduledFor",
        "scheduledUntil"
    })
    record Incident(
            String id,
            String name,
            String status,
            String createdAt,
            String updatedAt,
            @Nullable String monitoringAt,
            @Nullable String resolvedAt,
            String impact,
            String shortlink,
            String startedAt,
            String pageId,
            List<Update> incidentUpdates,
            List<Component> components,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String scheduledFor,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String scheduledUntil) {}

    @JsonPropertyOrder({"page", "components", "incidents", "scheduledMaintenances", "status"})
    record Summary(
            Page page,
            List<Component> components,
            List<Incident> incidents,
            List<Incident> scheduledMaintenances,
            State status) {}

    @JsonPropertyOrder({"page", "status"})
    record StatusOnly(Page page, State status) {}

    @JsonPropertyOrder({"page", "components"})
    record ComponentsOnly(Page page, List<Component> components) {}

    @JsonPropertyOrder({"page", "incidents"})
    record IncidentsOnly(Page page, List<Incident> incidents) {}

    @JsonPropertyOrder({"page", "scheduledMaintenances"})
    record MaintenancesOnly(Page page, List<Incident> scheduledMaintenances) {}
}
