package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.goodwill.Circumstances.Unheard;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences of a statement tell times as the column beside them does: in the zone of the page. */
class MomentsTest {

    private static final Moments ZURICH = Moments.inZone(ZoneId.of("Europe/Zurich"));

    @ParameterizedTest
    @CsvSource({
        "2026-06-10T23:30:00Z, 11 Jun 2026 01:30 CEST, 11 Jun 2026",
        "2026-12-31T23:30:00Z, 1 Jan 2027 00:30 CET, 1 Jan 2027",
        "2026-03-29T00:59:00Z, 29 Mar 2026 01:59 CET, 29 Mar 2026",
        "2026-03-29T01:00:00Z, 29 Mar 2026 03:00 CEST, 29 Mar 2026",
        "2026-10-25T00:30:00Z, 25 Oct 2026 02:30 CEST, 25 Oct 2026",
        "2026-10-25T01:30:00Z, 25 Oct 2026 02:30 CET, 25 Oct 2026"
    })
    void aSentenceTellsTheTimeAndTheDayOfThePageAndNamesItsZone(String instant, String time, String day) {
        long minute = CohortFacts.minute(Instant.parse(instant));
        assertEquals(time, ZURICH.time(minute));
        assertEquals(day, ZURICH.date(minute));
    }

    @Test
    void bothKindsOfSentencesTellItSo() {
        long late = CohortFacts.minute(Instant.parse("2026-06-10T23:30:00Z"));
        Circumstances around = new Circumstances("Mail", Unheard.BOUNCE);
        Wording wording = new Wording(ZURICH);
        assertEquals(
                "11 Jun 2026 01:30 CEST",
                wording.sentence(new IncidentWhy.Call(late), around).replaceAll(".* at |\\.$", ""));
        assertEquals(
                "11 Jun 2026",
                wording.sentence(new RelationshipWhy.TouchpointKept(late), around)
                        .replaceAll(".* on |\\.$", ""));
    }
}
