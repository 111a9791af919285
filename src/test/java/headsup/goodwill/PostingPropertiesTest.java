package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The books follow the facts, whatever arrives late (section 6), under both versions. */
class PostingPropertiesTest {

    /** Times {@link #AT_ONCE} incidents: 20,000 for each property and version. */
    private static final int TRIES = 20;

    private static final int AT_ONCE = 1_000;

    private static final List<Policy> POLICIES = List.of(Policy.standard(), Policy.standard2());

    /** On all processors: these are the longest of the plain tests. */
    private static void each(Random random, BiConsumer<Policy, Random> property) {
        random.longs(AT_ONCE).boxed().toList().parallelStream()
                .forEach(seed -> POLICIES.forEach(policy -> property.accept(policy, new Random(seed))));
    }

    /** The books of one customer in one incident: only ever added to, no key twice. */
    private static final class Books {
        private final List<Standing> standing = new ArrayList<>();
        private final Map<Slot, Integer> reversed = new HashMap<>();
        private final Set<String> keys = new HashSet<>();
        private int balance;

        Posting difference(List<DerivedEntry> derived) {
            return Posting.between(standing, reversed, derived);
        }

        void book(Posting posting) {
            for (Posting.Reversal reversal : posting.reversals()) {
                assertTrue(keys.add(reversal.key()), reversal.key());
                assertTrue(standing.remove(reversal.of()));
                reversed.merge(reversal.of().slot(), 1, Integer::sum);
                balance += reversal.applied();
            }
            for (Posting.Booking booking : posting.bookings()) {
                assertTrue(keys.add(booking.key()), booking.key());
                standing.add(booking.standing());
                balance += booking.entry().applied();
            }
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void standingEntriesAreTheDerivationAfterEveryChangeOfFacts(@ForAll Random random) {
        each(random, PostingPropertiesTest::standingEntriesAreTheDerivation);
    }

    private static void standingEntriesAreTheDerivation(Policy policy, Random random) {
        Books books = new Books();
        IncidentFacts facts = AnyIncident.draw(random);
        for (int round = 0; round < 4; round++) {
            List<DerivedEntry> derived = Derivation.derive(policy, facts);
            int before = books.balance;
            Posting posting = books.difference(derived);
            books.book(posting);

            assertEquals(before + posting.total(), books.balance);
            assertEquals(lines(derived), standing(books));
            int net = derived.isEmpty() ? 0 : derived.get(derived.size() - 1).net();
            assertEquals(net, books.balance);
            assertTrue(books.difference(derived).isEmpty(), "booking twice books nothing");
            facts = AnyIncident.corrected(facts, random);
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void runningEveryNowAndThenOrOnceGivesTheSameBooks(@ForAll Random random) {
        each(random, PostingPropertiesTest::oftenIsAsGoodAsOnce);
    }

    private static void oftenIsAsGoodAsOnce(Policy policy, Random random) {
        IncidentFacts facts = AnyIncident.draw(random);
        Books often = new Books();
        long until = 0;
        while (until < facts.untilMinute()) {
            until = Math.min(facts.untilMinute(), until + 1 + random.nextInt(2_000));
            Posting posting =
                    often.difference(Derivation.derive(policy, facts.knownBefore(facts.untilMinute(), until)));
            assertEquals(List.of(), posting.reversals());
            often.book(posting);
        }
        Books once = new Books();
        once.book(once.difference(Derivation.derive(policy, facts)));
        assertEquals(once.standing, often.standing);
        assertEquals(once.keys, often.keys);
    }

    private static List<String> lines(List<DerivedEntry> derived) {
        List<Slot> slots = Slot.of(derived);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            DerivedEntry entry = derived.get(i);
            lines.add(slots.get(i) + " " + entry.raw() + " " + entry.applied() + " " + entry.cap());
        }
        return lines;
    }

    private static List<String> standing(Books books) {
        return books.standing.stream()
                .sorted(Standing.IN_ORDER)
                .map(entry -> entry.slot() + " " + entry.raw() + " " + entry.applied() + " " + entry.cap())
                .toList();
    }
}
