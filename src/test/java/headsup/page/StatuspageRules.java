package headsup.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds on every document of the Statuspage v2 read API: keys and their order, nulls, times, ids, order of updates. */
final class StatuspageRules {

    private static final String ID = "[a-z0-9]{12}";
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)");
    private static final List<String> DOCUMENT =
            List.of("page", "components", "incidents", "scheduled_maintenances", "status");
    private static final List<String> PAGE = List.of("id", "name", "url", "time_zone", "updated_at");
    private static final List<String> COMPONENT = List.of(
            "id",
            "name",
            "status",
            "created_at",
            "updated_at",
            "position",
            "description",
            "showcase",
            "start_date",
            "group_id",
            "page_id",
            "group",
            "only_show_if_degraded");
    private static final List<String> INCIDENT = List.of(
            "id",
            "name",
            "status",
            "created_at",
            "updated_at",
            "monitoring_at",
            "resolved_at",
            "impact",
            "shortlink",
            "started_at",
            "page_id",
            "incident_updates",
            "components");
    private static final List<String> UPDATE = List.of(
            "id",
            "status",
            "body",
            "incident_id",
            "created_at",
            "updated_at",
            "display_at",
            "affected_components",
            "deliver_notifications",
            "custom_tweet",
            "tweet_id");
    private static final Set<String> STATES =
            Set.of("operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance");
    private static final Set<String> NULLABLE = Set.of(
            "description",
            "start_date",
            "group_id",
            "monitoring_at",
            "resolved_at",
            "affected_components",
            "custom_tweet",
            "tweet_id");

    private final List<String> broken = new ArrayList<>();

    private StatuspageRules() {}

    /** Sentences on what is wrong; empty when nothing is. */
    static List<String> broken(JsonNode document) {
        StatuspageRules rules = new StatuspageRules();
        rules.document(document);
        return rules.broken;
    }

    private void document(JsonNode document) {
        List<String> keys = new ArrayList<>();
        document.fieldNames().forEachRemaining(keys::add);
        List<String> inOrder = DOCUMENT.stream().filter(keys::contains).toList();
        expect(keys.equals(inOrder), "document keys " + keys);
        keys("page", document.get("page"), PAGE);
        if (document.has("status")) {
            keys("status", document.get("status"), List.of("indicator", "description"));
        }
        document.path("components").forEach(this::component);
        document.path("incidents").forEach(incident -> incident(incident, INCIDENT));
        List<String> maintenance = new ArrayList<>(INCIDENT);
        maintenance.addAll(List.of("scheduled_for", "scheduled_until"));
        document.path("scheduled_maintenances").forEach(incident -> incident(incident, maintenance));
    }

    void component(JsonNode component) {
        List<String> expected = new ArrayList<>(COMPONENT);
        if (!component.has("start_date")) {
            expected.remove("start_date"); // captures of before 2021
        }
        boolean group = component.path("group").booleanValue();
        if (group) {
            expected.add("components");
        }
        keys("component", component, expected);
        expect(STATES.contains(component.path("status").textValue()), "status " + component.path("status"));
        expect(!group || component.path("group_id").isNull(), "a group in a group");
    }

    private void incident(JsonNode incident, List<String> expected) {
        keys("incident", incident, expected);
        expect(incident.path("shortlink").asText().startsWith("http"), "shortlink " + incident.path("shortlink"));
        incident.path("components").forEach(this::component);
        JsonNode updates = incident.path("incident_updates");
        expect(!updates.isEmpty(), "an incident without words");
        String later = "9";
        for (JsonNode update : updates) {
            keys("update", update, UPDATE);
            expect(update.path("incident_id").equals(incident.path("id")), "an update of another incident");
            String at = update.path("display_at").asText();
            expect(at.compareTo(later) <= 0, "updates not newest first");
            later = at;
            for (JsonNode change : update.path("affected_components")) {
                keys("change", change, List.of("code", "name", "old_status", "new_status"));
                expect(STATES.contains(change.path("new_status").asText()), "new_status " + change.path("new_status"));
            }
        }
        expect(
                updates.path(0).path("status").equals(incident.path("status")),
                "status is not that of the newest words");
    }

    private void keys(String what, JsonNode object, List<String> expected) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        expect(keys.equals(expected), what + " keys " + keys);
        for (String key : keys) {
            JsonNode value = object.get(key);
            expect(!value.isNull() || NULLABLE.contains(key), what + "." + key + " is null");
            boolean time = key.endsWith("_at") || key.equals("scheduled_for") || key.equals("scheduled_until");
            expect(
                    !time || value.isNull() || TIME.matcher(value.asText()).matches(),
                    what + "." + key + " is no time: " + value);
            boolean id = key.equals("id") || key.equals("page_id") || key.equals("incident_id") || key.equals("code");
            expect(!id || value.asText().matches(ID), what + "." + key + " is no id: " + value);
        }
    }

    private void expect(boolean holds, String complaint) {
        if (!holds) {
            broken.add(complaint);
        }
    }
}
