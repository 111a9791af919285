package headsup.catalog;

import headsup.access.AuditTrail;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The components: added, described, shown with a status; found by id or name. */
@ApplicationScoped
public class Components implements PanacheRepositoryBase<Component, String> {

    /**
     * What a component looks like to whoever writes it; null leaves a field as it is.
     *
     * @param showcase whether the page shows its ninety days; a new one does
     */
    public record Draft(
            @Nullable String name,
            @Nullable String description,
            @Nullable String group,
            @Nullable Integer position,
            @Nullable ComponentStatus status,
            @Nullable Boolean showcase) {}

    /** From {@code at} on, the component had this status. */
    public record StatusChange(String componentId, ComponentStatus status, Instant at) {}

    private static final Comparator<Component> PAGE_ORDER = Comparator.<Component>comparingInt(
                    c -> c.group() == null ? 0 : c.group().position())
            .thenComparing(c -> c.group() == null ? "" : c.group().id())
            .thenComparingInt(Component::position)
            .thenComparing(Component::name);

    private final Session database;
    private final Clock clock;
    private final AuditTrail trail;
    private final Event<CatalogChanged> changed;

    Components(Session database, Clock clock, AuditTrail trail, Event<CatalogChanged> changed) {
        this.database = database;
        this.clock = clock;
        this.trail = trail;
        this.changed = changed;
    }

    /** In the order of the page: those without a group first, then group by group. */
    @Transactional
    public List<Component> inPageOrder() {
        return listAll().stream().sorted(PAGE_ORDER).toList();
    }

    /** By position. */
    @Transactional
    public List<ComponentGroup> groups() {
        return database.createSelectionQuery("from ComponentGroup order by position, id", ComponentGroup.class)
                .getResultList();
    }

    /**
     * Adds a component, operational from now on, at the end of its group; the group is made when it is new.
     *
     * @throws Refusal {@code invalid_field} when the name is taken in that group
     */
    @Transactional
    public Component add(Draft draft) {
        String name = draft.name();
        if (name == null) {
            throw Refusal.field("name", "is missing");
        }
        Instant now = clock.instant();
        ComponentGroup group = draft.group() == null ? null : groupNamed(draft.group(), now);
        refuseTaken(name, group, null);
        int position = draft.position() == null ? nextPosition(group) : draft.position();
        Component component =
                new Component(PublicId.next(), name, group, position, now, LocalDate.ofInstant(now, ZoneOffset.UTC));
        component.describe(draft.description(), now);
        component.showcase(draft.showcase() == null || draft.showcase(), now);
        persist(component);
        flush();
        record(component.id(), component.status(), now);
        if (draft.status() != null) {
            show(Map.of(component.id(), draft.status()), now);
        }
        trail.note("component.added", component.id(), name);
        changed.fire(new CatalogChanged());
        return component;
    }

    /** @throws Refusal {@code not_found}; {@code invalid_field} when the new name is taken */
    @Transactional
    public Component change(String id, Draft draft) {
        Component component = get(id);
        Instant now = clock.instant();
        ComponentGroup group = draft.group() == null ? component.group() : groupNamed(draft.group(), now);
        String name = draft.name() == null ? component.name() : draft.name();
        refuseTaken(name, group, component);
        component.rename(name, now);
        if (draft.description() != null) {
            component.describe(draft.description(), now);
        }
        if (draft.showcase() != null) {
            component.showcase(draft.showcase(), now);
        }
        component.moveTo(group, draft.position() == null ? component.position() : draft.position(), now);
        if (draft.status() != null) {
            show(Map.of(id, draft.status()), now);
        }
        trail.note("component.changed", id, name);
        changed.fire(new CatalogChanged());
        return component;
    }

