package headsup.delivery;

import headsup.audience.Audience;
import headsup.audience.Subscribers;
import headsup.incident.AffectedChange;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Update;
import headsup.incident.UpdatePosted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * The fan-out of each update: its audience turned into rows, chunk by chunk in the order of customer ids, then those who
 * asked by themselves in the order of contact ids. The first chunk is planned in the transaction of the update itself, the
 * rest in ticks; a process that dies between two chunks loses nothing, since the place reached is stored with the chunk.
 */
@ApplicationScoped
class FanOuts {

    /** Customers per chunk: about 0.2 s of work, and the most that a publishing transaction does itself. */
    static final int CHUNK = 5_000;

    /** What is left to plan of an update. */
    private record Unplanned(String updateId, String incidentId, Reached reached) {}

    /** The smallest ids not yet looked at, {@link Long#MAX_VALUE} when all were. */
    private record Reached(long customer, long subscriber) {

        static final Reached NOBODY = new Reached(0, 0);

        boolean everybody() {
            return customer == Long.MAX_VALUE && subscriber == Long.MAX_VALUE;
        }
    }

    private final Session database;
    private final DeliveryPlanner planner;
    private final Streams streams;
    private final Audience audience;
    private final Subscribers subscribers;
    private final Incidents incidents;
    private final Clock clock;
    private final Event<DeliveriesSettled> settled;
    private final Event<AudiencePlanned> planned;

    FanOuts(
            Session database,
            DeliveryPlanner planner,
            Streams streams,
            Audience audience,
            Subscribers subscribers,
            Incidents incidents,
            Clock clock,
            Event<DeliveriesSettled> settled,
            Event<AudiencePlanned> planned) {
        this.database = database;
        this.planner = planner;
        this.streams = streams;
        this.audience = audience;
        this.subscribers = subscribers;
        this.incidents = incidents;
        this.clock = clock;
        this.settled = settled;
        this.planned = planned;
    }

    void begin(@Observes UpdatePosted posted) {
        Incident incident = posted.incident();
        Update update = posted.update();
        boolean letters = update.notifies() && !incident.imported();
        supersede(incident, letters);
        database.createNativeMutationQuery("""
                        INSERT INTO fan_out (update_id, incident_id, number, published_at, urgency, notify, next_customer)
                        VALUES (:update, :incident, :number, :published, :urgency, :notify, 0)""")
                .setParameter("update", update.id())
                .setParameter("incident", incident.id())
                .setParameter("number", update.number())
                .setParameter("published", update.publishedAt())
                .setParameter("urgency", urgency(update))
                .setParameter("notify", letters)
                .executeUpdate();
        streams.begin(update.id());
        planChunk(incident, update, Reached.NOBODY);
    }

    /** The worst first: letters of a critical incident overtake those of a note. */
    private static int urgency(Update update) {
        return switch (update.impact()) {
            case CRITICAL -> 0;
            case MAJOR -> 1;
            case MINOR -> 2;
            case NONE -> 3;
        };
    }

    /** What has not gone of earlier updates need not go: the newer words say more. */
    private void supersede(Incident incident, boolean letters) {
        if (!letters) {
            return;
        }
        database.createNativeMutationQuery("""
                        UPDATE fan_out SET superseded_at = :now, planned_at = coalesce(planned_at, :now)
                         WHERE incident_id = :incident AND notify AND superseded_at IS NULL""")
                .setParameter("now", clock.instant())
                .setParameter("incident", incident.id())
                .executeUpdate();
    }

    /** Plans the next chunk of the most urgent unplanned update; false when there is none. */
    @Transactional
    boolean planNext() {
        Optional<Unplanned> next = database.createNativeQuery("""
                        SELECT update_id, incident_id, next_customer, next_subscriber FROM fan_out WHERE planned_at IS NULL
                         ORDER BY urgency, published_at LIMIT 1 FOR UPDATE SKIP LOCKED""", Object[].class)
                .uniqueResultOptional()
                .map(row -> new Unplanned(
                        (String) row[0],
                        (String) row[1],
                        new Reached(((Number) row[2]).longValue(), ((Number) row[3]).longValue())));
        next.ifPresent(unplanned -> {
            Incident incident = incidents.get(unplanned.incidentId());
            Update update = incident.updates().stream()
                    .filter(u -> u.id().equals(unplanned.updateId()))
                    .findFirst()
                    .orElseThrow();
            boolean whole = planChunk(incident, update, unplanned.reached());
            settled.fire(new DeliveriesSettled(Set.of(incident.id())));
            if (whole) {
                planned.fire(new AudiencePlanned(incident.id()));
            }
        });
        return next.isPresent();
    }

