package headsup.delivery;

import static headsup.delivery.Outage.address;
import static headsup.delivery.Switchboard.lane;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.mail.Courier;
import headsup.mail.Courier.Standing;
import headsup.mail.Evidence;
import headsup.mail.Outbox;
import headsup.mail.Receipt;
import headsup.mail.ScriptedRelay;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fault table of mail.md section 4, line by line: what a row becomes when the real lanes meet a relay that fails so. */
@QuarkusTest
@TestProfile(WithRelays.class)
@QuarkusTestResource(FreshDatabase.class)
class FaultTableTest {

    @Inject
    Courier courier;

    @Inject
    Outbox outbox;

    @Inject
    Deliveries deliveries;

    @Inject
    Claims claims;

    @Inject
    Evidence evidence;

    @Inject
    LaneWatch watch;

    private Switchboard board;
    private ScriptedRelay relay;
    private Outage outage;
    private String customer;
    private String dana;

    @BeforeEach
    void aCustomerAndARelayThatWorks() {
        board = new Switchboard(courier, outbox, watch);
        relay = board.relay("main");
        outage = new Outage();
        customer = outage.customer("dana");
        dana = address("dana", customer);
    }

    @AfterEach
    void close() {
        board.close();
    }

    // ---- 450/451 at RCPT (greylisting): deferred -----------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"450 4.2.0 Greylisted", "451 4.7.1 come back later"})
    void greylistingIsDeferredAndLaterAccepted(String reply) {
        relay.rcpt = to -> reply;
        outage.declare();
        Rows.Row later = board.await(dana, State.DEFERRED);
        assertEquals(1, later.attempts());
        assertWaits(later, Duration.ofMinutes(1));
        Map<String, Object> shown = outage.delivery(dana);
        assertTrue(String.valueOf(shown.get("waitsFor")).matches("until ..:..:.. UTC; the relay said: " + reply));

        relay.rcpt = to -> "250 2.1.5 Ok";
        board.rows().hasten(outage.incident());
        Rows.Row accepted = board.await(dana, State.ACCEPTED);
        assertEquals(2, accepted.attempts());
        assertEquals(lane("main"), accepted.lane());
        assertEquals(1, taken(dana));
    }

    // ---- 421 at banner, refused, mute, closed before banner, DNS: deferred, nothing counted ------

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 too busy", ScriptedRelay.MUTE, ScriptedRelay.DROP, "refused"})
    void aRelayThatDoesNotGreetUsDefersAndCountsNoAttempt(String banner) {
        if (banner.equals("refused")) {
            relay.close();
        } else {
            relay.banner = connection -> banner;
        }
        outage.declare();
        assertEquals(0, board.await(dana, State.DEFERRED).attempts());
        board.awaitStanding("main", Standing.OUT::equals);
        String waits = String.valueOf(outage.delivery(dana).get("waitsFor"));
        assertTrue(waits.startsWith("no relay answers: " + lane("main")), waits);
        assertTrue(waits.contains("no-such-host.invalid"), "the lane whose name nobody knows is out as well: " + waits);

        if (banner.equals("refused")) {
            relay = board.listening("main");
        } else {
            relay.banner = connection -> "220 here again";
        }
        assertEquals(1, board.await(dana, State.ACCEPTED).attempts());
        assertNull(board.rows().quarantine(dana));
    }

    // ---- 421 or drop mid-session before the dot: pending again ----------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 shutting down", ScriptedRelay.DROP})
    void whatEndsBeforeTheDotIsPendingAgain(String reply) {
        relay.rcpt = to -> reply;
        outage.declare();
        Eventually.holds("it was tried", () -> board.rows().to(dana).get(0).reply() != null);
        Rows.Row again = board.rows().to(dana).get(0);
        assertEquals(State.PENDING, again.state());
        assertEquals(0, again.attempts());
        assertTrue(String.valueOf(again.reply()).startsWith("before the dot: "), again.reply());

        relay.rcpt = to -> "250 2.1.5 Ok";
        board.rows().hasten(outage.incident());
        assertEquals(1, board.await(dana, State.ACCEPTED).attempts());
        assertEquals(1, taken(dana));
    }

    // ---- Drop, timeout or garbled reply after the dot: in doubt ---------------------------------

    @ParameterizedTest
    @ValueSource(strings = {ScriptedRelay.DROP, ScriptedRelay.MUTE, "hm?"})
    void whatEndsAfterTheDotIsInDoubtAndSentOnceMoreAtMost(String reply) {
        relay.dot = to -> reply;
        outage.declare();
        Rows.Row doubt = board.await(dana, State.IN_DOUBT);
        assertWaits(doubt, Patience.DOUBT);
        assertInstanceOf(
                Receipt.Doubtful.class, evidence.about(List.of(doubt.id())).get(doubt.id()));

        relay.dot = to -> "250 2.0.0 Ok: queued as 2";
        board.rows().hasten(outage.incident());
        Rows.Row resent = board.await(dana, State.ACCEPTED);
        assertTrue(resent.resent(), "flagged");
        assertEquals("250 2.0.0 Ok: queued as 2", resent.reply());
    }

