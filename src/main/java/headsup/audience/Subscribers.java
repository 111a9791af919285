package headsup.audience;

import headsup.access.AuditTrail;
import headsup.catalog.Component;
import headsup.catalog.Components;
import headsup.incident.Affected;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Reach;
import headsup.incident.Update;
import headsup.incident.Visibility;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Readers who asked for mail on the public page: contacts that belong to no customer until they are matched to one. They
 * have no account in the books.
 */
@ApplicationScoped
public class Subscribers {

    /** An incident may be opened again so long after its end; then who asked for its end is let go of. */
    static final Duration AFTER_THE_END = Duration.ofDays(30);

    /**
     * What a subscriber has.
     *
     * @param incidents those that are not over for long
     */
    public record Kept(
            long id,
            String locale,
            String timeZone,
            boolean everything,
            List<String> components,
            List<Kept.OfIncident> incidents) {

        public record OfIncident(String id, boolean onlyEnd) {}
    }

    /**
     * What a subscriber wants from now on.
     *
     * @param general everything, components, or {@link Wish.Kind#INCIDENT} for no more than the incidents
     * @param incidents those to keep, of the ones there are
     */
    public record Change(
            Wish.Kind general,
            List<String> components,
            List<String> incidents,
            @Nullable String locale,
            @Nullable String timeZone) {}

    private final Session database;
    private final Clock clock;
    private final Components catalog;
    private final Incidents incidents;
    private final OptIns optIns;
    private final Subscriptions subscriptions;
    private final AuditTrail trail;

    Subscribers(
            Session database,
            Clock clock,
            Components catalog,
            Incidents incidents,
            OptIns optIns,
            Subscriptions subscriptions,
            AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.catalog = catalog;
        this.incidents = incidents;
        this.optIns = optIns;
        this.subscriptions = subscriptions;
        this.trail = trail;
    }

    /**
     * What an update is about, for those who asked by themselves; the root cause comes after an incident has ended. They read
     * what everyone may read, so of another incident it is about nothing.
     */
    @Transactional
    public List<String> topics(Incident incident, Update update) {
        if (!incident.visibility().isPublic()) {
            return List.of();
        }
        List<String> topics = new ArrayList<>();
        if (update.kind() != Update.Kind.ROOT_CAUSE) {
            topics.add(incident.id());
        }
        topics.addAll(general(touched(incident), incident.reach(), incident.visibility()));
        return topics;
    }

    private static List<String> touched(Incident incident) {
        return incident.components().stream().map(Affected::componentId).toList();
    }

    /** What an update is about for those who asked for no incident in particular; nothing where only the affected may see it. */
    private List<String> general(Collection<String> components, Reach reach, Visibility visibility) {
        if (!visibility.isPublic()) {
            return List.of();
        }
        List<String> topics = new ArrayList<>(List.of(Wish.ALL));
        if (reach.everyone()) {
            catalog.inPageOrder().stream().map(Component::id).forEach(topics::add);
        } else {
            topics.addAll(components);
        }
        return topics;
    }

    /**
     * How many readers, matched to no customer, would get an email about these components, before there is an incident; those who
     * get it as a customer's contact are counted there.
     */
    @Transactional
    public long expecting(Collection<String> components, Reach reach, Visibility visibility) {
        return expecting(general(components, reach, visibility), components, reach);
    }

    /** How many readers, matched to no customer, would get a letter of the next update that does not end the incident. */
    @Transactional
    public long expecting(Incident incident) {
        if (!incident.visibility().isPublic()) {
            return 0;
        }
        List<String> topics = new ArrayList<>(general(touched(incident), incident.reach(), incident.visibility()));
        topics.add(incident.id());
        return expecting(topics, touched(incident), incident.reach());
    }

