package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is owed comes before what is missing. */
class TopUpTest {

    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

    private static Instant ago(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static TopUp of(
            TopUp.@Nullable OpenCase complaint,
            @Nullable Instant missed,
            @Nullable Instant rated,
            @Nullable Instant broken,
            @Nullable Instant spoken,
            @Nullable Instant good) {
        return TopUp.of(
                new TopUp.Signs(
                        complaint,
                        null,
                        null,
                        missed,
                        null,
                        rated,
                        null,
                        broken == null ? null : "i1",
                        broken,
                        spoken,
                        good),
                NOW);
    }

    private static TopUp.OpenCase complaint(TopUp.Stage stage) {
        return new TopUp.OpenCase("bill", ago(3), stage);
    }

    @Test
    void anUnansweredComplaintComesFirst() {
        assertEquals(
                new TopUp.Answer("bill", ago(3)),
                of(complaint(TopUp.Stage.UNANSWERED), ago(1), ago(1), ago(1), null, null));
        assertEquals(
                new TopUp.Resolve("bill", ago(3)),
                of(complaint(TopUp.Stage.ANSWERED), ago(1), ago(1), ago(1), null, null));
    }

    @Test
    void aQuestionNobodyAnsweredComesBeforeAnAnsweredComplaint() {
        var asked = new TopUp.Inquiry("i9", ago(1));
        var signs = new TopUp.Signs(
                complaint(TopUp.Stage.ANSWERED), asked, "i2", null, null, null, null, null, null, null, null);
        assertEquals(new TopUp.AnswerInquiry("i9", ago(1)), TopUp.of(signs, NOW));
    }

    @Test
    void whatWasNotMendedIsNamedUntilWeSpoke() {
        assertEquals(new TopUp.MakeGood(ago(5)), of(null, ago(5), ago(4), ago(3), null, ago(2)));
        assertEquals(new TopUp.AskWhy(ago(4)), of(null, null, ago(4), ago(3), null, ago(2)));
        assertEquals(new TopUp.OwnUp("i1", ago(3)), of(null, null, null, ago(3), ago(9), ago(2)));
        assertEquals(new TopUp.KeepOn(), of(null, ago(5), ago(4), ago(3), ago(1), ago(1)));
    }

    @Test
    void aResolvedComplaintWaitsForTheirYes() {
        assertEquals(
                new TopUp.AskWhetherSettled("bill"),
                of(complaint(TopUp.Stage.RESOLVED), null, null, null, null, ago(1)));
    }

    @Test
    void afterThirtyDaysWithoutAnythingGoodItIsTimeForSome() {
        assertEquals(new TopUp.KeepOn(), of(null, null, null, null, null, ago(29)));
        assertEquals(new TopUp.BringGoodNews(30L), of(null, null, null, null, null, ago(30)));
        assertEquals(new TopUp.BringGoodNews(null), of(null, null, null, null, null, null));
    }

    @Test
    void aKindnessIsThankedForUntilWeSpoke() {
        var kind = new TopUp.Signs(null, null, null, null, null, null, ago(4), null, null, ago(9), ago(4));
        var thanked = new TopUp.Signs(null, null, null, null, null, null, ago(4), null, null, ago(2), ago(2));
        assertEquals(new TopUp.Thank(ago(4)), TopUp.of(kind, NOW));
        assertEquals(new TopUp.KeepOn(), TopUp.of(thanked, NOW));
    }
}