    @Test
    void aSecondDoubtStaysUnknownForEver() {
        var dots = new AtomicInteger();
        relay.dot = to -> {
            dots.incrementAndGet();
            return ScriptedRelay.DROP;
        };
        outage.declare();
        board.await(dana, State.IN_DOUBT);
        board.rows().hasten(outage.incident());
        Eventually.holds(
                "it is in doubt again",
                () -> dots.get() == 2 && board.rows().to(dana).get(0).state() == State.IN_DOUBT);
        board.rows().hasten(outage.incident());
        board.await(dana, State.UNKNOWN);
        assertEquals(2, dots.get());
    }

    // ---- 550 5.1.1 unknown user: rejected; quarantine after two in 24 h or more; 5.1.10, 5.2.1 at once --

    @Test
    void anUnknownUserIsQuarantinedWhenItIsSaidAgainADayLater() {
        relay.rcpt = to -> "550 5.1.1 User unknown";
        outage.declare();
        assertEquals("unknown_user", board.await(dana, State.REJECTED).reason());
        outage.post();
        awaitRejected(2);
        assertNull(board.rows().quarantine(dana), "twice within a minute says nothing more than once");

        board.rows().dayPasses(dana);
        outage.post();
        awaitRejected(3);
        Eventually.holds("quarantined", () -> "550 5.1.1 User unknown"
                .equals(board.rows().quarantine(dana)));
        outage.post();
        assertEquals("quarantined", board.await(dana, State.SUPPRESSED).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.1.10 null MX", "550 5.2.1 mailbox disabled"})
    void aClosedAddressIsQuarantinedAtOnce(String reply) {
        relay.rcpt = to -> reply;
        outage.declare();
        assertEquals("closed", board.await(dana, State.REJECTED).reason());
        Eventually.holds("quarantined", () -> reply.equals(board.rows().quarantine(dana)));
    }

    // ---- 5.2.2 mailbox full: deferred, then quarantine ------------------------------------------

    @Test
    void aFullMailboxIsDeferredUntilPatienceIsOverAndThenQuarantined() {
        relay.rcpt = to -> "552 5.2.2 mailbox full";
        outage.declare();
        for (int attempts = 1; attempts <= 3; attempts++) {
            int made = attempts;
            Eventually.holds(
                    "attempt " + made + " is over",
                    () -> board.rows().to(dana).get(0).attempts() == made
                            && board.rows().to(dana).get(0).state() == State.DEFERRED);
            assertNull(board.rows().quarantine(dana));
            board.rows().hasten(outage.incident());
        }
        assertEquals("full", board.await(dana, State.REJECTED).reason());
        Eventually.holds("quarantined", () -> "552 5.2.2 mailbox full"
                .equals(board.rows().quarantine(dana)));
    }

    // ---- 5.7.x: rejected; never suppress the address; > 1 % in 5 min pauses the lane and tells on-call --

    @Test
    void refusalsByPolicyPauseTheLaneAndTellOnCallAndBurnNoAddress() {
        String many =
                outage.customer(IntStream.range(0, 40).mapToObj(i -> "p" + i).toArray(String[]::new));
        var answers = new AtomicInteger();
        relay.dot = to -> answers.incrementAndGet() > 20 ? "554 5.7.1 not wanted" : "250 2.0.0 Ok";
        outage.declare();
        board.awaitStanding("main", standing -> standing != Standing.OPEN);
        watch.look();
        board.awaitStanding("main", Standing.PAUSED::equals);
        Eventually.holds("what had begun is over", () -> outage.count(State.SENDING) == 0);

        long rejected = outage.count(State.REJECTED);
        assertTrue(rejected == 3 || rejected == 4, rejected + " rejected");
        assertEquals(20, outage.count(State.ACCEPTED));
        // Deferred are those that were offered to the other lanes, where nobody listens.
        List<Rows.Row> waiting = board.rows().of(outage.incident()).stream()
                .filter(row -> row.state() == State.PENDING || row.state() == State.DEFERRED)
                .toList();
        assertEquals(41 - 20 - rejected, waiting.size());
        waiting.forEach(row -> assertEquals(0, row.attempts()));
        String why = lane("main") + " refused 3 of 23 letters within 5 minutes by policy: 554 5.7.1 not wanted";
        Map<String, Object> brake = Outage.staff().get("/api/v1/brakes").path("items[0]");
        assertEquals("lane", brake.get("scope"));
        assertEquals("headsup", brake.get("setBy"));
        assertEquals(why, brake.get("reason"));
        assertTrue(console("/console").contains("Lane " + lane("main") + " is paused by headsup: " + why));
        assertTrue(console("/console/settings").contains("paused by headsup: " + why));
        Eventually.holds(
                "on-call knows",
                () -> board.told("Lane " + lane("main") + " is paused: " + why).size() == 1);
        String waits = outage.deliveries()
                .getString("items.find { it.state == 'pending' || it.state == 'deferred' }.waitsFor");
        assertTrue(waits.contains("lane " + lane("main") + " is paused, by headsup: " + why), waits);
        for (int i = 0; i < 40; i++) {
            assertNull(board.rows().quarantine(address("p" + i, many)));
        }

        relay.dot = to -> "250 2.0.0 Ok";
        Outage.staff().delete("/api/v1/brakes/" + brake.get("id")).then().statusCode(204);
        watch.look();
        board.rows().hasten(outage.incident());
        outage.awaitCount(State.ACCEPTED, 41 - rejected);
    }

    // ---- 550 after 354 while the body is still going out: rejected ------------------------------

    @Test
    void aNoWhileTheBodyStillGoesOutIsRejected() {
        relay.early = "550 5.7.0 enough";
        outage.declare();
        Rows.Row no = board.await(dana, State.REJECTED);
        assertEquals("550 5.7.0 enough", no.reply());
        assertNull(no.reason());
        assertNull(board.rows().quarantine(dana), "policy never burns an address");
    }

    // ---- 452/454 or a stated wait: deferred, honour the wait, halve the rate --------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "450 4.2.0 Greylisted, come back in 10 minutes | 600 | 1",
                "451 4.2.0 try again in 20 seconds             |  60 | 1",
            })
    void aStatedWaitIsHonouredWhenItIsLongerThanOurOwn(String reply, int seconds, int attempts) {
        relay.rcpt = to -> reply;
        outage.declare();
        Rows.Row later = board.await(dana, State.DEFERRED);
        assertWaits(later, Duration.ofSeconds(seconds));
        assertEquals(attempts, later.attempts());
    }