    private long expecting(List<String> topics, Collection<String> components, Reach reach) {
        return Audience.bound(
                        database.createNativeQuery("""
                        SELECT count(*) FROM contact a
                         WHERE a.customer_id IS NULL AND a.removed_at IS NULL AND a.unsubscribed_at IS NULL AND a.quarantined_at IS NULL
                           AND EXISTS (SELECT FROM subscription s
                                        WHERE s.contact_id = a.id AND s.topic = ANY (:topics) AND NOT s.only_end)
                           AND NOT\s""" + Audience.WRITTEN_TO_AS_CONTACT, Long.class), components, reach)
                .setParameter("topics", topics.toArray(String[]::new))
                .getSingleResult();
    }

    /**
     * The end of a chunk of about {@code most} contacts with these topics and never more, from {@code first} on: the smallest
     * id behind it, {@link Long#MAX_VALUE} for the last chunk. Read off the index topic by topic: its cost is the chunk's.
     */
    @Transactional
    public long endOfChunk(List<String> topics, long first, int most) {
        Long last = database.createNativeQuery("""
                        SELECT max(contact_id) FROM (
                          SELECT next.contact_id FROM unnest(CAST(:topics AS text[])) AS asked (topic) CROSS JOIN LATERAL (
                            SELECT s.contact_id FROM subscription s WHERE s.topic = asked.topic AND s.contact_id >= :first
                             ORDER BY s.contact_id LIMIT :most) AS next
                           ORDER BY next.contact_id LIMIT :most) AS chunk HAVING count(*) = :most""", Long.class)
                .setParameter("topics", topics.toArray(String[]::new))
                .setParameter("first", first)
                .setParameter("most", most)
                .uniqueResult();
        return last == null ? Long.MAX_VALUE : last + 1;
    }

    /** Empty for a token that is nobody's, and for who has no subscription. */
    @Transactional
    public Optional<Kept> byToken(String token) {
        if (!Token.isOne(token)) {
            return Optional.empty();
        }
        List<Object[]> rows = database.createNativeQuery("""
                        SELECT c.id, c.locale, c.time_zone, s.kind, s.topic, s.only_end FROM contact c JOIN subscription s ON s.contact_id = c.id
                         WHERE c.token = :token AND c.removed_at IS NULL AND c.unsubscribed_at IS NULL ORDER BY s.since, s.topic""", Object[].class)
                .setParameter("token", token)
                .getResultList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(kept(rows));
    }

    /** An incident the world may no longer see is kept for when it may again, and not shown. */
    private Kept kept(List<Object[]> rows) {
        Set<String> hidden = hidden(rows.stream().map(row -> (String) row[4]).toList());
        boolean everything = false;
        List<String> components = new ArrayList<>();
        List<Kept.OfIncident> incidents = new ArrayList<>();
        for (Object[] row : rows) {
            String topic = (String) row[4];
            switch (Wish.Kind.valueOf((String) row[3])) {
                case EVERYTHING -> everything = true;
                case COMPONENT -> components.add(topic);
                case INCIDENT -> {
                    if (!hidden.contains(topic)) {
                        incidents.add(new Kept.OfIncident(topic, (Boolean) row[5]));
                    }
                }
            }
        }
        Object[] any = rows.get(0);
        return new Kept(
                ((Number) any[0]).longValue(), (String) any[1], (String) any[2], everything, components, incidents);
    }

    private Set<String> hidden(List<String> topics) {
        return topics.isEmpty() ? Set.of() : incidents.hidden(topics);
    }

    /**
     * Puts what is wanted for what there was. Empty for a token that is nobody's, and for who has no subscription.
     *
     * @throws Refusal {@code invalid_field} for {@code components}, {@code timeZone}, {@code locale}; {@code general} when nothing
     *     would be left
     */
    @Transactional
    public Optional<Kept> change(String token, Change change) {
        Optional<Kept> before = byToken(token);
        before.ifPresent(kept -> change(kept, change));
        return byToken(token);
    }

