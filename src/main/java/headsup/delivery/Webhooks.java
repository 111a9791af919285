package headsup.delivery;

import headsup.kernel.Deed;
import headsup.kernel.PlainText;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks: addresses of programs that want to know, each with the events it is told of and the secret its messages are
 * signed with. The secret is kept in the open, since every message needs it, and shown once.
 */
@ApplicationScoped
public class Webhooks {

    /** More than that are nobody's wish, and each costs every update a row. */
    static final int MOST = 50;

    private static final int LONGEST_NOTE = 255;

    /**
     * A webhook to be made.
     *
     * @param url http or https, absolute, without name and password, at most 2,000 characters
     * @param secret {@code whsec_} and base64 of 24 to 64 bytes; null for one that is made here
     * @param events null for all there are
     * @param note what it is for, one line
     * @param affected whether it is also told of incidents that only the affected customers may see; null: not
     */
    public record Draft(
            String url,
            @Nullable String secret,
            @Nullable List<String> events,
            @Nullable String note,
            @Nullable Boolean affected) {}

    /** What is to be another; null leaves it. A secret does not change: make another webhook, then delete the old one. */
    public record Change(
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable String note,
            @Nullable Boolean affected,
            @Nullable Boolean paused) {}

    /**
     * A webhook as it can be listed: never its secret.
     *
     * @param affected whether it is also told of incidents that only the affected customers may see
     * @param state {@code active}; {@code paused}, where what happens waits up to five days; {@code gone} when its receiver
     *     answered 410
     */
    public record Listed(
            String id,
            String url,
            List<String> events,
            String note,
            boolean affected,
            String state,
            Instant stateSince,
            String createdBy,
            Instant createdAt) {}

    /** @param secret shown this once */
    public record Made(Listed webhook, String secret) {}

    private final Session database;
    private final Clock clock;
    private final Announcements announcements;
    private final SecurityIdentity actor;
    private final Event<Deed> done;
    private final boolean anywhere;

    Webhooks(
            Session database,
            Clock clock,
            Announcements announcements,
            SecurityIdentity actor,
            Event<Deed> done,
            WebhookSettings settings) {
        this.database = database;
        this.clock = clock;
        this.announcements = announcements;
        this.actor = actor;
        this.done = done;
        this.anywhere = settings.privateAddresses();
    }

    /** Every event there is, by the word it has in {@code type}. */
    public static List<String> events() {
        return WebhookEvent.words();
    }

    /** Oldest first. */
    @Transactional
    public List<Listed> all() {
        return database.createNativeQuery(WebhookRow.ALL + " ORDER BY created_at, id", WebhookRow.class).stream()
                .map(WebhookRow::listed)
                .toList();
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public Listed get(String id) {
        return database.createNativeQuery(WebhookRow.ALL + " WHERE id = :id", WebhookRow.class)
                .setParameter("id", id)
                .uniqueResultOptional()
                .map(WebhookRow::listed)
                .orElseThrow(() -> Refusal.notFound("webhook", id));
    }

    /**
     * Makes a webhook, told of what happens from now on.
     *
     * @throws Refusal {@code invalid_field} for an address that is none or may not be gone to, an unknown event, a secret of
     *     another shape, a note of more than a line; {@code illegal_transition} when there are 50
     */
    @Transactional
    public Made add(Draft draft) {
        Endpoint.of(draft.url(), anywhere);
        List<String> events = draft.events() == null ? events() : WebhookEvent.known(draft.events());
        String secret = draft.secret() == null ? WebhookSecret.next() : WebhookSecret.checked(draft.secret());
        if (all().size() >= MOST) {
            throw Refusal.illegalTransition("There are " + MOST + " webhooks already; delete one first.");
        }
        String id = PublicId.next();
        database.createNativeMutationQuery("""
                        INSERT INTO webhook (id, url, secret, events, note, affected, state, state_since, created_by, created_at)
                        VALUES (:id, :url, :secret, string_to_array(:events, ','), :note, :affected, 'active', :now, :by, :now)""")
                .setParameter("id", id)
                .setParameter("url", draft.url())
                .setParameter("secret", secret)
                .setParameter("events", String.join(",", events))
                .setParameter("note", note(draft.note()))
                .setParameter("affected", Boolean.TRUE.equals(draft.affected()))
                .setParameter("now", clock.instant())
                .setParameter("by", actor.getPrincipal().getName())
                .executeUpdate();
        done.fire(new Deed("webhook.added", id, String.join(" ", events)));
        return new Made(get(id), secret);
    }

    /**
     * Changes what is given. Resuming also ends {@code gone}; what waits at a paused one goes out then.
     *
     * @throws Refusal {@code not_found}; {@code invalid_field} as in {@link #add}
     */
    @Transactional
    public Listed change(String id, Change change) {
        Listed now = get(id);
        String url = Objects.requireNonNullElse(change.url(), now.url());
        Endpoint.of(url, anywhere);
        List<String> events = change.events() == null ? now.events() : WebhookEvent.known(change.events());
        String state = change.paused() == null ? now.state() : change.paused() ? "paused" : "active";
        database.createNativeMutationQuery("""
                        UPDATE webhook SET url = :url, events = string_to_array(:events, ','), note = :note, affected = :affected, state = :state,
                               state_since = CASE WHEN state = :state THEN state_since ELSE :now END WHERE id = :id""")
                .setParameter("url", url)
                .setParameter("events", String.join(",", events))
                .setParameter("note", change.note() == null ? now.note() : note(change.note()))
                .setParameter("affected", Objects.requireNonNullElse(change.affected(), now.affected()))
                .setParameter("state", state)
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
        done.fire(new Deed("webhook.changed", id, state.equals(now.state()) ? "" : "is " + state));
        return get(id);
    }

    /** With all that was on its way to it. @throws Refusal {@code not_found} */
    @Transactional
    public void remove(String id) {
        int removed = database.createNativeMutationQuery("DELETE FROM webhook WHERE id = :id")
                .setParameter("id", id)
                .executeUpdate();
        if (removed == 0) {
            throw Refusal.notFound("webhook", id);
        }
        done.fire(new Deed("webhook.removed", id, ""));
    }

    /**
     * Has a {@code ping} on its way to it, whatever events it listens for.
     *
     * @return the id of the message
     * @throws Refusal {@code not_found}; {@code illegal_transition} unless it is active
     */
    @Transactional
    public String test(String id) {
        String state = get(id).state();
        if (!state.equals("active")) {
            throw Refusal.illegalTransition("The webhook is " + state + "; resume it first.");
        }
        done.fire(new Deed("webhook.tested", id, ""));
        return announcements.ping(id);
    }

    private static String note(@Nullable String note) {
        if (note == null || note.isBlank()) {
            return "";
        }
        if (note.length() > LONGEST_NOTE) {
            throw Refusal.field("note", "has more than " + LONGEST_NOTE + " characters");
        }
        return PlainText.line("note", note);
    }
}
