package headsup.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.net.HostAndPort;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCookieTest {

    @ParameterizedTest
    @CsvSource({
        "https://status.acme.example, status.acme.example, true",
        "https://status.acme.example/sub, Status.Acme.example:443, true",
        "https://status.acme.example:8443, status.acme.example:8443, true",
        "https://status.acme.example, status.acme.example:8080, false",
        "https://status.acme.example, 10.0.0.7:8080, false",
        "https://status.acme.example, status.acme.example.evil.example, false",
        "http://status.acme.example, status.acme.example, false",
        "http://localhost:8080, localhost:8080, false"
    })
    void aPageOverTlsIsKnownByItsHost(URI page, String asked, boolean secure) {
        assertEquals(secure, SessionCookie.isPage(page, HostAndPort.parseAuthority(asked, -1)));
    }

    @Test
    void whoNamesNoHostIsNotOnThePage() {
        assertFalse(SessionCookie.isPage(URI.create("https://status.acme.example"), null));
    }
}
