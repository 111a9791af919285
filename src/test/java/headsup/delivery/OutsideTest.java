package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.kernel.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody has us knock at doors that only this machine or its neighbours reach. */
class OutsideTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001::1",
                "ff02::1"
            })
    void theseAreNotOutside(String address) throws UnknownHostException {
        assertFalse(Outside.isPublic(InetAddress.getByName(address)));
        String host = address.contains(":") ? "[" + address + "]" : address;
        Refusal refusal = assertThrows(Refusal.class, () -> Endpoint.of("http://" + host + ":8080/hook", false));
        assertEquals("url", refusal.errors().get(0).field());
        assertEquals(8080, Endpoint.of("http://" + host + ":8080/hook", true).port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.0.1",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.0.1",
                "203.0.112.1",
                "223.255.255.1",
                "2606:4700::1111",
                "64:ff9b::1.1.1.1",
                "2002:101:101::"
            })
    void theseAreOutside(String address) throws UnknownHostException {
        assertTrue(Outside.isPublic(InetAddress.getByName(address)));
    }

    @Test
    void aNameThatMeansThisMachineIsNotGoneTo() {
        assertThrows(Refusal.class, () -> Endpoint.of("http://LOCALHOST/", false));
        assertThrows(Refusal.class, () -> Endpoint.of("http://0x7f.1/", false));
        assertThrows(Refusal.class, () -> Endpoint.of("http://2130706433/", false));
        Endpoint named = new Endpoint(false, "localhost", 80, "/");
        assertThrows(UnknownHostException.class, () -> named.resolved(false));
    }

    @Test
    void anAddressIsTakenApartForTheRequest() {
        assertEquals(
                new Endpoint(true, "hooks.example.com", 443, "/a%20b?c=d"),
                Endpoint.of("https://hooks.example.com/a%20b?c=d", false));
        assertEquals(new Endpoint(false, "hooks.example.com", 80, "/"), Endpoint.of("HTTP://hooks.example.com", false));
        assertEquals(
                "/%C3%BC", Endpoint.of("https://hooks.example.com/ü", false).target());
    }
}
