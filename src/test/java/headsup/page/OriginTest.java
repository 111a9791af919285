package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, false",
                "same-origin, -, false",
                "same-site, -, false",
                "none, -, false",
                "cross-site, -, true",
                "cross-site, https://status.acme.example, true",
                "same-origin, null, false",
                "-, https://status.acme.example, false",
                "-, https://STATUS.acme.example:443, false",
                "-, http://10.0.0.7:8080, false",
                "-, https://status.acme.example.evil.example, true",
                "-, null, true",
                "-, '', true",
                "-, ':::', true"
            })
    void aFormOfAnotherSiteIsForeign(String fetchSite, String origin, boolean foreign) {
        assertEquals(foreign, Origin.isForeign(fetchSite, origin, "10.0.0.7:8080", "https://status.acme.example/"));
    }
}
