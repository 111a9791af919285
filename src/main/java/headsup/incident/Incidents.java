package headsup.incident;

import headsup.access.Actor;
import headsup.access.AuditTrail;
import headsup.catalog.Components;
import headsup.kernel.Listing;
import headsup.kernel.PlainText;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The incidents and their verbs. Each verb is one transaction: it checks the transition, appends, renews the promise, and
 * fires {@link UpdatePosted} and {@link IncidentChanged} inside it.
 */
@ApplicationScoped
public class Incidents implements PanacheRepositoryBase<Incident, String> {

    static final Duration LONGEST_AHEAD = Duration.ofDays(366);

    static final int LONGEST_REASON = 1000;

    private static final Duration LONGEST_PAST = Duration.ofDays(366);

    private final Session database;
    private final Clock clock;
    private final Actor actor;
    private final AuditTrail trail;
    private final Components catalog;
    private final Headcount headcount;
    private final Terms terms;
    private final Telling telling;
    private final Event<IncidentChanged> changed;
    private final Event<StartCorrected> corrected;
    private final Event<RestorationCorrected> restored;
    private final Event<VisibilityChanged> shown;

    Incidents(
            Session database,
            Clock clock,
            Actor actor,
            AuditTrail trail,
            Components catalog,
            Headcount headcount,
            Terms terms,
            Telling telling,
            Event<IncidentChanged> changed,
            Event<StartCorrected> corrected,
            Event<RestorationCorrected> restored,
            Event<VisibilityChanged> shown) {
        this.shown = shown;
        this.database = database;
        this.clock = clock;
        this.actor = actor;
        this.trail = trail;
        this.catalog = catalog;
        this.headcount = headcount;
        this.terms = terms;
        this.telling = telling;
        this.changed = changed;
        this.corrected = corrected;
        this.restored = restored;
    }

    /**
     * Declares an incident with its first words.
     *
     * @throws Refusal {@code invalid_field}: a promise or estimate in the past, a start in the future or over a year ago, a
     *     status no incident can have, a name of more than one line, an audience that names somebody unknown
     */
    @Transactional
    public Incident declare(Declaration declared) {
        Instant now = clock.instant();
        Incident incident = begun(declared, now);
        persist(incident);
        say(incident, declared.words(), now, incident.startedAt());
        trail.note("incident.declared", incident.id(), incident.name());
        return loaded(incident);
    }

    /** Without words, and kept nowhere yet. @throws Refusal as {@link #declare} */
    Incident begun(Declaration declared, Instant now) {
        Instant started = declared.startedAt() == null ? now : declared.startedAt();
        refuseFuture("startedAt", started, now);
        refuseFuture("detectedAt", declared.detectedAt(), now);
        if (started.isBefore(now.minus(LONGEST_PAST))) {
            throw Refusal.field("startedAt", "lies more than a year in the past");
        }
        PlainText.line("name", declared.name());
        headcount.refuseUnknown(declared.reach());
        if (!declared.words().status().isForIncidents()
                || !declared.words().status().isOpen()) {
            throw Refusal.field("status", "must be investigating, identified or monitoring");
        }
        return new Incident(PublicId.next(), declared, started, now, terms.inForce(), false);
    }

    /**
     * Posts the next words of an open incident.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it is resolved; {@code invalid_field} as in
     *     {@link #declare}
     */
    @Transactional
    public Update post(String id, Words words) {
        Incident incident = unplanned(id);
        if (!incident.isOpen()) {
            throw Refusal.illegalTransition(
                    "The incident is " + incident.status().word() + "; reopen it if it has failed again.");
        }
        if (!words.status().isForIncidents()) {
            throw Refusal.field("status", "must be investigating, identified, monitoring or resolved");
        }
        Instant now = clock.instant();
        int failures = incident.stretches().size();
        Update update = say(incident, words, now, now);
        trail.note("incident.updated", id, words.status().word());
        if (incident.stretches().size() > failures) {
            trail.note("incident.failed_again", id, words.status().word());
        }
        return update;
    }

