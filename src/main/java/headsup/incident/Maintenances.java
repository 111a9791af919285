package headsup.incident;

import headsup.access.Actor;
import headsup.access.AuditTrail;
import headsup.catalog.ComponentStatus;
import headsup.kernel.PlainText;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The maintenances and their verbs. Each verb is one transaction that holds the maintenance alone: it checks the
 * transition, appends words, and fires what {@link Incidents} fires.
 */
@ApplicationScoped
public class Maintenances {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private final Incidents incidents;
    private final Telling telling;
    private final Headcount headcount;
    private final Terms terms;
    private final Actor actor;
    private final AuditTrail trail;
    private final Clock clock;

    Maintenances(
            Incidents incidents,
            Telling telling,
            Headcount headcount,
            Terms terms,
            Actor actor,
            AuditTrail trail,
            Clock clock) {
        this.incidents = incidents;
        this.telling = telling;
        this.headcount = headcount;
        this.terms = terms;
        this.actor = actor;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Announces a maintenance with its first words; its components stay as they are until it begins.
     *
     * @throws Refusal {@code invalid_field}: a beginning in the past or more than a year ahead, an end that is not after it
     *     or more than 31 days after it, a promise in the past, a name of more than one line, an audience that names
     *     somebody unknown
     */
    @Transactional
    public Incident announce(Plan plan) {
        Instant now = clock.instant();
        Incident maintenance = planned(plan, now);
        incidents.persist(maintenance);
        say(maintenance, plan.declared().words(), now, plan.from());
        trail.note("maintenance.announced", maintenance.id(), maintenance.name());
        return Incidents.loaded(maintenance);
    }

    /** As announced, but kept nowhere yet. @throws Refusal as {@link #announce} */
    Incident planned(Plan plan, Instant now) {
        check(plan);
        return new Incident(PublicId.next(), plan, now, terms.inForce());
    }

    /** Announces nothing. @throws Refusal as {@link #announce}, but for the promise */
    @Transactional
    public void check(Plan plan) {
        refuseWindow(plan.from(), plan.until(), clock.instant());
        PlainText.line("name", plan.declared().name());
        headcount.refuseUnknown(plan.declared().reach());
    }

    /**
     * Holds it alone until the end of the transaction, for somebody who knows of so many updates.
     *
     * @throws Refusal {@code not_found}; {@code stale} when somebody, or the clock, said more since
     */
    @Transactional
    public void hold(String id, int known) {
        locked(id);
        incidents.hold(id, known);
    }

    /** With everything it holds loaded. @throws Refusal {@code not_found}, also for an incident */
    @Transactional
    public Incident get(String id) {
        return incidents
                .findByIdOptional(id)
                .filter(found -> found.kind() == Kind.MAINTENANCE)
                .map(Incidents::loaded)
                .orElseThrow(() -> Refusal.notFound("maintenance", id));
    }

    /**
     * Moves it: both ends while it is scheduled, its end to a later time while it goes on.
     *
     * @param from null leaves it
     * @param until null leaves it
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it is over, or for another beginning once it has
     *     begun; {@code invalid_field} as in {@link #announce}, for a window that is the same, or an earlier end once it has
     *     begun
     */
    @Transactional
    public Update move(String id, @Nullable Instant from, @Nullable Instant until, Words words) {
        Incident maintenance = open(id);
        Instant now = clock.instant();
        Instant oldFrom = Objects.requireNonNull(maintenance.scheduledFor());
        Instant oldUntil = Objects.requireNonNull(maintenance.scheduledUntil());
        Instant newFrom = Objects.requireNonNullElse(from, oldFrom);
        Instant newUntil = Objects.requireNonNullElse(until, oldUntil);
        if (newFrom.equals(oldFrom) && newUntil.equals(oldUntil)) {
            throw Refusal.field(from == null ? "scheduledUntil" : "scheduledFor", "is what is planned already");
        }
        if (maintenance.status() == Status.SCHEDULED) {
            refuseWindow(newFrom, newUntil, now);
        } else {
            refuseExtension(oldFrom, newFrom, oldUntil, newUntil, now);
        }
        maintenance.planFor(newFrom, newUntil);
        Update update = say(maintenance, as(maintenance.status(), words), now, changedFrom(maintenance, now));
        trail.note("maintenance.moved", id, newFrom + " - " + newUntil);
        return update;
    }

    /**
     * Moves it, and changes who may see it before anybody is told; null leaves that.
     *
     * @throws Refusal as {@link #move(String, Instant, Instant, Words)}
     */
    @Transactional
    public Update move(
            String id, @Nullable Instant from, @Nullable Instant until, Words words, @Nullable Visibility visibility) {
        if (visibility != null) {
            showTo(id, visibility);
        }
        return move(id, from, until, words);
    }

    /** Changes who may see it, as {@link Incidents#showTo}. @throws Refusal {@code not_found} */
    @Transactional
    public void showTo(String id, Visibility visibility) {
        locked(id);
        incidents.showTo(id, visibility);
    }

    /**
     * Posts words. It begins by the clock alone; once begun it may be in progress, verifying, or completed, also before its
     * time.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it is over, or from its status to that one;
     *     {@code invalid_field} for a promise in the past, a restoration in the future or before the beginning
     */
    @Transactional
    public Update post(String id, Words words) {
        Incident maintenance = open(id);
        refuseTransition(maintenance.status(), words.status());
        Instant now = clock.instant();
        Update update = say(maintenance, words, now, changedFrom(maintenance, now));
        trail.note("maintenance.updated", id, words.status().word());
        return update;
    }

    /**
     * Calls it off; it will not have been. Its status is that of one that is over, since readers know no other.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} once it has begun
     */
    @Transactional
    public Update cancel(String id, Words words) {
        Incident maintenance = open(id);
        if (maintenance.status() != Status.SCHEDULED) {
            throw Refusal.illegalTransition("It has begun; complete it.");
        }
        Instant now = clock.instant();
        maintenance.callOff(now);
        Update update = say(maintenance, as(Status.COMPLETED, words), now, changedFrom(maintenance, now));
        trail.note("maintenance.cancelled", id, maintenance.name());
        return update;
    }

    /**
     * Tells why it took longer, or what else is owed to those it hit.
     *
     * @param blame whether it puts it on somebody else; null leaves that to the judgement
     * @throws Refusal {@code not_found}; {@code illegal_transition} until it is completed, and when it was cancelled
     */
    @Transactional
    public Update tellRootCause(String id, String message, Translations translations, @Nullable Boolean blame) {
        Incident maintenance = locked(id);
        if (maintenance.isOpen() || maintenance.cancelledAt() != null) {
            throw Refusal.illegalTransition("Only a maintenance that was completed has a root cause to tell.");
        }
        Words words = words(Status.COMPLETED, Update.Kind.ROOT_CAUSE, message, Map.of(), true)
                .in(translations)
                .blaming(blame);
        Instant now = clock.instant();
        Update update = say(maintenance, words, now, now);
        trail.note("maintenance.root_cause_told", id, "");
        return update;
    }

    /**
     * One that goes on beyond its planned end.
     *
     * @param name as its original says
     */
    public record Overrun(String id, String name, Instant plannedEnd) {}

    /** Those that a person must end and nobody has ended in time, the earliest first. */
    @Transactional
    public List<Overrun> overrunning() {
        Instant now = clock.instant();
        return incidents
                .list(
                        "kind = ?1 and resolvedAt is null and scheduledUntil <= ?2 and autoComplete = false order by scheduledUntil, id",
                        Kind.MAINTENANCE,
                        now)
                .stream()
                .filter(maintenance -> maintenance.status() != Status.SCHEDULED)
                .map(maintenance -> new Overrun(
                        maintenance.id(), maintenance.name(), Objects.requireNonNull(maintenance.scheduledUntil())))
                .toList();
    }

    /** Those whose time has come, the earliest first. */
    @Transactional
    List<String> due() {
        Instant now = clock.instant();
        return incidents.list("kind = ?1 and resolvedAt is null order by scheduledFor, id", Kind.MAINTENANCE).stream()
                .filter(maintenance -> Turn.due(maintenance, now).isPresent())
                .map(Incident::id)
                .toList();
    }

    /** Does what the clock says, if it is still to be done: once, whoever asks and how often. */
    @Transactional
    Optional<Turn> turn(String id) {
        Incident maintenance = incidents.locked(id);
        Instant now = clock.instant();
        Optional<Turn> due = Turn.due(maintenance, now);
        due.ifPresent(turn -> {
            switch (turn) {
                case BEGIN -> begin(maintenance, now);
                case END -> end(maintenance, now);
            }
        });
        return due;
    }

    private void begin(Incident maintenance, Instant now) {
        Instant from = Objects.requireNonNull(maintenance.scheduledFor());
        Instant until = Objects.requireNonNull(maintenance.scheduledUntil());
        Map<String, ComponentStatus> touched = new HashMap<>();
        maintenance.components().forEach(c -> touched.put(c.componentId(), ComponentStatus.UNDER_MAINTENANCE));
        // Nobody is told that it begins when it is over already.
        boolean missed = maintenance.autoComplete() && !until.isAfter(now);
        Words words = words(
                Status.IN_PROGRESS,
                Update.Kind.NEWS,
                "The maintenance has begun.",
                touched,
                tells(maintenance) && !missed);
        Instant told = Turn.toldAt(from, now);
        telling.append(maintenance, words.promising(nextWord(maintenance, told)), told, from, Update.CLOCK);
    }

    private void end(Incident maintenance, Instant now) {
        Instant until = Objects.requireNonNull(maintenance.scheduledUntil());
        Words words = words(
                        Status.COMPLETED,
                        Update.Kind.RESOLVED,
                        "The maintenance is complete.",
                        Map.of(),
                        tells(maintenance))
                .restoredAt(until);
        telling.append(maintenance, words, Turn.toldAt(until, now), until, Update.CLOCK);
    }

    /** Whoever announced it quietly has it begin and end quietly. */
    private static boolean tells(Incident maintenance) {
        return maintenance.updates().get(0).notifies();
    }

    private static Words words(
            Status status,
            Update.Kind kind,
            String message,
            Map<String, ComponentStatus> components,
            boolean notifies) {
        return new Words(status, kind, message, null, null, components, null, null, false, notifies);
    }

    private Update say(Incident maintenance, Words words, Instant now, Instant changedFrom) {
        return telling.append(maintenance, promising(maintenance, words, now), now, changedFrom, actor.name());
    }

    /**
     * The words with the promise they make: their own, or the end of the window; what is ahead or over makes none by itself.
     *
     * @throws Refusal {@code invalid_field} for a promise in the past, a restoration in the future
     */
    Words promising(Incident maintenance, Words words, Instant now) {
        Incidents.refusePast("nextUpdateAt", words.nextAt(), now);
        Incidents.refuseFuture("restoredAt", words.restoredAt(), now);
        if (!words.status().isOpen()) {
            return words.promising(null);
        }
        boolean owed = words.nextAt() == null && words.status() != Status.SCHEDULED;
        return owed ? words.promising(nextWord(maintenance, now)) : words;
    }

    /** While it goes on, its end is the promise of the next word; beyond it words are owed as in an incident of that kind. */
    private Instant nextWord(Incident maintenance, Instant told) {
        Instant until = Objects.requireNonNull(maintenance.scheduledUntil());
        return until.isAfter(told)
                ? until
                : told.plus(terms.cadence(maintenance.policy(), Impact.MAJOR).next());
    }

    static Instant changedFrom(Incident maintenance, Instant now) {
        return maintenance.status() == Status.SCHEDULED ? Objects.requireNonNull(maintenance.scheduledFor()) : now;
    }

    private static Words as(Status status, Words words) {
        return words.as(status, status == Status.COMPLETED ? Update.Kind.RESOLVED : words.kind());
    }

    private Incident open(String id) {
        Incident maintenance = locked(id);
        if (!maintenance.isOpen()) {
            throw Refusal.illegalTransition(
                    "The maintenance is " + (maintenance.cancelledAt() == null ? "completed." : "cancelled."));
        }
        return maintenance;
    }

    private Incident locked(String id) {
        Incident found = incidents.locked(id);
        if (found.kind() != Kind.MAINTENANCE) {
            throw Refusal.notFound("maintenance", id);
        }
        return found;
    }

    private static void refuseTransition(Status from, Status to) {
        boolean possible =
                switch (to) {
                    case SCHEDULED -> from == Status.SCHEDULED;
                    case IN_PROGRESS, VERIFYING, COMPLETED -> from != Status.SCHEDULED;
                    case INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED, POSTMORTEM ->
                        throw Refusal.field("status", "must be scheduled, in_progress, verifying or completed");
                };
        if (!possible) {
            throw Refusal.illegalTransition(
                    from == Status.SCHEDULED
                            ? "It begins by the clock; give it another window, or cancel it."
                            : "It has begun.");
        }
    }

    /** To begin within the running minute is to begin now. */
    private static void refuseWindow(Instant from, Instant until, Instant now) {
        if (from.isBefore(now.truncatedTo(ChronoUnit.MINUTES))) {
            throw Refusal.field("scheduledFor", "lies in the past");
        }
        if (from.isAfter(now.plus(Incidents.LONGEST_AHEAD))) {
            throw Refusal.field("scheduledFor", "lies more than a year ahead");
        }
        refuseLength(from, until);
    }

    private static void refuseExtension(
            Instant oldFrom, Instant newFrom, Instant oldUntil, Instant newUntil, Instant now) {
        if (!newFrom.equals(oldFrom)) {
            throw Refusal.illegalTransition("It has begun; only its end can be moved.");
        }
        if (!newUntil.isAfter(oldUntil)) {
            throw Refusal.field("scheduledUntil", "can only be moved later once it has begun; or complete it");
        }
        if (!newUntil.isAfter(now)) {
            throw Refusal.field("scheduledUntil", "lies in the past");
        }
        refuseLength(oldFrom, newUntil);
    }

    private static void refuseLength(Instant from, Instant until) {
        if (until.isBefore(from.plus(SHORTEST))) {
            throw Refusal.field("scheduledUntil", "must be at least a minute after its beginning");
        }
        if (until.isAfter(from.plus(LONGEST))) {
            throw Refusal.field("scheduledUntil", "must be at most 31 days after its beginning");
        }
    }
}
