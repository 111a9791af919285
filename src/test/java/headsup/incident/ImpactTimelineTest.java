package headsup.incident;

import static headsup.catalog.ComponentStatus.DEGRADED_PERFORMANCE;
import static headsup.catalog.ComponentStatus.MAJOR_OUTAGE;
import static headsup.catalog.ComponentStatus.OPERATIONAL;
import static headsup.catalog.ComponentStatus.PARTIAL_OUTAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.catalog.ComponentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each customer is hit by the components it depends on, and by no others (goodwill policy, section 11, rules 1 and 9). */
class ImpactTimelineTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Set<String> CARDS = Set.of("cards");
    private static final Set<String> FIBRE = Set.of("fibre");
    private static final Set<String> BOTH = Set.of("cards", "fibre");

    private int number;

    @Test
    void theWorstOfTheirsAtEachTimeIsWhatHitsThem() {
        Incident incident = begun(Map.of("cards", DEGRADED_PERFORMANCE, "fibre", MAJOR_OUTAGE), null);
        assertEquals(List.of(lasting(0, Impact.MINOR)), of(incident, CARDS));
        assertEquals(List.of(lasting(0, Impact.CRITICAL)), of(incident, FIBRE));
        assertEquals(List.of(lasting(0, Impact.CRITICAL)), of(incident, BOTH));
        say(
                incident,
                20,
                Status.IDENTIFIED,
                Map.of("cards", PARTIAL_OUTAGE, "fibre", DEGRADED_PERFORMANCE),
                null,
                null);
        assertEquals(
                List.of(changed(0, 20, Impact.MINOR), lasting(20, Impact.MAJOR)),
                of(incident, CARDS),
                "cards are worse");
        assertEquals(
                List.of(changed(0, 20, Impact.CRITICAL), lasting(20, Impact.MINOR)),
                of(incident, FIBRE),
                "fibre is better");
        assertEquals(List.of(changed(0, 20, Impact.CRITICAL), lasting(20, Impact.MAJOR)), of(incident, BOTH));
    }

    @Test
    void aStatedImpactCapsTheirs() {
        Incident incident = begun(Map.of("cards", DEGRADED_PERFORMANCE, "fibre", MAJOR_OUTAGE), Impact.MAJOR);
        assertEquals(List.of(lasting(0, Impact.MINOR)), of(incident, CARDS));
        assertEquals(List.of(lasting(0, Impact.MAJOR)), of(incident, FIBRE));
        assertEquals(List.of(), of(begun(Map.of("cards", MAJOR_OUTAGE), Impact.NONE), CARDS));
    }

    @Test
    void componentsThatSayNothingLeaveItToTheStatedImpact() {
        Incident incident = begun(Map.of("cards", OPERATIONAL), Impact.MAJOR);
        assertEquals(List.of(lasting(0, Impact.MAJOR)), of(incident, CARDS));
        say(incident, 10, Status.IDENTIFIED, Map.of(), Impact.CRITICAL, null);
        assertEquals(List.of(changed(0, 10, Impact.MAJOR), lasting(10, Impact.CRITICAL)), of(incident, CARDS));
    }

    @Test
    void whoDependsOnNoneOfThemIsHitByTheIncidentAsAWhole() {
        Incident incident = begun(Map.of("cards", DEGRADED_PERFORMANCE, "fibre", MAJOR_OUTAGE), null);
        say(incident, 20, Status.IDENTIFIED, Map.of("fibre", OPERATIONAL), null, null);
        assertEquals(List.of(lasting(0, Impact.CRITICAL)), of(incident, Set.of()));
    }

    @Test
    void theirsIsOverWhenTheirsWorksAndOthersDoNot() {
        Incident incident = begun(Map.of("cards", PARTIAL_OUTAGE, "fibre", MAJOR_OUTAGE), null);
        say(incident, 30, Status.IDENTIFIED, Map.of("cards", OPERATIONAL), null, null);
        say(incident, 60, Status.MONITORING, Map.of("fibre", OPERATIONAL), null, null);
        assertEquals(List.of(restored(0, 30, Impact.MAJOR)), of(incident, CARDS));
        assertEquals(List.of(lasting(0, Impact.CRITICAL)), of(incident, FIBRE), "nobody has said that it is over");
        say(incident, 70, Status.RESOLVED, Map.of(), null, at(55));
        assertEquals(List.of(restored(0, 30, Impact.MAJOR)), of(incident, CARDS));
        assertEquals(List.of(restored(0, 55, Impact.CRITICAL)), of(incident, FIBRE));
        assertEquals(List.of(restored(0, 55, Impact.CRITICAL)), of(incident, BOTH));
    }

    @Test
    void theirsFailsAgainWhenItDoesWithinTheSameIncident() {
        Incident incident = begun(Map.of("cards", PARTIAL_OUTAGE, "fibre", MAJOR_OUTAGE), null);
        say(incident, 30, Status.IDENTIFIED, Map.of("cards", OPERATIONAL), null, null);
        say(incident, 40, Status.IDENTIFIED, Map.of("cards", DEGRADED_PERFORMANCE), null, null);
        assertEquals(List.of(restored(0, 30, Impact.MAJOR), lasting(40, Impact.MINOR)), of(incident, CARDS));
        assertEquals(List.of(lasting(0, Impact.CRITICAL)), of(incident, FIBRE));
    }

    @Test
    void aWorseStateAfterRestorationIsAReopeningInWhateverUpdate() {
        Incident incident = begun(Map.of("cards", PARTIAL_OUTAGE), null);
        say(incident, 30, Status.MONITORING, Map.of("cards", OPERATIONAL), null, at(25));
        say(incident, 35, Status.MONITORING, Map.of(), null, null);
        assertEquals(1, incident.stretches().size(), "words alone fail nothing");
        say(incident, 45, Status.MONITORING, Map.of("cards", DEGRADED_PERFORMANCE), null, null);
        assertEquals(2, incident.stretches().size());
        assertEquals(List.of(restored(0, 25, Impact.MAJOR), lasting(45, Impact.MINOR)), of(incident, CARDS));
    }

    @Test
    void aStatedImpactAfterRestorationIsAReopeningWhereThereAreNoComponents() {
        Incident incident = begun(Map.of(), Impact.MAJOR);
        say(incident, 30, Status.MONITORING, Map.of(), null, at(25));
        say(incident, 32, Status.MONITORING, Map.of(), Impact.MAJOR, null);
        assertEquals(1, incident.stretches().size(), "the same impact, still watched, is no failure");
        say(incident, 45, Status.IDENTIFIED, Map.of(), Impact.MAJOR, null);
        assertEquals(List.of(restored(0, 25, Impact.MAJOR), lasting(45, Impact.MAJOR)), of(incident, Set.of()));
    }

    @Test
    void aSentenceNamesThoseOfTheirsThatAreThatBad() {
        Incident incident = begun(Map.of("cards", DEGRADED_PERFORMANCE, "fibre", MAJOR_OUTAGE), null);
        ImpactTimeline timeline = ImpactTimeline.of(incident);
        assertEquals(List.of("fibre"), timeline.hit(BOTH, Impact.CRITICAL, at(1)));
        assertEquals(List.of("cards"), timeline.hit(CARDS, Impact.MINOR, at(1)));
        assertEquals(List.of("cards"), timeline.hit(CARDS, Impact.CRITICAL, at(1)), "for want of a better one");
    }

    private Incident begun(Map<String, ComponentStatus> components, @Nullable Impact stated) {
        number = 0;
        Words words = words(Status.INVESTIGATING, components, stated, null);
        Declaration declared = new Declaration("It fails", words, Reach.DEPENDENTS, START, null, null);
        Incident incident = new Incident("abcdefghijkl", declared, START, START, "default/1", false);
        said(incident, words, START);
        return incident;
    }

    private void say(
            Incident incident,
            int minute,
            Status status,
            Map<String, ComponentStatus> components,
            @Nullable Impact stated,
            @Nullable Instant restoredAt) {
        said(incident, words(status, components, stated, restoredAt), at(minute));
    }

    private void said(Incident incident, Words words, Instant at) {
        number++;
        incident.say(
                new Update("update" + number, number, words, incident.impactAfter(words), at, at, "ada"),
                words,
                at,
                at);
    }

    private static Words words(
            Status status,
            Map<String, ComponentStatus> components,
            @Nullable Impact stated,
            @Nullable Instant restoredAt) {
        return new Words(
                status,
                Update.Kind.NEWS,
                "Words.",
                null,
                null,
                new LinkedHashMap<>(components),
                stated,
                restoredAt,
                false,
                true);
    }

    private static List<Exposure> of(Incident incident, Set<String> theirs) {
        return ImpactTimeline.of(incident).of(theirs);
    }

    private static Exposure lasting(int from, Impact impact) {
        return new Exposure(at(from), null, impact, false);
    }

    private static Exposure changed(int from, int until, Impact impact) {
        return new Exposure(at(from), at(until), impact, false);
    }

    private static Exposure restored(int from, int until, Impact impact) {
        return new Exposure(at(from), at(until), impact, true);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
