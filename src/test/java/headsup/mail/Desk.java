package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import javax.net.ssl.SSLContext;

/** Lanes with short deadlines, the letters to send over them, and the receipts that come back. */
final class Desk implements Closeable {

    static final Deadlines SHORT = new Deadlines(Duration.ofSeconds(2), Duration.ofMillis(600), Duration.ofMillis(800));
    private static final Letters LETTERS = Cast.letters();
    private static final Bulletin BULLETIN = Cast.bulletin(1);

    final Lanes lanes;
    final Journal journal;
    private final LinkedBlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();

    Desk(Path data, LaneRules rules, SSLContext tls, String... urls) {
        journal = new Journal(data.resolve("journal"), Clock.systemUTC());
        lanes = new Lanes(
                List.of(urls).stream().map(Relay::parse).toList(),
                rules.probeEvery(),
                overflow -> relay -> new Lane(
                        new Opening(relay, SHORT, tls, "status.harbourlight.example"),
                        rules,
                        journal,
                        Clock.systemUTC(),
                        overflow));
    }

    static Desk over(Path data, ScriptedRelay relay) {
        return new Desk(data, rules(1, 32), trusted(), relay.url());
    }

    static LaneRules rules(int connections, int depth) {
        return rules(connections, depth, 1000, Duration.ofMillis(300));
    }

    static LaneRules rules(int connections, int depth, int letters, Duration probeEvery) {
        return new LaneRules(
                connections, depth, 0, probeEvery, new Conversation.Limits(letters, depth > 1, Duration.ofSeconds(5)));
    }

    static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static Letter letter(long delivery) {
        return letter(delivery, "person" + delivery + "@rivermill.example");
    }

    static Letter letter(long delivery, String address) {
        var contact = new Recipient.Contact(
                address, null, Cast.dana().locale(), Cast.dana().zone());
        return LETTERS.write(BULLETIN, Cast.recipient(delivery, contact));
    }

    static Letter large(long delivery, int octets) {
        byte[] body = "a line of a long, long letter\r\n".repeat(octets / 31).getBytes(StandardCharsets.US_ASCII);
        Mailbox to = Mailbox.of("person" + delivery + "@rivermill.example");
        return new Letter(delivery, Cast.VERP.addressOf(delivery), to, body);
    }

    Receipt send(Letter letter) {
        return Objects.requireNonNull(send(List.of(letter)).get(letter.delivery()));
    }

    Map<Long, Receipt> sendMany(int count) {
        return send(LongStream.rangeClosed(1, count).mapToObj(Desk::letter).toList());
    }

    /** Exactly one receipt for each, and none after. */
    Map<Long, Receipt> send(List<Letter> letters) {
        lanes.send(new ArrayList<>(letters), receipts::add);
        Map<Long, Receipt> byDelivery = new TreeMap<>();
        try {
            for (int i = 0; i < letters.size(); i++) {
                Receipt receipt = receipts.poll(20, TimeUnit.SECONDS);
                assertNotNull(receipt, "only " + i + " receipts of " + letters.size());
                assertNull(byDelivery.put(receipt.delivery(), receipt), "a second receipt: " + receipt);
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        assertEquals(0, receipts.size());
        return byDelivery;
    }

    /** Waits until a lane is as wished, at most ten seconds. */
    void awaitPlaces(boolean some) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(10);
        while (lanes.places() > 0 != some && Instant.now().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertEquals(some, lanes.places() > 0);
    }

    @Override
    public void close() {
        lanes.close();
        try {
            journal.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
