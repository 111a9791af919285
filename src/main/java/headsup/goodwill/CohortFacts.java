package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import headsup.goodwill.Circumstances.Unheard;
import headsup.goodwill.IncidentFacts.Gesture;
import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Maintenance;
import headsup.goodwill.IncidentFacts.Message;
import headsup.goodwill.IncidentFacts.OtherIncident;
import headsup.goodwill.IncidentFacts.Reopening;
import headsup.goodwill.IncidentFacts.Step;
import headsup.incident.Exposure;
import headsup.incident.Impact;
import headsup.incident.ImpactTimeline;
import headsup.incident.Incident;
import headsup.incident.Promise;
import headsup.incident.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cohort shares beyond the incident itself, as {@link Cohorts} writes it down. Minutes count from 1970.
 *
 * @param joined since when its members are affected
 * @param components those of the incident that its members depend on, by id; null: all of them; none: the incident as a whole
 * @param heard pairs of an update's number and the minute it first reached one of the customer's contacts
 * @param earned what their incidents restored within the 90 days before had left them richer by when this one began
 * @param maintenance the window in which the incident began, if they knew of it
 * @param unheard why words did not reach them, if they did not
 */
record CohortFacts(
        long joined,
        @Nullable List<String> components,
        @Nullable List<Heard> heard,
        @Nullable List<Called> calls,
        @Nullable List<Given> gestures,
        Unheard unheard,
        boolean prior,
        int apologies,
        int earned,
        @Nullable Announced maintenance,
        @Nullable List<Other> others) {

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Heard(int number, long minute) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Called(long minute, boolean apology) {
        /** The word that it is over; while it is not, word of how things stand (section 3, rule 7). */
        Message word() {
            return new Message(minute, Kind.RESOLVED, null, null, apology, false, null);
        }
    }

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Given(long minute, int percent, boolean asked) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Announced(long from, long to, long at) {
        Maintenance fact() {
            return new Maintenance(from, to, at);
        }
    }

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Other(long from, @Nullable Long to, Impact severity, boolean earlier) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static CohortFacts of(String fingerprint) {
        try {
            return JSON.readValue(fingerprint, CohortFacts.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("facts of a cohort can't be read: " + fingerprint, unreadable);
        }
    }

    /** Minute of the policy: the time cut off to its UTC minute. */
    static long minute(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), 60_000);
    }

    private static @Nullable Long minuteOrNull(@Nullable Instant at) {
        return at == null ? null : minute(at);
    }

    /** The words that reached the cohort, in the order of their publication; message i of the facts is word i, calls follow. */
    List<Update> words(Incident incident) {
        Map<Integer, Long> minutes = minutes();
        return incident.updates().stream()
                .filter(update -> update.kind() != Update.Kind.ROOT_CAUSE && minutes.containsKey(update.number()))
                .toList();
    }

    /** All of it together, as known at minute {@code until}. */
    IncidentFacts with(Incident incident, long until) {
        Map<Integer, Long> minutes = minutes();
        List<Called> called = Objects.requireNonNullElse(calls, List.of());
        // Words first: message i is word i. A call that connected is a contact as well (section 8).
        List<Message> messages = Stream.concat(
                        words(incident).stream()
                                .map(update -> message(update, Objects.requireNonNull(minutes.get(update.number())))),
                        called.stream().map(Called::word))
                .toList();
        Long rootCause = incident.updates().stream()
                .filter(update -> update.kind() == Update.Kind.ROOT_CAUSE)
                .map(update -> minutes.get(update.number()))
                .filter(Objects::nonNull)
                .min(Long::compare)
                .orElse(null);
        List<Hit> hits = hits(incident);
        return new IncidentFacts(
                0,
                hits.stream().flatMap(hit -> hit.steps().stream()).toList(),
                hits.isEmpty() ? null : hits.get(0).until(),
                hits.stream()
                        .skip(1)
                        .map(hit -> new Reopening(hit.from(), hit.until()))
                        .toList(),
                messages,
                rootCause,
                Objects.requireNonNullElse(gestures, List.<Given>of()).stream()
                        .map(given -> new Gesture(given.minute(), given.percent(), given.asked()))
                        .toList(),
                called.stream().map(Called::minute).toList(),
                planned(incident),
                Objects.requireNonNullElse(others, List.<Other>of()).stream()
                        .map(o -> new OtherIncident(o.from(), o.to(), o.severity(), o.earlier()))
                        .toList(),
                prior,
                apologies,
                earned,
                until);
    }

    /**
     * The window a maintenance had when it began, and when they first knew of it: an end that is moved later while it goes on
     * was not announced, it is the promise of the next word (section 3, rule 4).
     */
    private @Nullable Maintenance planned(Incident incident) {
        if (incident.kind() == headsup.incident.Kind.INCIDENT) {
            return maintenance == null ? null : maintenance.fact();
        }
        Map<Integer, Instant> published = new HashMap<>();
        incident.updates().forEach(update -> published.put(update.number(), update.publishedAt()));
        return incident.windows().stream()
                .filter(window ->
                        !Objects.requireNonNull(published.get(window.number())).isAfter(window.from()))
                .reduce((first, last) -> last)
                .map(window ->
                        new Maintenance(minute(window.from()), minute(window.until()), heardFrom(window.announcedBy())))
                .orElse(null);
    }

    private @Nullable Long heardFrom(int number) {
        return Objects.requireNonNullElse(heard, List.<Heard>of()).stream()
                .filter(word -> word.number() >= number)
                // Nobody was told of anything before they were there.
                .map(word -> Math.max(word.minute(), joined))
                .min(Long::compare)
                .orElse(null);
    }

    private Map<Integer, Long> minutes() {
        Map<Integer, Long> minutes = new HashMap<>();
        Objects.requireNonNullElse(heard, List.<Heard>of()).forEach(h -> minutes.put(h.number(), h.minute()));
        return minutes;
    }

    private static Message message(Update update, long minute) {
        Promise promise = update.promise();
        String sent = update.earlier().isEmpty()
                ? update.body()
                : update.earlier().get(0).body();
        return new Message(
                minute,
                switch (update.kind()) {
                    case NEWS, ROOT_CAUSE -> Kind.NEWS;
                    case NO_NEWS -> Kind.NO_NEWS;
                    case RESOLVED -> Kind.RESOLVED;
                },
                promise == null ? null : minuteOrNull(promise.dueAt()),
                minuteOrNull(update.shownEstimateAt()),
                update.apology(),
                update.blame(),
                sent);
    }

    /** Which components of the incident its members depend on; none: the incident as a whole. */
    Set<String> dependencies(ImpactTimeline timeline) {
        return components == null ? timeline.components() : Set.copyOf(components);
    }

    /**
     * The stretches that hit the cohort, from when it joined. Minutes are all that counts: what was restored and failed
     * again within one goes on, what failed and was restored within one was nothing.
     */
    private List<Hit> hits(Incident incident) {
        ImpactTimeline timeline = ImpactTimeline.of(incident);
        List<Hit> hits = new ArrayList<>();
        for (Exposure exposure : timeline.of(dependencies(timeline))) {
            Long until = minuteOrNull(exposure.until());
            if (until == null || until > joined) {
                long from = Math.max(joined, minute(exposure.from()));
                Hit last = hits.isEmpty() ? null : hits.get(hits.size() - 1);
                Step step = new Step(from, exposure.impact());
                if (last != null && last.until() != null && last.until() >= from) {
                    hits.set(hits.size() - 1, last.goesOn(step, until));
                } else {
                    hits.add(new Hit(from, until, List.of(step)));
                }
            }
        }
        hits.removeIf(hit -> hit.until() != null && hit.until() <= hit.from());
        return hits;
    }

    /** A stretch of impact with its steps; {@code until} is null while it lasts. */
    private record Hit(long from, @Nullable Long until, List<Step> steps) {

        Hit goesOn(Step step, @Nullable Long end) {
            return new Hit(
                    from, end, Stream.concat(steps.stream(), Stream.of(step)).toList());
        }
    }
}