    /** @return whether that was the last one */
    private boolean planChunk(Incident incident, Update update, Reached before) {
        boolean letters = update.notifies() && !incident.imported();
        long customer = before.customer();
        if (customer < Long.MAX_VALUE) {
            List<Integer> unfinished = unfinished(incident);
            customer = audience.join(
                    incident,
                    affectedSince(incident, update, unfinished),
                    added(incident, update, unfinished),
                    before.customer(),
                    CHUNK);
            if (letters) {
                planner.customers(incident, update, urgency(update), before.customer(), customer)
                        .ifPresent(last -> streams.lengthen(update.id(), last));
            }
        }
        long subscriber = !letters
                ? Long.MAX_VALUE
                : customer == Long.MAX_VALUE ? planSubscribers(incident, update, before.subscriber()) : 0;
        Reached reached = new Reached(customer, subscriber);
        database.createNativeMutationQuery("""
                        UPDATE fan_out SET next_customer = :customer, next_subscriber = :subscriber,
                               planned_at = CASE WHEN :done THEN CAST(:now AS timestamptz) END WHERE update_id = :update""")
                .setParameter("customer", customer)
                .setParameter("subscriber", subscriber)
                .setParameter("done", reached.everybody())
                .setParameter("now", clock.instant())
                .setParameter("update", update.id())
                .executeUpdate();
        return reached.everybody();
    }

    /** Numbers of the updates that were superseded before all their audience was looked at. */
    private List<Integer> unfinished(Incident incident) {
        return database.createNativeQuery("""
                        SELECT number FROM fan_out WHERE incident_id = :incident AND superseded_at IS NOT NULL
                           AND next_customer < :all""", Integer.class)
                .setParameter("incident", incident.id())
                .setParameter("all", Long.MAX_VALUE)
                .getResultList();
    }

    /**
     * Since when those who join with this update are affected: from the start for the first, else from this update on. An
     * earlier update that was superseded half way hands the rest of its audience, and its time, over to this one.
     */
    private static Instant affectedSince(Incident incident, Update update, List<Integer> unfinished) {
        return incident.updates().stream()
                .filter(u -> u.number() == update.number()
                        || (unfinished.contains(u.number()) && touched(u).equals(touched(update))))
                .findFirst()
                .map(u -> u.number() == 1 ? incident.startedAt() : u.publishedAt())
                .orElseThrow();
    }

    /** What the incident grew by with this update, and with earlier ones that not all of its audience was looked at for. */
    private static Set<String> added(Incident incident, Update update, List<Integer> unfinished) {
        Set<String> known = new HashSet<>();
        Set<String> added = new HashSet<>();
        for (Update said : incident.updates()) {
            Set<String> touched = touched(said);
            if (said.number() > 1
                    && (said.number() == update.number()
                            || (said.number() < update.number() && unfinished.contains(said.number())))) {
                added.addAll(touched);
                added.removeAll(known);
            }
            known.addAll(touched);
        }
        return added;
    }

    private static Set<String> touched(Update update) {
        return update.changes().stream().map(AffectedChange::componentId).collect(Collectors.toSet());
    }

    /** @return the smallest id of a subscriber not yet looked at */
    private long planSubscribers(Incident incident, Update update, long first) {
        List<String> topics = subscribers.topics(incident, update);
        long end = subscribers.endOfChunk(topics, first, CHUNK);
        planner.subscribers(incident, update, urgency(update), topics, first, end)
                .ifPresent(last -> streams.lengthen(update.id(), last));
        return end;
    }
}
