package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.goodwill.IncidentFacts.Gesture;
import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Message;
import headsup.goodwill.IncidentFacts.OtherIncident;
import headsup.goodwill.IncidentFacts.Reopening;
import headsup.goodwill.IncidentFacts.Step;
import headsup.incident.Impact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What both versions of the policy promise of every derivation (section 10), whatever the facts. */
class DerivationPropertiesTest {

    private static final List<Policy> POLICIES = List.of(Policy.standard(), Policy.standard2());
    private static final Set<Rule> SILENCE = Set.of(Rule.PROMISE_BROKEN, Rule.SILENCE);
    private static final Set<Rule> UPDATES = Set.of(Rule.PROMISE_KEPT, Rule.PROMISE_KEPT_NO_NEWS);

    @Provide
    Arbitrary<IncidentFacts> incidents() {
        return Arbitraries.randomValue(AnyIncident::draw);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void noCreditLiftsTheIncidentAboveItsCeiling(@ForAll("incidents") IncidentFacts facts) {
        POLICIES.forEach(policy -> noCreditLiftsTheIncidentAboveItsCeiling(policy, facts));
    }

    private static void noCreditLiftsTheIncidentAboveItsCeiling(Policy policy, IncidentFacts facts) {
        boolean broken = facts.priorIncidentWithin90Days();
        int before = 0;
        for (DerivedEntry entry : Derivation.derive(policy, facts)) {
            broken |= entry.rule() == Rule.PROMISE_BROKEN;
            if (entry.raw() > 0) {
                int ceiling = broken ? 0 : ceiling(policy, limitsAt(policy, entry, facts), facts);
                assertTrue(entry.net() <= Math.max(ceiling, before), entry::toString);
                assertTrue(entry.applied() >= 0, entry::toString);
            }
            assertEquals(before + entry.applied(), entry.net());
            before = entry.net();
        }
    }

    /** Version 2: with what incidents earned in 90 days, never above 5 (section 11, rule 2). */
    private static int ceiling(Policy policy, Limits limits, IncidentFacts facts) {
        return policy.version() == 1
                ? limits.ceiling()
                : Math.min(limits.ceiling(), Math.max(0, 5 - facts.earnedWithin90Days()));
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void whatAccruesStaysWithinItsCap(@ForAll("incidents") IncidentFacts facts) {
        POLICIES.forEach(policy -> whatAccruesStaysWithinItsCap(policy, facts));
    }

    private static void whatAccruesStaysWithinItsCap(Policy policy, IncidentFacts facts) {
        int durations = 0;
        int silences = 0;
        int updates = 0;
        int gestures = 0;
        for (DerivedEntry entry : Derivation.derive(policy, facts)) {
            durations += entry.rule() == Rule.IMPACT_DURATION ? entry.applied() : 0;
            silences += SILENCE.contains(entry.rule()) ? entry.applied() : 0;
            updates += UPDATES.contains(entry.rule()) ? entry.applied() : 0;
            gestures += entry.rule() == Rule.GESTURE ? entry.applied() : 0;
            Limits limits = limitsAt(policy, entry, facts);
            assertTrue(durations >= limits.duration(), entry::toString);
            assertTrue(silences >= limits.silence(), entry::toString);
            assertTrue(updates <= limits.update(), entry::toString);
            assertTrue(gestures <= limits.gesture(), entry::toString);
        }
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void talkingIsNeverWorseThanSilence(@ForAll("incidents") IncidentFacts facts) {
        POLICIES.forEach(policy -> talkingIsNeverWorseThanSilence(policy, facts));
    }

    private static void talkingIsNeverWorseThanSilence(Policy policy, IncidentFacts facts) {
        NavigableMap<Long, Integer> spoken = silence(Derivation.derive(policy, facts));
        NavigableMap<Long, Integer> silent = silence(Derivation.derive(policy, silenced(policy, facts)));
        for (Long minute : silent.keySet()) {
            assertNotBelow(spoken, silent, minute);
        }
        for (Long minute : spoken.keySet()) {
            assertNotBelow(spoken, silent, minute);
        }
    }

    private static void assertNotBelow(
            NavigableMap<Long, Integer> spoken, NavigableMap<Long, Integer> silent, long minute) {
        assertTrue(sumAt(spoken, minute) >= sumAt(silent, minute), () -> "at " + minute + ": " + spoken + silent);
    }

    private static int sumAt(NavigableMap<Long, Integer> sums, long minute) {
        Map.Entry<Long, Integer> last = sums.floorEntry(minute);
        return last == null ? 0 : last.getValue();
    }

    private static NavigableMap<Long, Integer> silence(List<DerivedEntry> entries) {
        NavigableMap<Long, Integer> sums = new TreeMap<>();
        int sum = 0;
        for (DerivedEntry entry : entries) {
            if (SILENCE.contains(entry.rule())) {
                sum += entry.applied();
                sums.put(entry.minute(), sum);
            }
        }
        return sums;
    }

    /** Nobody says anything but that it is over. */
    private static IncidentFacts silenced(Policy policy, IncidentFacts facts) {
        List<Message> left = Course.of(policy, facts)
                .map(course -> course.heard().stream()
                        .filter(heard -> heard.kind() == Kind.RESOLVED)
                        .map(heard -> new Message(heard.minute(), Kind.RESOLVED, null, null, false, false, null))
                        .toList())
                .orElse(List.of());
        return facts.withMessages(left);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void whatWasDerivedOnceStandsAtEveryLaterTime(@ForAll("incidents") IncidentFacts facts, @ForAll Random random) {
        POLICIES.forEach(policy -> whatWasDerivedOnceStandsAtEveryLaterTime(policy, facts, random));
    }

    private static void whatWasDerivedOnceStandsAtEveryLaterTime(Policy policy, IncidentFacts facts, Random random) {
        long until = 1L + random.nextInt((int) facts.untilMinute());
        List<DerivedEntry> early = Derivation.derive(policy, until(facts, until));
        List<DerivedEntry> late = Derivation.derive(policy, facts);
        assertTrue(early.size() <= late.size(), () -> early + " then " + late);
        assertEquals(points(early), points(late.subList(0, early.size())));
        assertTrue(late.stream().skip(early.size()).allMatch(entry -> entry.minute() >= until));
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void theOrderInWhichFactsAreListedIsNothing(@ForAll("incidents") IncidentFacts facts, @ForAll Random random) {
        POLICIES.forEach(policy -> theOrderInWhichFactsAreListedIsNothing(policy, facts, random));
    }

    private static void theOrderInWhichFactsAreListedIsNothing(Policy policy, IncidentFacts facts, Random random) {
        IncidentFacts shuffled = new IncidentFacts(
                facts.opening(),
                shuffled(facts.impact(), Step::minute, random),
                facts.restoredMinute(),
                shuffled(facts.reopened(), Reopening::minute, random),
                shuffled(facts.messages(), Message::minute, random),
                facts.rootCauseMinute(),
                shuffled(facts.gestures(), Gesture::minute, random),
                shuffled(facts.calls(), call -> call, random),
                facts.maintenance(),
                shuffled(facts.otherIncidents(), OtherIncident::fromMinute, random),
                facts.priorIncidentWithin90Days(),
                facts.apologiesWithin90Days(),
                facts.earnedWithin90Days(),
                facts.untilMinute());
        assertEquals(points(Derivation.derive(policy, facts)), points(Derivation.derive(policy, shuffled)));
    }

    /** Facts of one minute keep their order. */
    private static <T> List<T> shuffled(List<T> rows, Function<T, Long> minute, Random random) {
        Map<Long, Deque<T>> byMinute = new TreeMap<>();
        List<Long> places = new ArrayList<>();
        for (T row : rows) {
            byMinute.computeIfAbsent(minute.apply(row), at -> new ArrayDeque<>())
                    .add(row);
            places.add(minute.apply(row));
        }
        Collections.shuffle(places, random);
        return places.stream()
                .map(place -> Objects.requireNonNull(byMinute.get(place)).remove())
                .toList();
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void whatEntriesRestOnIsThere(@ForAll("incidents") IncidentFacts facts) {
        POLICIES.forEach(policy -> whatEntriesRestOnIsThere(policy, facts));
    }

    private static void whatEntriesRestOnIsThere(Policy policy, IncidentFacts facts) {
        for (DerivedEntry entry : Derivation.derive(policy, facts)) {
            assertTrue(entry.minute() < facts.untilMinute());
            for (Fact fact : entry.facts()) {
                int size =
                        switch (fact.kind()) {
                            case IMPACT -> facts.impact().size();
                            case REOPENING -> facts.reopened().size();
                            case MESSAGE -> facts.messages().size();
                            case GESTURE -> facts.gestures().size();
                            case CALL -> facts.calls().size();
                            case RESTORATION, ROOT_CAUSE, MAINTENANCE -> 1;
                            case HAPPENING -> 0;
                        };
                assertTrue(fact.index() >= 0 && fact.index() < size, entry::toString);
            }
        }
    }

    private static List<String> points(List<DerivedEntry> entries) {
        return entries.stream()
                .map(e -> e.minute() + " " + e.rule() + " " + e.raw() + " " + e.applied() + " " + e.cap() + " "
                        + e.net() + " " + e.why())
                .toList();
    }

    private static Limits limitsAt(Policy policy, DerivedEntry entry, IncidentFacts facts) {
        Impact worst = Course.of(policy, facts).orElseThrow().severities().worst(entry.minute());
        return policy.tariff().limits(worst);
    }

    private static IncidentFacts until(IncidentFacts facts, long until) {
        return facts.knownBefore(facts.untilMinute(), until);
    }
}
