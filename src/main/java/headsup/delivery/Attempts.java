package headsup.delivery;

import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** What became of the messages of a webhook: one line for each message, with its last try. */
@ApplicationScoped
public class Attempts {

    /**
     * A message and its last try.
     *
     * @param id of the message, as its receiver sees it in {@code webhook-id}
     * @param event as in {@code incident.declared}
     * @param state {@code pending} before its first try, {@code sending}, {@code deferred} until its next, {@code delivered},
     *     {@code given_up}
     * @param statusCode of HTTP; null when no answer came
     * @param answer the first 1,024 bytes of the answer; without one, why there is none
     * @param nextTryAt null while it is on its way, and when it is settled
     */
    public record Attempt(
            String id,
            String event,
            String state,
            int tries,
            @Nullable Integer statusCode,
            String answer,
            Instant createdAt,
            @Nullable Instant triedAt,
            @Nullable Instant nextTryAt) {}

    private record Row(
            long number,
            String webhook,
            String id,
            String event,
            String state,
            int tries,
            @Nullable Integer statusCode,
            String answer,
            Instant createdAt,
            @Nullable Instant triedAt,
            @Nullable Instant nextTryAt) {

        Attempt attempt() {
            return new Attempt(id, event, state, tries, statusCode, answer, createdAt, triedAt, nextTryAt);
        }
    }

    private static final String COLUMNS = """
            e.id AS number, e.webhook_id, m.id AS message, m.event, e.state, e.tries, e.status, e.answer, m.created_at, e.tried_at,
            CASE WHEN e.state = 'sending' THEN NULL ELSE e.look_at END AS next_try_at
            """;

    private final Session database;
    private final Webhooks webhooks;

    Attempts(Session database, Webhooks webhooks) {
        this.database = database;
        this.webhooks = webhooks;
    }

    /**
     * Newest message first.
     *
     * @throws Refusal {@code not_found}; {@code invalid_field} for a limit outside 1 to 500 or a cursor this list never gave
     */
    @Transactional
    public Listing<Attempt> of(String webhook, @Nullable Integer limit, @Nullable String cursor) {
        int most = Listing.limit(limit);
        List<Row> rows = database.createNativeQuery("SELECT " + COLUMNS + """
                         FROM webhook_errand e JOIN webhook_message m ON m.id = e.message_id
                        WHERE e.webhook_id = :webhook AND e.id < :before ORDER BY e.id DESC LIMIT :most""", Row.class)
                .setParameter("webhook", webhooks.get(webhook).id())
                .setParameter("before", Listing.position(cursor, Long.MAX_VALUE))
                .setParameter("most", most + 1)
                .getResultList();
        return Listing.of(rows, most, row -> Long.toString(row.number()), Row::attempt);
    }

    /** The one of each webhook that was tried last, by the webhook's id; none for one that was never told anything. */
    @Transactional
    public Map<String, Attempt> last() {
        return database.createNativeQuery("SELECT " + COLUMNS + """
                         FROM webhook w CROSS JOIN LATERAL (SELECT * FROM webhook_errand x WHERE x.webhook_id = w.id AND x.tries > 0
                                ORDER BY x.tried_at DESC, x.id DESC LIMIT 1) AS e
                         JOIN webhook_message m ON m.id = e.message_id""", Row.class).stream()
                .collect(Collectors.toMap(Row::webhook, Row::attempt));
    }
}