    /**
     * Holds it alone until the end of the transaction, for somebody who knows of so many updates.
     *
     * @throws Refusal {@code not_found}; {@code stale} when somebody, or the clock, said more since
     */
    @Transactional
    public void hold(String id, int known) {
        if (locked(id).updates().size() != known) {
            throw Refusal.of(Refusal.Code.STALE, "Somebody else said something about it in the meantime.");
        }
    }

    /**
     * It failed again: the clock starts anew.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} unless it is resolved
     */
    @Transactional
    public Update reopen(String id, Words words) {
        Incident incident = unplanned(id);
        if (incident.isOpen()) {
            throw Refusal.illegalTransition("The incident is open; post an update.");
        }
        if (!words.status().isForIncidents() || !words.status().isOpen()) {
            throw Refusal.field("status", "must be investigating, identified or monitoring");
        }
        Instant now = clock.instant();
        incident.failAgain(now);
        Update update = say(incident, words, now, now);
        trail.note("incident.reopened", id, words.status().word());
        return update;
    }

    /**
     * Tells what caused it; the status becomes {@code postmortem}.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} while it is open
     */
    @Transactional
    public Update tellRootCause(String id, String message, Translations translations) {
        return tellRootCause(id, message, translations, null);
    }

    /**
     * The same, saying whether it puts it on somebody else.
     *
     * @param blame null leaves that to the judgement
     * @throws Refusal {@code not_found}; {@code illegal_transition} while it is open
     */
    @Transactional
    public Update tellRootCause(String id, String message, Translations translations, @Nullable Boolean blame) {
        Incident incident = unplanned(id);
        if (incident.isOpen()) {
            throw Refusal.illegalTransition("The incident is still open; resolve it first.");
        }
        Words words = new Words(
                        Status.POSTMORTEM,
                        Update.Kind.ROOT_CAUSE,
                        message,
                        null,
                        null,
                        Map.of(),
                        incident.impact(),
                        null,
                        false,
                        true,
                        translations)
                .blaming(blame);
        Instant now = clock.instant();
        Update update = say(incident, words, now, now);
        trail.note("incident.root_cause_told", id, "");
        return update;
    }

    /**
     * Replaces the text of an update, in all languages: what is not given again in one no longer stands in it. The page shows
     * that it was edited and keeps the earlier words of the original. No letter goes out, so the books know of what was sent
     * alone: whether it blames others is not judged anew.
     *
     * @throws Refusal {@code not_found}
     */
    @Transactional
    public Update edit(String id, String updateId, String message, Translations translations) {
        Incident incident = locked(id);
        Update update = update(incident, updateId);
        if (!update.body().equals(message) || !update.bodies().equals(translations)) {
            Instant now = clock.instant();
            update.edit(message, translations, now, actor.name());
            incident.touch(now);
            trail.note("update.edited", updateId, "");
            changed.fire(new IncidentChanged(id));
        }
        return update;
    }