    @ParameterizedTest
    @CsvSource({"slow,452 4.3.1 too much wait 2 minutes", "tired,454 4.3.0 not now wait 2 minutes"})
    void aRelayThatIsAskedTooMuchIsWaitedForAndAskedLess(String lane, String reply) {
        board.pause("main");
        outage.customer("eve");
        ScriptedRelay slow = board.listening(lane);
        board.awaitStanding(lane, Standing.OPEN::equals);
        var asked = new ConcurrentLinkedQueue<Instant>();
        slow.rcpt = to -> {
            asked.add(Instant.now());
            return asked.size() == 1 ? reply : "250 2.1.5 Ok";
        };
        outage.declare();
        outage.awaitCount(State.DEFERRED, 1);
        outage.awaitCount(State.ACCEPTED, 1);
        Rows.Row later = board.rows().of(outage.incident()).stream()
                .filter(row -> row.state() == State.DEFERRED)
                .findFirst()
                .orElseThrow();
        assertWaits(later, Duration.ofMinutes(2));
        assertEquals(0, later.attempts(), "it was not the address");
        Instant first = asked.remove();
        Duration pause = Duration.between(first, asked.remove());
        assertTrue(pause.toMillis() > 900, "at half of one a second, not after " + pause);
    }

    // ---- AUTH or TLS failure: lane down, rows stay, on-call told --------------------------------

    @Test
    void aRefusedLoginTakesTheLaneOutAndTheRowsStay() {
        relay.mail = from -> "530 5.7.0 Authentication required";
        outage.declare();
        String sentence = lane("main") + " wants a login: 530 5.7.0 Authentication required";
        Eventually.holds("on-call knows", () -> {
            watch.look();
            return !board.told(sentence).isEmpty();
        });
        Rows.Row stays = board.await(dana, State.PENDING);
        assertEquals(0, stays.attempts());
        assertTrue(console("/console").contains(sentence));

        board.rows().hasten(outage.incident());
        relay.mail = from -> "250 2.1.0 Ok";
        board.await(dana, State.ACCEPTED);
        assertEquals(1, board.told(sentence).size(), "once, however often it was seen");
    }

    @Test
    void aRelayThatOffersNoTlsWhereItIsRequiredIsOutAndTheRowsStay() {
        relay.close();
        board.awaitStanding("main", standing -> true);
        ScriptedRelay secret = board.listening("secret");
        board.awaitStanding("secret", Standing.BARRED::equals);
        outage.declare();
        String sentence = lane("secret") + " offers no STARTTLS, which is required";
        Eventually.holds("on-call knows", () -> !board.told(sentence).isEmpty());
        board.awaitStanding("main", Standing.OUT::equals);
        Eventually.holds("it waits", () -> String.valueOf(outage.delivery(dana).get("waitsFor"))
                .contains(sentence));
        assertEquals(0, board.rows().to(dana).get(0).attempts());
        assertTrue(secret.taken.isEmpty());
    }

