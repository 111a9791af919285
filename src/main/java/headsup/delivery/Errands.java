package headsup.delivery;

import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Visibility;
import headsup.kernel.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The rows of messages on their way to webhooks: written, claimed, settled, forgotten. Each method is one transaction or
 * part of its caller's, and safe on two nodes at once. A process that dies while it sends leaves a lease that ends; the
 * message is then sent again under its id, which is why a receiver may see one twice.
 */
@ApplicationScoped
class Errands {

    /** Longer than a try can take, its look-up of a name and its settlement included. */
    static final Duration LEASE = Duration.ofMinutes(2);

    /** What was to be told so long ago, because its webhook was paused, is not told any more. */
    static final Duration USEFUL = Duration.ofDays(5);

    /** So long messages and what became of them can be looked up. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final int MOST_FORGOTTEN = 10_000;

    private static final String NOT_FOR_IT = "Not sent: only the customers it affects may see this now.";

    private final Session database;
    private final Clock clock;
    private final Incidents incidents;

    Errands(Session database, Clock clock, Incidents incidents) {
        this.database = database;
        this.clock = clock;
        this.incidents = incidents;
    }

    /** Whether any webhook listens for it. */
    boolean isWanted(WebhookEvent event, Visibility visibility) {
        return database.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM webhook WHERE " + listens(visibility) + ")", Boolean.class)
                .setParameter("event", event.word())
                .getSingleResult();
    }

    /** To all who listen for it, in the transaction of the caller. One that is being deleted is waited for and left out. */
    void write(WebhookEvent event, Incident about, String body) {
        write(event, about.id(), body, listens(about.visibility()), "");
    }

    /** Of what only the affected may see those hear who ask for it. */
    private static String listens(Visibility visibility) {
        return "state <> 'gone' AND :event = ANY (events)" + (visibility.isPublic() ? "" : " AND affected");
    }

    /**
     * To one webhook, in the transaction of the caller.
     *
     * @return the id of the message
     */
    String write(WebhookEvent event, String body, String webhook) {
        return write(event, null, body, "id = :webhook", webhook);
    }

    private String write(WebhookEvent event, @Nullable String incident, String body, String to, String webhook) {
        String id = "msg_" + PublicId.next() + PublicId.next();
        var statement = database.createNativeMutationQuery("""
                        WITH listener AS (SELECT id FROM webhook WHERE %s ORDER BY id FOR KEY SHARE),
                             message AS (INSERT INTO webhook_message (id, event, incident_id, body, created_at)
                                SELECT :id, :event, :incident, :body, :now WHERE EXISTS (SELECT FROM listener) RETURNING id)
                        INSERT INTO webhook_errand (webhook_id, message_id, state, look_at)
                        SELECT l.id, m.id, 'pending', :now FROM listener l CROSS JOIN message m""".formatted(to))
                .setParameter("id", id)
                .setParameter("event", event.word())
                .setParameter("incident", incident, String.class)
                .setParameter("body", body)
                .setParameter("now", clock.instant());
        (webhook.isEmpty() ? statement : statement.setParameter("webhook", webhook)).executeUpdate();
        return id;
    }

    /**
     * Takes what is due, written down as a try before it is made. What its webhook may not see any more, because the incident
     * was narrowed or the webhook asks for less, is given up.
     *
     * @param busy webhooks that this process is sending to; nothing more goes there until they have answered
     * @param each at most so many of one webhook, so that none takes all the room
     */
    @Transactional
    List<Errand> claim(Collection<String> busy, int most, int each) {
        Instant now = clock.instant();
        List<Due> claimed = database.createNativeQuery("""
                        WITH due AS MATERIALIZED (
                          SELECT e.id FROM webhook w CROSS JOIN LATERAL
                            (SELECT x.id, x.look_at FROM webhook_errand x JOIN webhook_message m ON m.id = x.message_id
                              WHERE x.webhook_id = w.id AND x.look_at <= :now AND m.created_at > :useful
                              ORDER BY x.look_at, x.id LIMIT :each FOR UPDATE OF x SKIP LOCKED) AS e
                           WHERE w.state = 'active' AND NOT w.id = ANY (:busy)
                           ORDER BY e.look_at, e.id LIMIT :most)
                        UPDATE webhook_errand d
                           SET state = 'sending', tries = d.tries + 1, tried_at = :now, look_at = :lease
                          FROM due, webhook w, webhook_message m
                         WHERE d.id = due.id AND w.id = d.webhook_id AND m.id = d.message_id
                        RETURNING d.id, d.webhook_id, d.message_id, d.tries, w.url, w.secret, m.body, m.incident_id, w.affected""", Due.class)
                .setParameter("now", now)
                .setParameter("useful", now.minus(USEFUL))
                .setParameter("each", each)
                .setParameter("busy", busy.toArray(String[]::new))
                .setParameter("most", most)
                .setParameter("lease", now.plus(LEASE))
                .getResultList();
        Set<String> open = publicIncidents(claimed);
        letGo(claimed.stream().filter(due -> due.isHidden(open)).toList());
        return claimed.stream()
                .filter(due -> !due.isHidden(open))
                .map(Due::errand)
                .toList();
    }

    /** Whom a claimed message is for, and what it speaks of. */
    private record Due(
            long id,
            String webhook,
            String message,
            int tries,
            String url,
            String secret,
            String body,
            @Nullable String incident,
            boolean affected) {

        boolean isHidden(Set<String> publicIncidents) {
            return !affected && incident != null && !publicIncidents.contains(incident);
        }

        Errand errand() {
            return new Errand(id, webhook, message, tries, url, secret, body);
        }
    }

    private Set<String> publicIncidents(List<Due> due) {
        return incidents.publicOnes(
                due.stream().map(Due::incident).filter(Objects::nonNull).collect(Collectors.toSet()));
    }

    /** It was not tried after all. */
    private void letGo(List<Due> hidden) {
        if (!hidden.isEmpty()) {
            database.createNativeMutationQuery("""
                            UPDATE webhook_errand SET state = 'given_up', look_at = NULL, status = NULL, answer = :why, tries = tries - 1
                             WHERE id = ANY (:ids)""")
                    .setParameter("why", NOT_FOR_IT)
                    .setParameter("ids", hidden.stream().map(Due::id).toArray(Long[]::new))
                    .executeUpdate();
        }
    }

    /**
     * Writes down what became of a try, unless its claim is over and somebody else has made another.
     *
     * @return what it leads to
     */
    @Transactional
    Fate settle(Errand errand, Answer answer) {
        Fate fate = Fate.of(errand.tries(), answer, clock.instant());
        // The webhook first, as whoever deletes one does.
        if (fate instanceof Fate.Gone) {
            close(errand);
        }
        switch (fate) {
            case Fate.Delivered delivered -> settle(errand, answer, "delivered", null);
            case Fate.Deferred(Instant until) -> settle(errand, answer, "deferred", until);
            case Fate.GivenUp over -> settle(errand, answer, "given_up", null);
            case Fate.Gone gone -> settle(errand, answer, "given_up", null);
        }
        if (fate instanceof Fate.Gone) {
            giveUp(errand.webhook());
        }
        return fate;
    }

    private void settle(Errand errand, Answer answer, String state, @Nullable Instant until) {
        Integer status = answer instanceof Answer.Heard heard ? heard.status() : null;
        String words =
                switch (answer) {
                    case Answer.Heard heard -> heard.words();
                    case Answer.Unheard unheard -> unheard.why();
                };
        database.createNativeMutationQuery("""
                        UPDATE webhook_errand SET state = :state, look_at = :until, status = :status, answer = :answer
                         WHERE id = :id AND tries = :tries AND state = 'sending'""")
                .setParameter("state", state)
                .setParameter("until", until, Instant.class)
                .setParameter("status", status, Integer.class)
                .setParameter("answer", words)
                .setParameter("id", errand.id())
                .setParameter("tries", errand.tries())
                .executeUpdate();
    }

    /** The receiver of this address wants nothing more; one that was given another address meanwhile is not meant. */
    private void close(Errand errand) {
        database.createNativeMutationQuery(
                        "UPDATE webhook SET state = 'gone', state_since = :now WHERE id = :id AND url = :url AND state <> 'gone'")
                .setParameter("now", clock.instant())
                .setParameter("id", errand.webhook())
                .setParameter("url", errand.url())
                .executeUpdate();
    }

    private void giveUp(String webhook) {
        database.createNativeMutationQuery("""
                        UPDATE webhook_errand SET state = 'given_up', look_at = NULL WHERE look_at IS NOT NULL
                           AND webhook_id = (SELECT id FROM webhook WHERE id = :id AND state = 'gone')""").setParameter("id", webhook).executeUpdate();
    }

    /** Gives up what waited too long, and forgets what is old; returns how many messages were forgotten. */
    @Transactional
    int forgetOld() {
        Instant now = clock.instant();
        database.createNativeMutationQuery("""
                        UPDATE webhook_errand e SET state = 'given_up', look_at = NULL FROM webhook_message m
                         WHERE m.id = e.message_id AND e.look_at <= :now AND m.created_at <= :useful""")
                .setParameter("now", now)
                .setParameter("useful", now.minus(USEFUL))
                .executeUpdate();
        return database.createNativeMutationQuery("""
                        DELETE FROM webhook_message WHERE id IN
                          (SELECT id FROM webhook_message WHERE created_at < :old ORDER BY created_at LIMIT :most FOR UPDATE SKIP LOCKED)""")
                .setParameter("old", now.minus(KEPT))
                .setParameter("most", MOST_FORGOTTEN)
                .executeUpdate();
    }
}
