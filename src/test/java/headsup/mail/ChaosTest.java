package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two relays that fail in every way they know: the receipts must still be the truth. */
@Timeout(120)
class ChaosTest {

    private static final int LETTERS = 600;

    @Test
    void everyLetterGetsOneReceiptAndItIsTrue(@TempDir Path data) {
        try (var one = chaotic(1);
                var two = chaotic(2);
                Desk desk = new Desk(data, Desk.rules(4, 16), Desk.trusted(), one.url(), two.url())) {
            Map<Long, Receipt> receipts = desk.sendMany(LETTERS);
            Set<Long> taken = new TreeSet<>();
            for (var relay : Set.of(one, two)) {
                relay.taken.forEach(letter -> assertTrue(
                        taken.add(DeliveryCode.read(letter.delivery()).orElseThrow()), "taken twice: " + letter));
                relay.taken.forEach(letter -> assertTrue(letter.octets().length > 5000, "not whole"));
            }

            assertEquals(LETTERS, receipts.size());
            receipts.forEach((delivery, receipt) -> {
                switch (receipt) {
                    case Receipt.Accepted a -> assertTrue(taken.contains(delivery), "not taken: " + a);
                    case Receipt.Doubtful d -> {}
                    case Receipt.Deferred d -> assertTrue(!taken.contains(delivery), "taken: " + d);
                    case Receipt.Rejected r -> assertTrue(!taken.contains(delivery), "taken: " + r);
                    case Receipt.NotSent n -> assertTrue(!taken.contains(delivery), "taken: " + n);
                }
            });
            Map<String, Long> kinds = receipts.values().stream()
                    .collect(Collectors.groupingBy(
                            r -> r.getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
            assertTrue(kinds.getOrDefault("Accepted", 0L) > LETTERS / 4, kinds.toString());
            assertTrue(kinds.getOrDefault("Doubtful", 0L) > 0, kinds.toString());
            // What was in doubt or accepted stands in the journal; what never had its dot does not say otherwise.
            Map<Long, Receipt> traces = desk.journal.about(receipts.keySet());
            receipts.forEach((delivery, receipt) -> {
                if (receipt instanceof Receipt.Accepted || receipt instanceof Receipt.Doubtful) {
                    assertTrue(receipt.getClass().isInstance(traces.get(delivery)), receipt.toString());
                }
                if (receipt instanceof Receipt.NotSent) {
                    assertTrue(!traces.containsKey(delivery));
                }
            });
        }
    }

    private static ScriptedRelay chaotic(int seed) {
        var relay = new ScriptedRelay();
        var random = new Random(seed);
        relay.mail = moody(random, 2, "250 2.1.0 Ok", "451 4.3.0 later", ScriptedRelay.DROP, "421 4.3.2 bye");
        relay.rcpt = moody(random, 6, "250 2.1.5 Ok", "550 5.1.1 nobody", "450 4.2.0 grey", ScriptedRelay.DROP);
        relay.data = moody(random, 2, "354 go on", "554 5.3.0 no", "451 4.3.0 later", ScriptedRelay.DROP);
        relay.dot = moody(random, 6, "250 2.0.0 Ok", "554 5.6.0 odd", "451 4.3.0 later", ScriptedRelay.DROP, "hm");
        relay.dataWithoutRecipient = seed == 1 ? "354 go on then" : "554 5.5.1 no valid recipients";
        return relay;
    }

    private static Function<String, String> moody(Random random, int percent, String usual, String... moods) {
        return ignored -> {
            synchronized (random) {
                return random.nextInt(100) < percent ? moods[random.nextInt(moods.length)] : usual;
            }
        };
    }
}