    /**
     * Shows each named component with its status, and remembers since when. Where something was recorded after {@code at}
     * already, that stays, and the status is recorded once more as of now: the last record always says what is shown.
     */
    @Transactional
    public void show(Map<String, ComponentStatus> statuses, Instant at) {
        Instant now = clock.instant();
        statuses.forEach((id, status) -> {
            Component component = get(id);
            if (component.show(status, now)) {
                boolean recordedSince = isRecordedAfter(id, at);
                record(id, status, at);
                if (recordedSince) {
                    record(id, status, now);
                }
            }
        });
    }

    /** Remembers that the components once had these statuses; what is shown now stays. */
    @Transactional
    public void remember(Map<String, ComponentStatus> statuses, Instant at) {
        statuses.forEach((id, status) -> record(id, status, at));
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public Component get(String id) {
        return findByIdOptional(id).orElseThrow(() -> Refusal.notFound("component", id));
    }

    /**
     * By id, by name, or by {@code Group - Name}; {@code field} is where the caller wrote it.
     *
     * @throws Refusal {@code invalid_field} when unknown, or when a bare name stands in several groups
     */
    @Transactional
    public Component resolve(String idOrName, String field) {
        Optional<Component> byId = findByIdOptional(idOrName);
        if (byId.isPresent()) {
            return byId.get();
        }
        List<Component> named = listAll().stream()
                .filter(c -> c.name().equals(idOrName) || c.fullName().equals(idOrName))
                .toList();
        if (named.isEmpty()) {
            throw Refusal.field(field, "is no component we know: " + idOrName);
        }
        if (named.size() > 1) {
            throw Refusal.field(field, "stands in several groups; use the id or \"Group - Name\": " + idOrName);
        }
        return named.get(0);
    }

    /** Every status change at or after {@code since}, and for each component the last one before, oldest first. */
    @Transactional
    public List<StatusChange> history(Instant since) {
        return database.createNativeQuery("""
                        SELECT component_id, status, at, id FROM component_status_change WHERE at >= :since
                        UNION ALL
                        SELECT component_id, status, at, id FROM (SELECT DISTINCT ON (component_id) component_id, status, at, id
                          FROM component_status_change WHERE at < :since ORDER BY component_id, at DESC, id DESC) AS earlier
                        ORDER BY at, id""", Object[].class).setParameter("since", since).stream()
                .map(row ->
                        new StatusChange((String) row[0], ComponentStatus.valueOf((String) row[1]), (Instant) row[2]))
                .toList();
    }

    private boolean isRecordedAfter(String id, Instant at) {
        return database.createNativeQuery(
                        "SELECT EXISTS (SELECT 1 FROM component_status_change WHERE component_id = :id AND at > :at)",
                        Boolean.class)
                .setParameter("id", id)
                .setParameter("at", at)
                .getSingleResult();
    }

    private void record(String id, ComponentStatus status, Instant at) {
        database.createNativeMutationQuery(
                        "INSERT INTO component_status_change (component_id, status, at) VALUES (:id, :status, :at)")
                .setParameter("id", id)
                .setParameter("status", status.name())
                .setParameter("at", at)
                .executeUpdate();
    }

    private ComponentGroup groupNamed(String name, Instant now) {
        List<ComponentGroup> groups = groups();
        return groups.stream().filter(g -> g.name().equals(name)).findFirst().orElseGet(() -> {
            int last = groups.isEmpty() ? 0 : groups.get(groups.size() - 1).position();
            ComponentGroup group = new ComponentGroup(PublicId.next(), name, last + 1, now);
            database.persist(group);
            return group;
        });
    }

    private int nextPosition(@Nullable ComponentGroup group) {
        return 1 + inGroup(group).stream().mapToInt(Component::position).max().orElse(0);
    }

    private void refuseTaken(String name, @Nullable ComponentGroup group, @Nullable Component except) {
        if (inGroup(group).stream().anyMatch(c -> c.name().equals(name) && c != except)) {
            throw Refusal.field("name", "is taken by another component of this group");
        }
    }

    private List<Component> inGroup(@Nullable ComponentGroup group) {
        return group == null ? list("group is null") : list("group", group);
    }
}
