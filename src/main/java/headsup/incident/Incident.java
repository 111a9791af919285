package headsup.incident;

import headsup.catalog.ComponentStatus;
import headsup.kernel.Refusal;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hibernate.annotations.Array;
import org.jspecify.annotations.Nullable;

/** Something is wrong, or planned to be: what is affected, how bad it is, and all that was said and promised. */
@Entity
@Table(name = "incident")
public class Incident {

    @Id
    @Column(length = 12)
    private String id;

    private String name;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Enumerated(EnumType.STRING)
    private Impact impact;

    private boolean impactStated;
    private Instant startedAt;
    private @Nullable Instant detectedAt;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant monitoringAt;
    private @Nullable Instant resolvedAt;
    private @Nullable Instant scheduledFor;
    private @Nullable Instant scheduledUntil;
    private boolean autoComplete;
    private @Nullable Instant cancelledAt;
    private @Nullable String provider;
    private String policy;
    private boolean imported;

    @Enumerated(EnumType.STRING)
    private Visibility visibility;

    private boolean audienceAll;

    @Array(length = 10_000)
    private String[] audienceCustomers;

    @Array(length = 1_000)
    private String[] audienceTags;

    @ElementCollection
    @CollectionTable(name = "incident_translation", joinColumns = @JoinColumn(name = "incident_id"))
    @MapKeyColumn(name = "language", length = 2)
    @Column(name = "name")
    private Map<String, String> names = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "incident_component", joinColumns = @JoinColumn(name = "incident_id"))
    @OrderColumn(name = "position")
    private List<Affected> components = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "impact_step", joinColumns = @JoinColumn(name = "incident_id"))
    @OrderBy("at")
    private List<ImpactStep> steps = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "maintenance_window", joinColumns = @JoinColumn(name = "incident_id"))
    @OrderBy("number")
    private List<PlannedWindow> windows = new ArrayList<>();

    @OneToMany(cascade = CascadeType.ALL)
    @JoinColumn(name = "incident_id", nullable = false, updatable = false)
    @OrderBy("startedAt")
    private List<Stretch> stretches = new ArrayList<>();

    @OneToMany(cascade = CascadeType.ALL)
    @JoinColumn(name = "incident_id", nullable = false, updatable = false)
    @OrderBy("number")
    private List<Update> updates = new ArrayList<>();

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Incident() {}

    Incident(String id, Declaration declared, Instant startedAt, Instant createdAt, String policy, boolean imported) {
        this.id = id;
        this.name = declared.name();
        this.names.putAll(declared.names().byLanguage());
        this.kind = Kind.INCIDENT;
        this.status = declared.words().status();
        this.impact = Impact.NONE;
        this.startedAt = startedAt;
        this.detectedAt = declared.detectedAt();
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.provider = declared.provider();
        this.policy = policy;
        this.imported = imported;
        this.visibility = declared.visibility();
        this.audienceAll = declared.reach().everyone();
        this.audienceCustomers = declared.reach().customers().toArray(String[]::new);
        this.audienceTags = declared.reach().tags().toArray(String[]::new);
        this.stretches.add(new Stretch(startedAt));
    }

    Incident(String id, Plan plan, Instant createdAt, String policy) {
        this(id, plan.declared(), createdAt, createdAt, policy, false);
        kind = Kind.MAINTENANCE;
        autoComplete = plan.autoComplete();
        planFor(plan.from(), plan.until());
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Its name as this reader reads it. */
    public String name(Locale reader) {
        return names().or(name, reader);
    }

    /** Its name in other languages. */
    public Translations names() {
        return new Translations(names);
    }

    public Kind kind() {
        return kind;
    }

    /** What its last update said. */
    public Status status() {
        return status;
    }

    public Impact impact() {
        return impact;
    }

    /** Whether somebody said how bad it is; else it follows from the components. */
    public boolean impactStated() {
        return impactStated;
    }

    /** When the impact began; of a maintenance, when it was announced. */
    public Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant detectedAt() {
        return detectedAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Moves on any visible change. */
    public Instant updatedAt() {
        return updatedAt;
    }

    public @Nullable Instant monitoringAt() {
        return monitoringAt;
    }

    public @Nullable Instant resolvedAt() {
        return resolvedAt;
    }

    /** Start of a maintenance; null for an incident. */
    public @Nullable Instant scheduledFor() {
        return scheduledFor;
    }

    /** End of a maintenance; null for an incident. */
    public @Nullable Instant scheduledUntil() {
        return scheduledUntil;
    }

    /** Whether the clock ends a maintenance; when it does not, a person does, and its planned end is a promise that runs late. */
    public boolean autoComplete() {
        return autoComplete;
    }

    /** Whether a maintenance that has begun goes on beyond its planned end. */
    public boolean overruns(Instant now) {
        return scheduledUntil != null && isOpen() && status != Status.SCHEDULED && now.isAfter(scheduledUntil);
    }

    /** When a maintenance was called off; its status is then that of one that is over. */
    public @Nullable Instant cancelledAt() {
        return cancelledAt;
    }

    /** Every window a maintenance was given, oldest first; none for an incident. */
    public List<PlannedWindow> windows() {
        return List.copyOf(windows);
    }

    /** How often a maintenance was changed for a calendar (RFC 5545 section 3.8.7.4). */
    public int sequence() {
        return Math.max(0, windows.size() - 1) + (cancelledAt == null ? 0 : 1);
    }

    public @Nullable String provider() {
        return provider;
    }

    /** The goodwill policy in force at its declaration, as in {@code default/1}. */
    public String policy() {
        return policy;
    }

    /** Whether it came from another status page's record: no letters went out. */
    public boolean imported() {
        return imported;
    }

    /** Who may see it. */
    public Visibility visibility() {
        return visibility;
    }

    public Reach reach() {
        return new Reach(audienceAll, List.of(audienceCustomers), List.of(audienceTags));
    }

    public List<Affected> components() {
        return List.copyOf(components);
    }

    /** A component's status with an update; with one that ends the incident, the worst one it had by then. */
    ComponentStatus status(String component, Update update) {
        return ComponentStatus.worst(updates.stream()
                .filter(u -> update.status().isOpen() ? u == update : u.number() <= update.number())
                .flatMap(u -> u.changes().stream())
                .filter(change -> change.componentId().equals(component))
                .map(AffectedChange::after)
                .toList());
    }

    /** Changes of the impact, oldest first. */
    public List<ImpactStep> steps() {
        return List.copyOf(steps);
    }

    /** Stretches of impact, oldest first; at least one. */
    public List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    /** Oldest first; at least one. */
    public List<Update> updates() {
        return List.copyOf(updates);
    }

    public Update lastUpdate() {
        return updates.get(updates.size() - 1);
    }

    public boolean isOpen() {
        return status.isOpen();
    }

    /** The promise that counts now: the last one made. Null when none was. */
    public @Nullable Promise promise() {
        for (int i = updates.size() - 1; i >= 0; i--) {
            Promise promise = updates.get(i).promise();
            if (promise != null) {
                return promise;
            }
        }
        return null;
    }

    /** When it is, or was last, expected to be fixed: of the last stretch of impact. Null when customers were shown none. */
    public @Nullable Estimate estimate() {
        return Estimate.of(lastStretch(), updates);
    }

    /** The same as whoever got this update was told it; null when the impact was over by then. */
    public @Nullable Estimate estimate(Update told) {
        return lasting(told).map(s -> Estimate.of(s, until(told))).orElse(null);
    }

    /** Whether it was said that nobody knows yet when it will be fixed, no estimate was given, and it lasts. */
    public boolean isEstimateUnknown() {
        return isOpen() && lastStretch().restoredAt() == null && Estimate.isUnknown(lastStretch(), updates);
    }

    /** The same as it was when this update was published. */
    public boolean isEstimateUnknown(Update told) {
        return told.status().isOpen()
                && lasting(told).filter(s -> Estimate.isUnknown(s, until(told))).isPresent();
    }

    /** The stretch in which an update was published, as it was then: with no end. */
    private Optional<Stretch> lasting(Update told) {
        return stretches.reversed().stream()
                .filter(s -> !s.startedAt().isAfter(told.publishedAt()))
                .findFirst()
                .filter(s -> s.restoredAt() == null || s.restoredAt().isAfter(told.publishedAt()))
                .map(s -> new Stretch(s.startedAt()));
    }

    private List<Update> until(Update told) {
        return updates.stream().filter(u -> u.number() <= told.number()).toList();
    }

    /**
     * Appends words: sets the status, renews the promise, changes components and impact, ends the impact.
     *
     * @return the components that look different now, by id
     */
    Map<String, ComponentStatus> say(Update update, Words words, Instant publishedAt, Instant changedFrom) {
        answerPromise(publishedAt);
        Instant expected = expectedAfter(words, publishedAt);
        Map<String, ComponentStatus> changed = touchComponents(update, words.components());
        Instant over = lastStretch().restoredAt();
        if (over != null && words.restoredAt() == null && words.status().isOpen() && isWorse(update, words)) {
            failAgain(changedFrom.isBefore(over) ? over : changedFrom);
        }
        updates.add(update);
        status = words.status();
        updatedAt = publishedAt;
        if (status == Status.MONITORING && monitoringAt == null) {
            monitoringAt = publishedAt;
        }
        if (status.isTheEnd() && resolvedAt == null) {
            resolvedAt = publishedAt;
        }
        if (words.restoredAt() != null) {
            restore(words.restoredAt());
        } else if (status.isTheEnd() && lastStretch().restoredAt() == null) {
            restore(publishedAt);
        }
        update.show(lastStretch().restoredAt() == null ? expected : null);
        stepTo(words.impact(), changedFrom);
        return changed;
    }

    /** When it is expected to be fixed once these words are said: words that don't speak of it leave it as it stood. */
    private @Nullable Instant expectedAfter(Words words, Instant publishedAt) {
        if (words.estimateAt() != null || words.estimateUnknown()) {
            return words.estimateAt();
        }
        Estimate before = estimate();
        return before != null && before.state(publishedAt) == Estimate.State.STANDING ? before.at() : null;
    }

    /**
     * Whether an update says that it fails again what had been restored: a component got worse, or the impact is said to be
     * worse, or to be there by words that are back at looking for the cause.
     */
    private boolean isWorse(Update update, Words words) {
        boolean component = update.changes().stream()
                .anyMatch(c -> c.after().isWorseThan(c.before()) && Impact.of(c.after()) != Impact.NONE);
        Impact stated = words.impact();
        return component
                || (stated != null
                        && stated != Impact.NONE
                        && (stated.isWorseThan(impact)
                                || words.status() == Status.INVESTIGATING
                                || words.status() == Status.IDENTIFIED));
    }

    private void answerPromise(Instant at) {
        Promise open = promise();
        if (open != null) {
            open.answer(at);
        }
    }

    /** The impact that an update with these words has: as stated, else the worst the components ever were. */
    Impact impactAfter(Words words) {
        if (words.impact() != null) {
            return words.impact();
        }
        return impactStated ? impact : impact.worse(impactOf(words.components()));
    }

    private void stepTo(@Nullable Impact stated, Instant from) {
        Impact next = updates.get(updates.size() - 1).impact();
        impactStated = impactStated || stated != null;
        if (next != impact || steps.isEmpty()) {
            steps.add(new ImpactStep(from, next));
        }
        impact = next;
    }

    static Impact impactOf(Map<String, ComponentStatus> components) {
        return Impact.of(ComponentStatus.worst(components.values()));
    }

    /**
     * How bad it is, or was, at its worst for somebody who depends on these of its components, as the books have it (policy
     * 11.1). For who depends on none of them it is as bad as the whole; a maintenance states itself how bad it is.
     */
    public Impact impactFor(Set<String> own) {
        if (own.isEmpty() || kind == Kind.MAINTENANCE) {
            return impact;
        }
        return ImpactTimeline.of(this).of(own).stream().map(Exposure::impact).reduce(Impact.NONE, Impact::worse);
    }

    private Map<String, ComponentStatus> touchComponents(Update update, Map<String, ComponentStatus> wanted) {
        Map<String, ComponentStatus> before = new LinkedHashMap<>();
        components.forEach(c -> before.put(c.componentId(), c.status()));
        Map<String, ComponentStatus> after = new LinkedHashMap<>(before);
        after.putAll(wanted);
        List<AffectedChange> changes = new ArrayList<>();
        after.forEach((component, now) -> changes.add(new AffectedChange(
                component, Objects.requireNonNullElse(before.get(component), ComponentStatus.OPERATIONAL), now)));
        update.touch(changes);
        if (!after.equals(before)) {
            components.clear();
            after.forEach((component, now) -> components.add(new Affected(component, now)));
        }
        return wanted;
    }

    private void restore(Instant at) {
        if (at.isBefore(lastStretch().startedAt())) {
            throw Refusal.field("restoredAt", "lies before the start of the impact");
        }
        lastStretch().restore(at);
    }

    private Stretch lastStretch() {
        return stretches.get(stretches.size() - 1);
    }

    void failAgain(Instant at) {
        if (lastStretch().restoredAt() != null) {
            stretches.add(new Stretch(at));
        }
        resolvedAt = null;
    }

    /** The impact began at another time than was thought; what came later in it stays where it was. */
    void startAt(Instant at) {
        Stretch first = stretches.get(0);
        if (at.isAfter(updates.get(0).publishedAt())) {
            throw Refusal.field("startedAt", "lies after the first update, which customers have read");
        }
        if ((steps.size() > 1 && at.isAfter(steps.get(1).at()))
                || (first.restoredAt() != null && at.isAfter(first.restoredAt()))) {
            throw Refusal.field("startedAt", "lies after what came later in this incident");
        }
        first.startAt(at);
        steps.set(0, new ImpactStep(at, steps.get(0).impact()));
        startedAt = at;
    }

    /**
     * What failed last was restored at another time than was thought.
     *
     * @return the time that was thought
     */
    Instant restoreAt(Instant at) {
        Instant former = lastStretch().restoredAt();
        if (former == null) {
            throw Refusal.illegalTransition("It is not restored yet; post an update with restoredAt.");
        }
        restore(at);
        return former;
    }

    /** Gives a maintenance another window, told by the update that comes next. Until it begins, its impact moves with it. */
    void planFor(Instant from, Instant until) {
        int number = updates.size() + 1;
        windows.add(
                windows.isEmpty()
                        ? new PlannedWindow(number, number, from, until)
                        : windows.get(windows.size() - 1).movedBy(number, from, until));
        scheduledFor = from;
        scheduledUntil = until;
        if (status == Status.SCHEDULED) {
            lastStretch().startAt(from);
            if (!steps.isEmpty()) {
                steps.clear();
                steps.add(new ImpactStep(from, impact));
            }
        }
    }

    /** Calls a maintenance off; what it would have done never was. */
    void callOff(Instant at) {
        cancelledAt = at;
        lastStretch().restore(lastStretch().startedAt());
    }

    /** Counts its changes. */
    public int version() {
        return version;
    }

    void showTo(Visibility whom) {
        visibility = whom;
    }

    void touch(Instant at) {
        updatedAt = at;
    }
}
