package headsup.delivery;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The whole product with lanes instead of the outbox. Their ports are chosen here; nobody listens on them until a test opens
 * a relay there. One connection each and short deadlines, so that a fault takes no time.
 */
public class WithRelays implements QuarkusTestProfile {

    /** Where the test finds the ports: by lane. */
    static final String PORT = "test.relay.";

    static final String ON_CALL = "oncall@acme.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>();
        List.of("main", "second", "slow", "tired", "secret").forEach(lane -> settings.put(PORT + lane, port()));
        String local = "smtp://127.0.0.1:";
        settings.put(
                "headsup.mail.relays",
                String.join(
                        ",",
                        local + settings.get(PORT + "main"),
                        local + settings.get(PORT + "second"),
                        local + settings.get(PORT + "slow"),
                        local + settings.get(PORT + "tired"),
                        local + settings.get(PORT + "secret") + "?starttls=required",
                        "smtp://no-such-host.invalid:25"));
        settings.put("headsup.mail.from", "Acme Status <status@acme.example>");
        settings.put("headsup.mail.bounce-domain", "bounce.acme.example");
        settings.put("headsup.mail.connections", "1");
        settings.put("headsup.mail.idle", "30ms");
        settings.put("headsup.mail.probe-every", "200ms");
        settings.put("headsup.mail.deadlines.connect", "1s");
        settings.put("headsup.mail.deadlines.command", "300ms");
        settings.put("headsup.mail.deadlines.dot", "2s");
        settings.put("headsup.delivery.on-call", ON_CALL);
        return settings;
    }

    /** Below those that outgoing connections are given, so that none of these takes it. */
    private static String port() {
        var random = new Random();
        while (true) {
            int port = 20_000 + random.nextInt(10_000);
            try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return Integer.toString(free.getLocalPort());
            } catch (IOException taken) {
                // Another one, then.
            }
        }
    }
}
