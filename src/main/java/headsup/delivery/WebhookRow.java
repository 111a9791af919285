package headsup.delivery;

import java.time.Instant;
import java.util.List;

/** A webhook as the database gives it, without its secret. */
record WebhookRow(
        String id,
        String url,
        String events,
        String note,
        boolean affected,
        String state,
        Instant stateSince,
        String createdBy,
        Instant createdAt) {

    static final String ALL = """
            SELECT id, url, array_to_string(events, ',') AS events, note, affected, state, state_since, created_by, created_at
              FROM webhook
            """;

    Webhooks.Listed listed() {
        return new Webhooks.Listed(
                id, url, List.of(events.split(",")), note, affected, state, stateSince, createdBy, createdAt);
    }
}
