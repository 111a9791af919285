package headsup.delivery;

import headsup.Eventually;
import headsup.mail.Courier;
import headsup.mail.Courier.Standing;
import headsup.mail.OpenLetter;
import headsup.mail.Outbox;
import headsup.mail.ScriptedRelay;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** The lanes of {@link WithRelays} and who listens at their ends: nobody but the relay called {@code main} at first. */
final class Switchboard implements AutoCloseable {

    private final Courier courier;
    private final Outbox outbox;
    private final LaneWatch watch;
    private final List<ScriptedRelay> open = new ArrayList<>();
    private final Set<String> toldBefore = new HashSet<>();
    private Rows rows;

    Switchboard(Courier courier, Outbox outbox, LaneWatch watch) {
        this.courier = courier;
        this.outbox = outbox;
        this.watch = watch;
        this.rows = connect();
        silence();
        rows.run("UPDATE brake SET released_at = now(), released_by = 'the next test' WHERE released_at IS NULL");
        rows.run("UPDATE delivery SET state = 'expired', settled_at = now(), look_at = NULL"
                + " WHERE state IN ('pending', 'deferred', 'in_doubt')");
        // What an earlier test had refused is no longer held against a lane.
        courier.pause(Set.of(lane("main"), lane("second")));
        courier.pause(Set.of());
    }

    /** A lane nobody has tried yet counts as open; one letter each shows that nobody listens. */
    private void silence() {
        if (courier.ways().stream().noneMatch(way -> way.open() && !way.name().equals(lane("main")))) {
            return;
        }
        var outage = new Outage();
        outage.customer(Stream.of(1, 2, 3, 4, 5, 6).map(i -> "p" + i).toArray(String[]::new));
        outage.declare();
        Eventually.holds("nobody answers", () -> courier.places() == 0);
        Eventually.holds("nothing is under way", () -> rows.of(outage.incident()).stream()
                .allMatch(row -> row.state() == State.DEFERRED || row.state() == State.PENDING));
    }

    static String lane(String name) {
        return "127.0.0.1:" + port(name);
    }

    private static int port(String name) {
        return ConfigProvider.getConfig().getValue(WithRelays.PORT + name, Integer.class);
    }

    /** A relay that listens from now on, its lane open. What was told before is forgotten. */
    ScriptedRelay relay(String name) {
        ScriptedRelay relay = listening(name);
        awaitStanding(name, Standing.OPEN::equals);
        rows.run("DELETE FROM alarm");
        toldBefore.addAll(cards());
        return relay;
    }

    /** A relay that listens; how its lane takes it is another matter. */
    ScriptedRelay listening(String name) {
        var relay = new ScriptedRelay(port(name));
        open.add(relay);
        return relay;
    }

    void awaitStanding(String name, Predicate<Standing> wished) {
        Eventually.holds("the lane " + name + " is as wished", () -> courier.ways().stream()
                .anyMatch(way -> way.name().equals(lane(name)) && wished.test(way.standing())));
    }

    /** Held by a row alone, and looked at at once. */
    void pause(String name) {
        pausedByAnotherProcess(name);
        watch.look();
    }

    /** As another process over the same database would. */
    void pausedByAnotherProcess(String name) {
        rows.run(
                "INSERT INTO brake (scope, subject, reason, set_by, set_at)"
                        + " VALUES ('lane', ?, 'the relay is being moved', 'dana', now())",
                lane(name));
    }

    void release(String name) {
        releasedByAnotherProcess(name);
        watch.look();
    }

    void releasedByAnotherProcess(String name) {
        rows.run(
                "UPDATE brake SET released_at = now(), released_by = 'dana' WHERE scope = 'lane' AND subject = ?",
                lane(name));
    }

    Rows rows() {
        return rows;
    }

    /** The row of one address, when it has come to this state. */
    Rows.Row await(String email, State state) {
        Eventually.holds(
                email + " is " + state.word() + " and not " + rows.to(email),
                () -> rows.to(email).get(0).state() == state);
        return rows.to(email).get(0);
    }

    void awaitAll(String incident, State state) {
        Eventually.holds(
                "all are " + state.word(), () -> rows.of(incident).stream().allMatch(row -> row.state() == state));
    }

    /** So long that an alarm which nobody has seen again rings no more. */
    void aFewSecondsPass() {
        rows.run("UPDATE alarm SET seen_at = seen_at - interval '4 seconds'");
    }

    /** On-call's letters with a paragraph that begins so; without a mailer of its own they are kept in the outbox. */
    List<OpenLetter> told(String sentence) {
        return cards().stream()
                .filter(code -> !toldBefore.contains(code))
                .map(code -> outbox.read(code).orElseThrow())
                .filter(card -> paragraphs(card).anyMatch(paragraph -> paragraph.startsWith(sentence)))
                .toList();
    }

    private List<String> cards() {
        return outbox.newest(100).stream()
                .filter(kept -> kept.to().equals(WithRelays.ON_CALL))
                .map(Outbox.Kept::code)
                .toList();
    }

    private static Stream<String> paragraphs(OpenLetter card) {
        return Pattern.compile("\r?\n\\s*\n")
                .splitAsStream(card.text())
                .map(paragraph -> paragraph.replaceAll("\\s+", " ").strip());
    }

    void reconnect() {
        rows = connect();
    }

    private static Rows connect() {
        var config = ConfigProvider.getConfig();
        try {
            return new Rows(DriverManager.getConnection(
                    config.getValue("quarkus.datasource.jdbc.url", String.class),
                    config.getValue("quarkus.datasource.username", String.class),
                    config.getValue("quarkus.datasource.password", String.class)));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        open.forEach(ScriptedRelay::close);
        rows.close();
    }
}
