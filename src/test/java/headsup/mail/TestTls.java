package headsup.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of our own making, and who trusts it. */
final class TestTls {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore keys;

    /** @param names as in {@code dns:localhost,ip:127.0.0.1} */
    TestTls(Path folder, String names) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(Integer.toHexString(names.hashCode()) + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "relay",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-dname",
                        "CN=relay",
                        "-ext",
                        "san=" + names,
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .start();
        made.getInputStream().readAllBytes();
        if (made.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
    }

    Socket serve(Socket raw) throws IOException {
        var socket = (SSLSocket) context().getSocketFactory().createSocket(raw, null, raw.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    /** One context for both sides: it shows the certificate and trusts it. */
    SSLContext context() {
        try {
            var showing = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            showing.init(keys, PASSWORD);
            var trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("relay", keys.getCertificate("relay"));
            trusting.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(showing.getKeyManagers(), trusting.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