    /**
     * Corrects whether an update puts it on somebody else (goodwill policy, R14). What was sent stays; the books follow.
     *
     * @param reason of 1 to {@value #LONGEST_REASON} characters
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it is judged so already; {@code invalid_field} for
     *     {@code reason}
     */
    @Transactional
    public Update correctBlame(String id, String updateId, boolean blame, String reason) {
        Incident incident = locked(id);
        Update update = update(incident, updateId);
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON || !PlainText.isKeepable(why)) {
            throw Refusal.field("reason", "must have from 1 to " + LONGEST_REASON + " characters");
        }
        if (update.blame() == blame) {
            throw Refusal.illegalTransition(
                    blame ? "It counts as blaming others already." : "It does not count as blaming others.");
        }
        update.judge(blame, new BlameCorrection(clock.instant(), actor.name(), why));
        flush();
        trail.note(
                "update.blame_corrected",
                updateId,
                "incident " + id + ", " + (blame ? "blames others" : "blames nobody") + ": " + why);
        changed.fire(new IncidentChanged(id));
        return update;
    }

    private static Update update(Incident incident, String updateId) {
        return incident.updates().stream()
                .filter(u -> u.id().equals(updateId))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("update", updateId));
    }

    /**
     * Corrects what is given, all or nothing.
     *
     * @throws Refusal as {@link #correct(String, Instant, Instant)} and {@link #showTo}
     */
    @Transactional
    public Incident correct(
            String id, @Nullable Instant startedAt, @Nullable Instant restoredAt, @Nullable Visibility visibility) {
        if (visibility == null) {
            return correct(id, startedAt, restoredAt);
        }
        unplanned(id);
        if (startedAt != null || restoredAt != null) {
            correct(id, startedAt, restoredAt);
        }
        return showTo(id, visibility);
    }

    /**
     * Corrects when the impact began, or ended the last time. Who was affected from the start is affected from then; the
     * books follow.
     *
     * @param startedAt null leaves it
     * @param restoredAt null leaves it
     * @throws Refusal {@code not_found}; {@code illegal_transition} for an end of what is not restored yet;
     *     {@code invalid_field} when nothing is given, for a time in the future, a start over a year ago, or after the first
     *     words, the restoration or a change of the impact, and an end before what failed last began
     */
    @Transactional
    public Incident correct(String id, @Nullable Instant startedAt, @Nullable Instant restoredAt) {
        Incident incident = unplanned(id);
        Instant now = clock.instant();
        if (startedAt == null && restoredAt == null) {
            throw Refusal.field("startedAt", "is missing, and so is restoredAt");
        }
        // In this order, so that both can move past what the other was.
        boolean moved = false;
        boolean later = startedAt != null && startedAt.isAfter(incident.startedAt());
        if (restoredAt != null && later) {
            moved = correctRestoration(incident, restoredAt, now);
        }
        if (startedAt != null) {
            moved |= correctStart(incident, startedAt, now);
        }
        if (restoredAt != null && !later) {
            moved |= correctRestoration(incident, restoredAt, now);
        }
        if (moved) {
            changed.fire(new IncidentChanged(id));
        }
        return loaded(incident);
    }

    private boolean correctStart(Incident incident, Instant startedAt, Instant now) {
        refuseFuture("startedAt", startedAt, now);
        if (startedAt.isBefore(now.minus(LONGEST_PAST))) {
            throw Refusal.field("startedAt", "lies more than a year in the past");
        }
        Instant former = incident.startedAt();
        if (former.equals(startedAt)) {
            return false;
        }
        incident.startAt(startedAt);
        incident.touch(now);
        flush();
        trail.note("incident.start_corrected", incident.id(), former + " was wrong");
        corrected.fire(new StartCorrected(incident.id(), former, startedAt));
        return true;
    }

    private boolean correctRestoration(Incident incident, Instant restoredAt, Instant now) {
        refuseFuture("restoredAt", restoredAt, now);
        Instant former = incident.restoreAt(restoredAt);
        if (former.equals(restoredAt)) {
            return false;
        }
        incident.touch(now);
        flush();
        trail.note("incident.restoration_corrected", incident.id(), former + " was wrong");
        restored.fire(new RestorationCorrected(incident.id(), former, restoredAt));
        return true;
    }

    /**
     * Lets everyone see an incident, or a maintenance, with all that was said of it so far; or only those it affects, and takes
     * it off the page. No letter goes out: the next update reaches whoever may see it then.
     *
     * @throws Refusal {@code not_found}
     */
    @Transactional
    public Incident showTo(String id, Visibility visibility) {
        Incident incident = locked(id);
        if (incident.visibility() != visibility) {
            incident.showTo(visibility);
            incident.touch(clock.instant());
            catalog.hide(id, !visibility.isPublic());
            trail.note("incident.visibility_changed", id, visibility.word());
            shown.fire(new VisibilityChanged(id, visibility));
            changed.fire(new IncidentChanged(id));
        }
        return loaded(incident);
    }

    /** Words that were published at a time of their own. */
    public record Dated(Instant publishedAt, Words words) {}

    /**
     * Takes over an incident that another status page recorded: its words at the times they were published, with no promise
     * but the one they carry, and no letters. Components remember what they were; they look different now only where the
     * incident is still open.
     *
     * @param said oldest first, at least one; two may stand at one instant
     * @throws Refusal {@code invalid_field} when the id is taken
     */
    @Transactional
    public Incident takeOver(String id, Declaration declared, Instant startedAt, List<Dated> said) {
        if (findByIdOptional(id).isPresent()) {
            throw Refusal.field("id", "is already here: " + id);
        }
        Incident incident = new Incident(id, declared, startedAt, startedAt, terms.inForce(), true);
        persist(incident);
        Instant from = startedAt;
        for (Dated dated : said) {
            Words words = dated.words();
            if (words.status().isOpen() && !incident.isOpen()) {
                incident.failAgain(dated.publishedAt());
            }
            telling.recall(incident, words, dated.publishedAt(), from, actor.name());
            from = dated.publishedAt();
        }
        if (incident.isOpen()) {
            telling.show(incident, from);
        }
        trail.note("incident.imported", id, incident.name());
        return loaded(incident);
    }

    /** Those of these that everyone may see, as it is now. */
    @Transactional
    public Set<String> publicOnes(Collection<String> ids) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(database.createNativeQuery(
                                "SELECT id FROM incident WHERE id = ANY (:ids) AND visibility = 'PUBLIC'", String.class)
                        .setParameter("ids", ids.toArray(String[]::new))
                        .getResultList());
    }

    /** With everything it holds loaded. @throws Refusal {@code not_found} */
    @Transactional
    public Incident get(String id) {
        return loaded(findByIdOptional(id).orElseThrow(() -> Refusal.notFound("incident", id)));
    }

    /** The full names of what it affects, as in {@code Payments - Cards}; its own name when it names no component. */
    @Transactional
    public List<String> affectedNames(Incident incident) {
        List<String> names = incident.components().stream()
                .map(c -> catalog.get(c.componentId()).fullName())
                .toList();
        return names.isEmpty() ? List.of(incident.name(Locale.ROOT)) : names;
    }

    /** What an update says of each component it affects, in its order; none when the incident names no component. */
    @Transactional
    public List<AffectedState> affectedStates(Incident incident, Update update) {
        return update.changes().stream()
                .map(change -> new AffectedState(
                        change.componentId(),
                        catalog.get(change.componentId()).fullName(),
                        incident.kind() == Kind.MAINTENANCE
                                ? ""
                                : incident.status(change.componentId(), update).word()))
                .toList();
    }

    /** Own incidents that were over since then and whose root cause is not told, the oldest first. */
    @Transactional
    public List<Incident> withoutRootCause(Instant since) {
        return list(
                        "from Incident i where i.kind = ?1 and i.imported = false and i.resolvedAt >= ?2"
                                + " and not exists (select u.id from i.updates u where u.kind = ?3) order by i.resolvedAt, i.id",
                        Kind.INCIDENT,
                        since,
                        Update.Kind.ROOT_CAUSE)
                .stream()
                .map(Incidents::loaded)
                .toList();
    }

    /** The full names of its components by id, in its order. */
    @Transactional
    public Map<String, String> componentNames(Incident incident) {
        Map<String, String> names = new LinkedHashMap<>();
        incident.components()
                .forEach(c ->
                        names.put(c.componentId(), catalog.get(c.componentId()).fullName()));
        return names;
    }

    /** Those not yet over, newest first. */
    @Transactional
    public List<Incident> open(Kind kind) {
        return list("kind = ?1 and resolvedAt is null order by createdAt desc, id", kind).stream()
                .map(Incidents::loaded)
                .toList();
    }

    /**
     * One page by creation, newest first.
     *
     * @param onlyOpen leaves out what is over
     * @throws Refusal {@code invalid_field} for a limit outside 1 to 500 or a cursor this list never gave
     */
    @Transactional
    public Listing<Incident> page(Kind kind, boolean onlyOpen, @Nullable Integer limit, @Nullable String cursor) {
        int most = Listing.limit(limit);
        String position = Listing.position(cursor);
        String[] last = position == null ? new String[] {"253402300799000", ""} : position.split(":", 2);
        if (last.length != 2 || !last[0].matches("\\d{1,15}")) {
            throw Refusal.field("cursor", "is not a cursor from this list");
        }
        Instant before = Instant.ofEpochMilli(Long.parseLong(last[0]));
        List<Incident> rows = find(
                        "kind = ?1 and (?2 = false or resolvedAt is null)"
                                + " and (createdAt < ?3 or (createdAt = ?3 and id > ?4)) order by createdAt desc, id",
                        kind,
                        onlyOpen,
                        before,
                        last[1])
                .page(0, most + 1)
                .list();
        return Listing.of(rows, most, row -> row.createdAt().toEpochMilli() + ":" + row.id(), Incidents::loaded);
    }

    /** The newest by creation, any state. */
    @Transactional
    public List<Incident> newest(Kind kind, int most) {
        return find("kind = ?1 order by createdAt desc, id", kind).page(0, most).stream()
                .map(Incidents::loaded)
                .toList();
    }

    /** What the world may see: all that is open, and the newest by creation. */
    @Transactional
    public Set<Incident> publicOnes(Kind kind, int most) {
        Set<Incident> seen = new LinkedHashSet<>(
                list("kind = ?1 and visibility = ?2 and resolvedAt is null", kind, Visibility.PUBLIC));
        seen.addAll(find("kind = ?1 and visibility = ?2 order by createdAt desc, id", kind, Visibility.PUBLIC)
                .page(0, most)
                .list());
        seen.forEach(Incidents::loaded);
        return seen;
    }

    /** Which of these the world may not see. */
    @Transactional
    public Set<String> hidden(Collection<String> ids) {
        return list("visibility = ?1 and id in ?2", Visibility.AFFECTED, ids).stream()
                .map(Incident::id)
                .collect(Collectors.toSet());
    }

    private Update say(Incident incident, Words words, Instant now, Instant changedFrom) {
        return telling.append(incident, telling.promising(incident, words, now), now, changedFrom, actor.name());
    }

    private Incident unplanned(String id) {
        Incident incident = locked(id);
        if (incident.kind() == Kind.MAINTENANCE) {
            throw Refusal.illegalTransition("It is a maintenance; its words go to /api/v1/maintenances.");
        }
        return incident;
    }

    /** Nobody else changes it until the end of the transaction. */
    Incident locked(String id) {
        Incident incident = database.find(Incident.class, id, jakarta.persistence.LockModeType.PESSIMISTIC_WRITE);
        if (incident == null) {
            throw Refusal.notFound("incident", id);
        }
        return incident;
    }

    // The accessors copy, and copying loads.
    static Incident loaded(Incident incident) {
        incident.names();
        incident.components();
        incident.windows();
        incident.steps();
        incident.stretches();
        incident.updates().forEach(update -> {
            update.bodies();
            update.changes();
            update.earlier();
        });
        return incident;
    }

    static void refusePast(String field, @Nullable Instant time, Instant now) {
        if (time != null && !time.isAfter(now)) {
            throw Refusal.field(field, "lies in the past");
        }
        if (time != null && time.isAfter(now.plus(LONGEST_AHEAD))) {
            throw Refusal.field(field, "lies more than a year ahead");
        }
    }

    static void refuseFuture(String field, @Nullable Instant time, Instant now) {
        if (time != null && time.isAfter(now)) {
            throw Refusal.field(field, "lies in the future");
        }
    }
}
