package headsup.audience;

import headsup.audience.ServiceStatus.Part;
import headsup.audience.Subscribers.Kept;
import headsup.catalog.Component;
import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.incident.Affected;
import headsup.incident.Incident;
import headsup.incident.IncidentCache;
import headsup.incident.Kind;
import headsup.incident.Reach;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Finds the status of the service for one reader: a customer, somebody at several customers, a subscriber. Nobody is shown an
 * incident that only others may see, nor a component's state that comes of it.
 */
@ApplicationScoped
public class ServiceStatuses {

    /** How long an incident that is over is still shown. */
    static final Duration LATELY = Duration.ofDays(30);

    private static final int MOST_RECENT = 20;
    private static final int MOST_LOOKED_AT = 200;

    private static final Comparator<OwnIncident> WORST_FIRST = Comparator.comparing(
                    (OwnIncident own) -> own.incident().kind() == Kind.MAINTENANCE)
            .thenComparing(own -> own.incident().kind() == Kind.MAINTENANCE ? begin(own) : Instant.MIN)
            .thenComparing(OwnIncident::impact, Comparator.reverseOrder())
            .thenComparing(own -> own.incident().startedAt(), Comparator.reverseOrder());

    /** @param own its components that the customers depend on, as frozen when they joined */
    private record Membership(Instant joinedAt, Set<String> own) {

        /** Of one who depends on nothing in particular it is all of them, and so it is for whoever reads for both. */
        Membership with(Membership other) {
            Set<String> both = new HashSet<>(own);
            both.addAll(other.own);
            boolean all = own.isEmpty() || other.own.isEmpty();
            return new Membership(joinedAt.isBefore(other.joinedAt) ? joinedAt : other.joinedAt, all ? Set.of() : both);
        }
    }

    /** Whom it is for. */
    private record Readers(
            List<Profile> customers, @Nullable Kept subscription, Set<String> components) {}

    private final Session database;
    private final Components catalog;
    private final IncidentCache incidents;
    private final Clock clock;

