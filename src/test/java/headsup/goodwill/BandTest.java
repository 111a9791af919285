package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandTest {

    @ParameterizedTest
    @CsvSource({
        "50, 3, strong, strong",
        "49, 3, fair, strong",
        "25, 9, fair, strong",
        "24, 3, thin, fair",
        "10, 3, thin, fair",
        "9, 3, thin, thin",
        "0, 3, thin, thin",
        "-1, 3, overdrawn, overdrawn",
        "90, 2, unknown, unknown",
        "-9, 2, unknown, unknown",
        "0, 0, unknown, unknown"
    })
    void theBandFollowsFromTheBalanceOnceThreeEntriesStandAndFromTheVersion(
            long balance, long standing, String first, String second) {
        assertEquals(first, Policy.standard().bands().of(balance, standing).word());
        assertEquals(second, Policy.standard2().bands().of(balance, standing).word());
    }

    @ParameterizedTest
    @CsvSource({"-9", "-1", "0", "9", "10", "24", "25", "49", "50", "1000"})
    void theBordersOfABandAreThoseOfItsBalances(long balance) {
        for (Bands bands : new Bands[] {Bands.FIRST, Bands.SECOND}) {
            Band band = bands.of(balance, 3);
            assertEquals(true, balance >= bands.least(band) && balance < bands.below(band), band::word);
        }
    }
}
