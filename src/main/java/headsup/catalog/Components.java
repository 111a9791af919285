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

    /**
     * Who gives components a status.
     *
     * @param incident null: somebody by hand
     * @param hidden whether the world may not see it
     */
    public record Cause(@Nullable String incident, boolean hidden) {
        static final Cause BY_HAND = new Cause(null, false);
    }

    /**
     * How a component looks from now on, and what an incident says of it.
     *
     * @param status with everything counted
     * @param said null: lets go, so that it is what others hold it to
     * @param holds whether the incident goes on saying so
     */
    public record Look(ComponentStatus status, @Nullable ComponentStatus said, boolean holds) {
        static Look of(ComponentStatus status) {
            return new Look(status, status, false);
        }
    }

    private static final Comparator<Component> PAGE_ORDER = Comparator.<Component>comparingInt(
                    c -> c.group() == null ? 0 : c.group().position())
            .thenComparing(c -> c.group() == null ? "" : c.group().id())
            .thenComparingInt(Component::position)
            .thenComparing(Component::name);

    private final Session database;
    private final Clock clock;
    private final AuditTrail trail;
    private final Event<CatalogChanged> changed;
    private final StatusRecords records;

    Components(Session database, Clock clock, AuditTrail trail, Event<CatalogChanged> changed, StatusRecords records) {
        this.records = records;
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
        records.add(component.id(), Cause.BY_HAND, Look.of(component.status()), true, now);
        if (draft.status() != null) {
            showByHand(component, draft.status(), now);
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
            showByHand(component, draft.status(), now);
        }
        trail.note("component.changed", id, name);
        changed.fire(new CatalogChanged());
        return component;
    }

    /**
     * Shows each named component with its status, and remembers since when, and who says so. Where something was recorded
     * after {@code at} already, that stays, and the status is recorded once more as of now: the last record always says what
     * is shown.
     */
    @Transactional
    public void show(Cause cause, Map<String, Look> looks, Instant at) {
        Instant now = clock.instant();
        looks.forEach((id, look) -> {
            boolean changed = get(id).status() != look.status();
            boolean recordedSince = records.isAnyAfter(id, at);
            records.add(id, cause, look, changed, at);
            if (recordedSince) {
                records.add(id, cause, look, changed, now);
            }
        });
        Map<String, ComponentStatus> seen = records.seenByAll(looks.keySet());
        looks.forEach((id, look) -> {
            Component component = get(id);
            component.show(look.status());
            component.showAll(seen.getOrDefault(id, look.status()), now);
        });
    }

    private void showByHand(Component component, ComponentStatus status, Instant now) {
        if (component.status() != status || component.publicStatus() != status) {
            show(Cause.BY_HAND, Map.of(component.id(), Look.of(status)), now);
        }
    }

    /** Remembers that the components once had these statuses; what is shown now stays. */
    @Transactional
    public void remember(Cause cause, Map<String, Look> looks, Instant at) {
        looks.forEach((id, look) -> records.add(id, cause, look, true, at));
    }

    /** Whatever this incident said of components is for all to see from now on, or no longer: now, and in the past. */
    @Transactional
    public void hide(String incident, boolean hidden) {
        Instant now = clock.instant();
        database.flush();
        List<String> touched = records.hide(incident, hidden);
        Map<String, ComponentStatus> seen = records.seenByAll(touched);
        for (String id : touched) {
            Component component = get(id);
            component.showAll(seen.getOrDefault(id, component.status()), now);
            component.touch(now);
        }
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

    /**
     * Every status change the world sees at or after {@code since}, and for each component at least the last one before, oldest
     * first.
     */
    @Transactional
    public List<StatusChange> history(Instant since) {
        return records.history(since);
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