    ServiceStatuses(Session database, Components catalog, IncidentCache incidents, Clock clock) {
        this.database = database;
        this.catalog = catalog;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** For these customers, as one. */
    @Transactional
    public ServiceStatus of(Collection<Profile> customers) {
        return of(customers, Optional.empty());
    }

    /** For these customers and what the same reader asked for on the public page, as one. */
    @Transactional
    public ServiceStatus of(Collection<Profile> customers, Optional<Kept> subscription) {
        List<Component> all = catalog.inPageOrder();
        Kept kept = subscription.orElse(null);
        Readers readers = new Readers(List.copyOf(customers), kept, components(customers, kept, all));
        List<OwnIncident> open = concerning(readers, incidents.open()).stream()
                .sorted(WORST_FIRST)
                .toList();
        return new ServiceStatus(parts(all, readers, open), open, recent(readers));
    }

    private static Set<String> components(Collection<Profile> customers, @Nullable Kept kept, List<Component> all) {
        Set<String> ids = new HashSet<>();
        customers.forEach(customer -> ids.addAll(customer.components()));
        if (kept != null) {
            ids.addAll(kept.everything() ? all.stream().map(Component::id).toList() : kept.components());
        }
        return ids;
    }

    private static List<Part> parts(List<Component> all, Readers readers, List<OwnIncident> open) {
        Map<String, List<ComponentStatus>> stated = new HashMap<>();
        open.stream().flatMap(own -> own.components().stream()).forEach(affected -> stated.computeIfAbsent(
                        affected.componentId(), id -> new ArrayList<>())
                .add(affected.status()));
        return all.stream()
                .filter(component -> readers.components().contains(component.id()))
                .map(component -> {
                    List<ComponentStatus> statuses = stated.getOrDefault(component.id(), new ArrayList<>());
                    statuses.add(component.publicStatus());
                    return new Part(component, ComponentStatus.worst(statuses));
                })
                .toList();
    }

    private List<OwnIncident> recent(Readers readers) {
        Instant since = clock.instant().minus(LATELY);
        Map<String, Incident> over = new LinkedHashMap<>();
        if (!readers.customers().isEmpty()) {
            incidents.endedSince(since, lastJoined(readers.customers())).forEach(i -> over.put(i.id(), i));
        }
        if (readers.subscription() != null) {
            incidents.publicEndedSince(since, MOST_LOOKED_AT).forEach(i -> over.put(i.id(), i));
        }
        return concerning(readers, over.values()).stream()
                .sorted(Comparator.comparing((OwnIncident own) -> end(own.incident()))
                        .reversed())
                .limit(MOST_RECENT)
                .toList();
    }

    private List<String> lastJoined(List<Profile> customers) {
        return database.createNativeQuery("""
                        SELECT incident_id FROM audience_member WHERE customer_id = ANY (:customers)
                         ORDER BY joined_at DESC, incident_id LIMIT :most""", String.class)
                .setParameter("customers", customers.stream().map(Profile::id).toArray(Long[]::new))
                .setParameter("most", MOST_LOOKED_AT)
                .getResultList();
    }

    private List<OwnIncident> concerning(Readers readers, Collection<Incident> found) {
        Map<String, Membership> memberships = memberships(readers.customers(), found);
        List<OwnIncident> own = new ArrayList<>();
        for (Incident incident : found) {
            Membership member = memberships.get(incident.id());
            if (member != null) {
                own.add(new OwnIncident(incident, member.own(), member.joinedAt()));
            } else if (isTakenIn(readers, incident) || isAskedFor(readers.subscription(), incident)) {
                own.add(new OwnIncident(incident, shared(readers.components(), incident), null));
            }
        }
        return own;
    }

    private Map<String, Membership> memberships(List<Profile> customers, Collection<Incident> found) {
        if (customers.isEmpty() || found.isEmpty()) {
            return Map.of();
        }
        Map<String, Membership> memberships = new HashMap<>();
        database
                .createNativeQuery("""
                        SELECT m.incident_id, m.joined_at, s.components FROM audience_member m
                          LEFT JOIN dependency_set s ON s.incident_id = m.incident_id AND s.id = m.dependency_set
                         WHERE m.customer_id = ANY (:customers) AND m.incident_id = ANY (:incidents)""", Object[].class)
                .setParameter("customers", customers.stream().map(Profile::id).toArray(Long[]::new))
                .setParameter("incidents", found.stream().map(Incident::id).toArray(String[]::new))
                .stream()
                .forEach(row -> memberships.merge(
                        (String) row[0],
                        new Membership((Instant) row[1], row[2] == null ? Set.of() : Set.of((String[]) row[2])),
                        Membership::with));
        return memberships;
    }

    /** Who is affected but not written down yet: the audience of a large incident joins chunk by chunk. */
    private static boolean isTakenIn(Readers readers, Incident incident) {
        return incident.isOpen() && readers.customers().stream().anyMatch(customer -> isTakenIn(customer, incident));
    }

    private static boolean isTakenIn(Profile customer, Incident incident) {
        Reach reach = incident.reach();
        boolean depends = reach.everyone()
                || !shared(Set.copyOf(customer.components()), incident).isEmpty();
        return depends
                && (!reach.isNarrowed()
                        || reach.customers().contains(customer.ref())
                        || !Collections.disjoint(reach.tags(), customer.tags()));
    }

    private static boolean isAskedFor(@Nullable Kept kept, Incident incident) {
        return kept != null
                && incident.visibility().isPublic()
                && (kept.everything()
                        || incident.reach().everyone()
                        || kept.incidents().stream().anyMatch(one -> one.id().equals(incident.id()))
                        || !shared(Set.copyOf(kept.components()), incident).isEmpty());
    }

    private static Set<String> shared(Set<String> components, Incident incident) {
        Set<String> shared = new HashSet<>(components);
        shared.retainAll(
                incident.components().stream().map(Affected::componentId).toList());
        return shared;
    }

    private static Instant begin(OwnIncident own) {
        return Objects.requireNonNullElse(
                own.incident().scheduledFor(), own.incident().startedAt());
    }

    private static Instant end(Incident incident) {
        return Objects.requireNonNullElse(incident.resolvedAt(), incident.updatedAt());
    }
}
