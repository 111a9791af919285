package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Receipt YES = new Receipt.Accepted(1, Instant.EPOCH, "250 Ok", "relay:25");
    private static final Receipt POLICY = new Receipt.Rejected(1, "554 5.7.1 spam", "5.7.1", Receipt.AddressFault.NONE);
    private static final Receipt UNKNOWN =
            new Receipt.Rejected(1, "550 5.1.1 nobody", "5.1.1", Receipt.AddressFault.UNKNOWN_USER);

    private final Refusals refusals = new Refusals(0);

    @Test
    void threeOfTwentyAreTooMany() {
        said(YES, 17, 0);
        said(POLICY, 2, 0);
        assertEquals("refused 3 of 20 letters within 5 minutes by policy: 554 5.7.1 spam", refusals.heed(POLICY, 0));
    }

    @Test
    void whomALetterWasForIsLeftOut() {
        var no = new Receipt.Rejected(
                1, "550 5.7.1 <dana@rivermill.example>: not wanted", "5.7.1", Receipt.AddressFault.NONE);
        said(YES, 17, 0);
        said(POLICY, 2, 0);
        assertEquals(
                "refused 3 of 20 letters within 5 minutes by policy: 550 5.7.1 <…>: not wanted", refusals.heed(no, 0));
    }

    @Test
    void nineteenAnswersOrTwoRefusalsSayNothingYet() {
        said(YES, 16, 0);
        said(POLICY, 3, 0);
        var few = new Refusals(0);
        for (int i = 0; i < 18; i++) {
            few.heed(YES, 0);
        }
        few.heed(POLICY, 0);
        assertNull(few.heed(POLICY, 0));
    }

    @Test
    void justOneInAHundredIsNotYetMoreThanThat() {
        said(YES, 297, 0);
        said(POLICY, 2, 0);
        assertNull(refusals.heed(POLICY, 0));
        assertNotNull(refusals.heed(POLICY, 0));
    }

    @Test
    void otherRefusalsAndWhatNeverGotAnAnswerCountForNothing() {
        said(UNKNOWN, 100, 0);
        for (int i = 0; i < 100; i++) {
            assertNull(refusals.heed(new Receipt.NotSent(1, "before the dot"), 0));
            assertNull(refusals.heed(new Receipt.Doubtful(1, "after the dot"), 0));
        }
    }

    @Test
    void whatIsOlderThanFiveMinutesIsForgotten() {
        said(POLICY, 2, 0);
        said(YES, 30, Duration.ofMinutes(5).plusSeconds(10).toNanos());
        assertNull(refusals.heed(POLICY, Duration.ofMinutes(5).plusSeconds(10).toNanos()));
        said(YES, 1, Duration.ofHours(9).toNanos());
    }

    @Test
    void whatStillLiesWithinFiveMinutesIsNot() {
        said(POLICY, 2, 0);
        said(YES, 30, Duration.ofSeconds(289).toNanos());
        assertNotNull(refusals.heed(POLICY, Duration.ofSeconds(289).toNanos()));
    }

    @Test
    void afterSomebodyHasLookedItBeginsAnew() {
        said(YES, 30, 0);
        said(POLICY, 2, 0);
        refusals.forget();
        said(YES, 30, 0);
        assertNull(refusals.heed(POLICY, 0));
    }

    private void said(Receipt receipt, int times, long now) {
        for (int i = 0; i < times; i++) {
            assertNull(refusals.heed(receipt, now));
        }
    }
}
