package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class IdentityTest {

    @Test
    void namesForTheWorldAreMadeOfItsHost() {
        assertEquals("status.acme.example", host("https://status.acme.example"));
        assertEquals("status.acme.example", host("https://status.acme.example:8443/status?x#y"));
        assertEquals("localhost", host("http://localhost:8080"));
        assertEquals("störung.example", host("https://störung.example/"));
        assertEquals("a-b-c", host("http://a,b<c"));
        assertEquals(
                "tag:acme.example,2005:Incident/7", of("https://acme.example").tag("Incident/7"));
    }

    private static String host(String url) {
        return of(url).host();
    }

    private static Identity of(String url) {
        return new Identity("abcdefghijkl", "Acme", url, ZoneOffset.UTC);
    }
}