    // ---- All lanes down: rows wait, the console says so, on-call is told once -------------------

    @Test
    void whenNoRelayAnswersRowsWaitAndSomebodyIsToldOnce() {
        relay.close();
        outage.declare();
        board.await(dana, State.DEFERRED);
        Eventually.holds("on-call knows", () -> !board.told("No relay answers").isEmpty());
        for (int ticks = 0; ticks < 5; ticks++) {
            watch.look();
        }
        assertEquals(1, board.told("No relay answers").size());
        assertTrue(console("/console").contains("No relay answers, letters wait: " + lane("main")));
        assertTrue(console("/console/incidents/" + outage.incident() + "/deliveries")
                .contains("no relay answers: " + lane("main")));

        relay = board.listening("main");
        board.await(dana, State.ACCEPTED);
        Eventually.holds("the console is calm again", () -> {
            board.aFewSecondsPass();
            return !console("/console").contains("No relay answers");
        });
    }

    // ---- A batch that was claimed and can't be written -------------------------------------------

    @Test
    void aBatchThatCannotBeWrittenGoesBackAndIsSentLater() {
        board.pause("main");
        outage.declare();
        board.rows().run("ALTER TABLE contact RENAME TO contact_away");
        try {
            board.release("main");
            Eventually.holds("it was claimed and came back", () -> "could not be written yet"
                    .equals(board.rows().of(outage.incident()).get(0).reply()));
            Rows.Row back = board.rows().of(outage.incident()).get(0);
            assertEquals(State.PENDING, back.state());
            assertEquals(0, back.attempts());
        } finally {
            board.rows().run("ALTER TABLE contact_away RENAME TO contact");
        }
        board.rows().hasten(outage.incident());
        assertEquals(1, board.await(dana, State.ACCEPTED).attempts());
        assertEquals(1, taken(dana));
    }

    // ---- Letters of a critical incident overtake those of a note ---------------------------------

    @Test
    void aCriticalIncidentOvertakesEvenWhatIsDueAgain() {
        board.pause("main");
        outage.declare();
        board.rows().run("UPDATE fan_out SET urgency = 3 WHERE incident_id = ?", outage.incident());
        board.rows().run("UPDATE delivery SET urgency = 3 WHERE incident_id = ?", outage.incident());
        board.rows()
                .run(
                        "UPDATE delivery SET look_at = now() - interval '1 minute' WHERE incident_id = ?",
                        outage.incident());
        Outage critical = new Outage();
        critical.customer("ines");
        critical.declare();
        assertEquals(critical.incident(), claims.claim(1).get(0).incidentId());
        assertEquals(outage.incident(), claims.claim(1).get(0).incidentId());
    }

    // ---- One worker frozen beyond its lease: its late result is refused by the fence ------------

    @Test
    void aWorkerFrozenBeyondItsLeaseComesTooLate() {
        board.pause("main");
        outage.declare();
        List<Claimed> frozen = claims.claim(500);
        Claimed mine = frozen.stream()
                .filter(row -> row.incidentId().equals(outage.incident()))
                .findFirst()
                .orElseThrow();
        assertEquals(State.SENDING, board.rows().to(dana).get(0).state());
        board.rows().leaseEnds(outage.incident());
        claims.doubtExpired();
        Rows.Row doubt = board.await(dana, State.IN_DOUBT);
        assertTrue(doubt.fence() > mine.fence());

        Outcome late = Outcome.of(mine, State.ACCEPTED, Instant.now(), "250 at last");
        assertEquals(0, deliveries.settle(List.of(late)));
        assertEquals(State.IN_DOUBT, board.rows().to(dana).get(0).state());
        assertFalse("250 at last".equals(board.rows().to(dana).get(0).reply()));
    }

    private void awaitRejected(int count) {
        Eventually.holds(
                count + " are rejected",
                () -> board.rows().to(dana).stream()
                                .filter(row -> row.state() == State.REJECTED)
                                .count()
                        == count);
    }

    /** That long from now, give or take what the test itself took. */
    private static void assertWaits(Rows.Row row, Duration wait) {
        Duration left = Duration.between(Instant.now(), Objects.requireNonNull(row.lookAt()));
        assertTrue(left.compareTo(wait) <= 0 && left.compareTo(wait.minusSeconds(20)) > 0, "waits for " + left);
    }

    private long taken(String email) {
        return relay.taken.stream().filter(letter -> letter.to().equals(email)).count();
    }

    private static String console(String path) {
        return Outage.staff().get(path).then().statusCode(200).extract().asString();
    }
}
