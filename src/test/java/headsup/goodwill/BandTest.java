package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandTest {

    @ParameterizedTest
    @CsvSource({
        "50, 3, strong",
        "49, 3, fair",
        "25, 9, fair",
        "24, 3, thin",
        "0, 3, thin",
        "-1, 3, overdrawn",
        "90, 2, unknown",
        "-9, 2, unknown",
        "0, 0, unknown"
    })
    void theBandFollowsFromTheBalanceOnceThreeEntriesStand(long balance, long standing, String word) {
        assertEquals(word, Band.of(balance, standing).word());
    }
}