    private void change(Kept before, Change change) {
        Proofreader proofreader = new Proofreader();
        String locale = proofreader.locale("locale", change.locale());
        String timeZone = proofreader.timeZone("timeZone", change.timeZone());
        List<String> components = change.general() == Wish.Kind.COMPONENT
                ? optIns.components(change.components(), proofreader)
                : List.of();
        String[] kept = Stream.concat(
                        before.incidents().stream().map(Kept.OfIncident::id).filter(change.incidents()::contains),
                        hidden(subscriptions.incidents(before.id())).stream())
                .toArray(String[]::new);
        if (change.general() == Wish.Kind.INCIDENT && kept.length == 0) {
            proofreader.note("general", "would leave nothing");
        }
        proofreader.refuseFaults();
        switch (change.general()) {
            case EVERYTHING -> subscriptions.put(before.id(), Wish.everything());
            case COMPONENT -> subscriptions.put(before.id(), Wish.components(components));
            case INCIDENT -> subscriptions.endGeneral(before.id());
        }
        subscriptions.endIncidentsBut(before.id(), kept);
        database.createNativeMutationQuery("UPDATE contact SET locale = :locale, time_zone = :timeZone WHERE id = :id")
                .setParameter("locale", Objects.requireNonNullElse(locale, before.locale()))
                .setParameter("timeZone", Objects.requireNonNullElse(timeZone, before.timeZone()))
                .setParameter("id", before.id())
                .executeUpdate();
        trail.note("subscriber.changed", Long.toString(before.id()), "");
    }

    /** Lets go of subscriptions to incidents that ended long ago, and of those who asked for nothing else. Returns how many. */
    @Transactional
    public int endOver() {
        Instant now = clock.instant();
        int ended = 0;
        for (String id : database.createNativeQuery(
                        "SELECT DISTINCT topic FROM subscription WHERE kind = 'INCIDENT'", String.class)
                .getResultList()) {
            boolean over = incidents
                    .findByIdOptional(id)
                    .map(i -> !i.isOpen() && i.lastUpdate().publishedAt().isBefore(now.minus(AFTER_THE_END)))
                    .orElse(true);
            ended += over ? endOver(id, now) : 0;
        }
        return ended;
    }

    private int endOver(String incident, Instant now) {
        return database.createNativeMutationQuery("""
                        WITH gone AS (DELETE FROM subscription WHERE topic = :incident RETURNING contact_id)
                        UPDATE contact c SET leaving_at = :now FROM gone
                         WHERE c.id = gone.contact_id AND c.customer_id IS NULL AND c.leaving_at IS NULL
                           AND NOT EXISTS (SELECT FROM subscription s WHERE s.contact_id = c.id AND s.topic <> :incident)""")
                .setParameter("incident", incident)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Those who ask for nothing any more and whose address we still have, longest first. */
    @Transactional
    public List<Long> leaving(int most) {
        return database.createNativeQuery(
                        "SELECT id FROM contact WHERE leaving_at IS NOT NULL AND removed_at IS NULL ORDER BY leaving_at LIMIT :most",
                        Long.class)
                .setParameter("most", most)
                .getResultList();
    }

    /**
     * Lets go of the addresses of those among these who are still leaving; the rows stay for their deliveries, and the token,
     * so that the way out of an old letter says that it is done.
     */
    @Transactional
    public int erase(Collection<Long> ids) {
        Long[] all = ids.toArray(Long[]::new);
        database.createNativeMutationQuery("""
                        DELETE FROM opt_in o USING contact c WHERE o.contact_id = c.id AND c.id = ANY (:ids) AND c.leaving_at IS NOT NULL""").setParameter("ids", all).executeUpdate();
        return database.createNativeMutationQuery("""
                        UPDATE contact SET email = 'erased-' || id || '@erased.invalid', name = NULL, locale = :locale, time_zone = :timeZone,
                               quarantine_reason = NULL, removed_at = :now WHERE id = ANY (:ids) AND leaving_at IS NOT NULL AND removed_at IS NULL""")
                .setParameter("locale", Proofreader.FIRST_LOCALE)
                .setParameter("timeZone", Proofreader.FIRST_TIME_ZONE)
                .setParameter("now", clock.instant())
                .setParameter("ids", all)
                .executeUpdate();
    }
}
