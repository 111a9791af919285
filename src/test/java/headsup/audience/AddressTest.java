package headsup.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dana.ortiz@rivermill.example",
                "d+status@a.b-c.example",
                "o'neil@example.com",
                "x@xn--bcher-kva.example",
                "x@bücher.example",
                "bob@localhost"
            })
    void anAddressARelayCanBeGivenIsTaken(String address) {
        assertNull(Address.fault(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dana",
                "@example.com",
                "dana@",
                "dana@example",
                "dana@example..com",
                "dana@-example.com",
                "dana@example.com.",
                "dana@192.0.2.1",
                "dana@[192.0.2.1]",
                ".dana@example.com",
                "dana.@example.com",
                "da..na@example.com",
                "da na@example.com",
                "\"dana\"@example.com",
                "dana@ortiz@example.com",
                "Dana <dana@example.com>",
                "dänä@example.com",
                "dana@exa_mple.com",
                "dana@straße.example",
                "x@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example"
            })
    void anythingElseIsNot(String text) {
        assertNotNull(Address.fault(text));
    }

    @ParameterizedTest
    @CsvSource({
        "Dana@Example.COM, Dana@example.com, D…@example.com",
        "x@Bücher.example, x@xn--bcher-kva.example, x…@bücher.example"
    })
    void theDomainIsKeptInAsciiAndShownInLetters(String given, String kept, String masked) {
        assertEquals(kept, Address.canonical(given));
        assertEquals(masked, Address.masked(kept));
    }
}
