package headsup.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptsTest {

    private static final String HERE = "203.0.113.7";

    private Instant now = Instant.parse("2026-11-21T09:42:07Z");

    private final Attempts attempts = new Attempts(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void tenWrongPasswordsOfANameFromAPlaceAreEnoughForAMinute() {
        fail("dana", HERE, Attempts.MOST_PER_NAME - 1);
        assertFalse(attempts.tooMany("dana", HERE));
        fail("dana", HERE, 1);

        assertTrue(attempts.tooMany("dana", HERE));
        assertFalse(attempts.tooMany("dana", "203.0.113.8"), "elsewhere");
        assertFalse(attempts.tooMany("jonas", HERE), "somebody else");
        now = now.plusSeconds(60);
        assertFalse(attempts.tooMany("dana", HERE), "later");
    }

    @Test
    void sixtyOfManyNamesFromAPlaceCloseItForAll() {
        for (int i = 0; i < Attempts.MOST_PER_PLACE; i++) {
            fail("name" + i, HERE, 1);
        }

        assertTrue(attempts.tooMany("dana", HERE));
        assertFalse(attempts.tooMany("dana", "203.0.113.8"));
    }

    @Test
    void wrongTokensAreCountedApartFromPasswords() {
        for (int i = 0; i < Attempts.MOST_PER_PLACE; i++) {
            assertFalse(attempts.failedToken(HERE));
        }

        assertTrue(attempts.failedToken(HERE));
        assertFalse(attempts.tooMany("dana", HERE));
    }

    @Test
    void guessesFromEverywhereFillNoMemory() {
        for (int i = 0; i < 3 * Attempts.MOST_KEYS; i++) {
            fail("x".repeat(100_000 * (i % 2)) + i, "10.0." + i / 250 + "." + i % 250, 1);
        }

        assertEquals(Attempts.MOST_KEYS, attempts.keys());
        now = now.plusSeconds(60);
        assertEquals(0, attempts.keys());
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2",
        "2001:db8:1:2:0:0:0:1, 2001:db8:1:2",
        "2001:db8:1:2::1, 2001:db8:1:2",
        "2001:db8::1, 2001:db8::1",
        "::1, ::1",
        "::ffff:203.0.113.7, ::ffff:203.0.113.7",
        "proxy.example, proxy.example"
    })
    void anIpv6NetworkIsOnePlace(String address, String place) {
        assertEquals(place, Attempts.network(address));
    }

    private void fail(String name, String place, int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(name, place);
        }
    }
}
