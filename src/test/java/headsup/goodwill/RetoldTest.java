package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Message;
import headsup.goodwill.IncidentFacts.Reopening;
import headsup.goodwill.IncidentFacts.Step;
import headsup.incident.Impact;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same incident at another cadence. */
class RetoldTest {

    @Test
    void newsEverySoOftenStandsBetweenTheFirstWordAndTheResolution() {
        IncidentFacts facts =
                facts(180L, List.of(), said(10, Kind.NEWS), said(95, Kind.NO_NEWS), said(180, Kind.RESOLVED));
        List<Message> retold = Retold.every(60, facts).messages();
        assertEquals(List.of(10L, 70L, 130L, 180L), minutes(retold));
        assertEquals(
                List.of(Kind.NEWS, Kind.NEWS, Kind.NEWS, Kind.RESOLVED),
                retold.stream().map(Message::kind).toList());
        assertEquals(70L, retold.get(0).nextMinute());
        assertEquals(130L, retold.get(1).nextMinute());
    }

    @Test
    void nobodyReportsOnWhatIsOverThoughItWasNeverTold() {
        assertEquals(
                List.of(10L, 70L, 130L),
                minutes(Retold.every(60, facts(180L, List.of(), said(10, Kind.NEWS)))
                        .messages()));
    }

    @Test
    void anOpenIncidentIsReportedOnUntilNow() {
        assertEquals(
                List.of(10L, 130L, 250L, 370L, 490L),
                minutes(Retold.every(120, facts(null, List.of(), said(10, Kind.NEWS)))
                        .messages()));
    }

    @Test
    void afterAReopeningTheFirstWordStandsAgain() {
        IncidentFacts facts = facts(
                100L,
                List.of(new Reopening(200, 300L)),
                said(10, Kind.NEWS),
                said(100, Kind.RESOLVED),
                said(220, Kind.NEWS),
                said(230, Kind.NEWS),
                said(300, Kind.RESOLVED));
        assertEquals(
                List.of(10L, 70L, 100L, 220L, 280L, 300L),
                minutes(Retold.every(60, facts).messages()));
    }

    @Test
    void whoHeardNothingHearsNothing() {
        assertEquals(List.of(), Retold.every(60, facts(180L, List.of())).messages());
    }

    @Test
    void aWordEveryHalfHourEarnsWhatThePolicyAllows() {
        IncidentFacts facts = facts(180L, List.of(), said(10, Kind.NEWS), said(180, Kind.RESOLVED));
        assertEquals(-32, net(facts));
        assertEquals(-6, net(Retold.every(30, facts)));
    }

    private static int net(IncidentFacts facts) {
        List<DerivedEntry> entries = Derivation.derive(Policy.standard(), facts);
        return entries.get(entries.size() - 1).net();
    }

    private static List<Long> minutes(List<Message> messages) {
        return messages.stream().map(Message::minute).toList();
    }

    private static Message said(long minute, Kind kind) {
        return new Message(minute, kind, null, null, false, false, null);
    }

    private static IncidentFacts facts(@Nullable Long restored, List<Reopening> reopened, Message... messages) {
        return new IncidentFacts(
                0,
                List.of(new Step(0, Impact.CRITICAL)),
                restored,
                reopened,
                List.of(messages),
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                false,
                0,
                500);
    }
}
