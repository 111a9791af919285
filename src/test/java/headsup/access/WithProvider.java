package headsup.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * A product whose staff may also sign in at a provider, and whose readers have quiet hours. The provider's port is chosen here;
 * a test opens the provider there.
 */
public class WithProvider implements QuarkusTestProfile {

    /** Where a test finds the port. */
    public static final String PORT = "test.oidc.port";

    @Override
    public Map<String, String> getConfigOverrides() {
        String port = Integer.toString(freePort());
        return Map.of(
                PORT,
                port,
                "headsup.oidc.issuer",
                "http://127.0.0.1:" + port,
                "headsup.oidc.client-id",
                LyingProvider.CLIENT,
                "headsup.oidc.client-secret",
                LyingProvider.SECRET,
                "headsup.oidc.name",
                "Acme",
                "headsup.oidc.role.responder",
                "responder,on-call",
                "headsup.delivery.quiet-from",
                "21:00",
                "headsup.delivery.quiet-until",
                "08:00");
    }

    private static int freePort() {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
