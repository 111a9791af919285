package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What holds letters up now, for the people in front of a screen. */
@ApplicationScoped
public class Holdups {

    /**
     * @param sentence in words, without an end stop
     * @param brake by which it can be let go; 0 when nobody holds it
     */
    public record Holdup(String sentence, Instant since, long brake) {}

    private final Brakes brakes;
    private final Alarms alarms;

    Holdups(Brakes brakes, Alarms alarms) {
        this.brakes = brakes;
        this.alarms = alarms;
    }

    /** Brakes on everything, incidents and lanes, and the trouble of lanes; oldest first. Single customers are left out. */
    @Transactional
    public List<Holdup> now() {
        Stream<Holdup> held = brakes.holding().stream()
                .filter(brake -> !brake.scope().equals("customer"))
                .map(brake -> new Holdup(sentence(brake), brake.setAt(), brake.id()));
        Stream<Holdup> trouble =
                alarms.ringing().stream().map(alarm -> new Holdup(sentence(alarm), alarm.beganAt(), 0));
        return Stream.concat(held, trouble)
                .sorted(Comparator.comparing(Holdup::since))
                .toList();
    }

    private static String sentence(Brakes.Brake brake) {
        String what =
                switch (brake.scope()) {
                    case "all" -> "All letters are held back";
                    case "lane" -> "Lane " + brake.subject() + " is paused";
                    default -> "Letters of " + brake.scope() + " " + brake.subject() + " are held back";
                };
        return what + " by " + brake.setBy() + ": " + brake.reason();
    }

    private static String sentence(Alarms.Alarm alarm) {
        return alarm.subject().equals(LaneWatch.RELAYS)
                ? "No relay answers, letters wait: " + alarm.words()
                : alarm.words();
    }
}
