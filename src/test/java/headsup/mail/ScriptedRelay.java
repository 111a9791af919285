package headsup.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A relay that does as it is told: by default it takes everything, pipelined, as Postfix would; each answer can be
 * replaced. An answer of {@code DROP} closes the connection, {@code MUTE} says nothing more.
 */
public final class ScriptedRelay implements Closeable {

    public static final String DROP = "DROP";
    public static final String MUTE = "MUTE";

    /** One letter as it was taken. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Taken(String from, String to, byte[] octets) {
        public String delivery() {
            return from.substring(2, 15);
        }
    }

    public IntFunction<String> banner = connection -> "220 relay.example ESMTP";
    public List<String> abilities =
            List.of("PIPELINING", "SIZE 10240000", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES");
    public String ehlo = "250";
    public Function<String, String> mail = from -> "250 2.1.0 Ok";
    public Function<String, String> rcpt = to -> "250 2.1.5 Ok";
    public Function<String, String> data = to -> "354 End data with <CR><LF>.<CR><LF>";
    public Function<String, String> dot = to -> "250 2.0.0 Ok: queued as 4XYZ";
    public String dataWithoutRecipient = "554 5.5.1 Error: no valid recipients";
    public String auth = "235 2.7.0 Authentication successful";
    public String quit = "221 2.0.0 Bye";
    /** Said at once after 354, before the body is read. */
    @Nullable
    public String early;

    /** So many dots are answered only when the envelope after them has come: a client that waits gets nothing. */
    int answersDotAfterNextEnvelope;

    public final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
    public final List<String> commands = Collections.synchronizedList(new ArrayList<>());
    public final AtomicInteger connections = new AtomicInteger();
    public final AtomicInteger open = new AtomicInteger();

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final @Nullable TestTls tls;

    ScriptedRelay() {
        this(0, null);
    }

    ScriptedRelay(@Nullable TestTls tls) {
        this(0, tls);
    }

    /** On a port that is known before. */
    public ScriptedRelay(int port) {
        this(port, null);
    }

    private ScriptedRelay(int port, @Nullable TestTls tls) {
        this.tls = tls;
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofPlatform().daemon().start(this::listen);
    }

    public int port() {
        return server.getLocalPort();
    }

    String url() {
        return "smtp://127.0.0.1:" + port();
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket, int number) {
        open.incrementAndGet();
        try (socket) {
            new Dialogue(socket).run(number);
        } catch (IOException | IllegalStateException ended) {
            // Dropped by one side or the other, as the script wants it.
        } finally {
            open.decrementAndGet();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private final class Dialogue {

        private Socket socket;
        private BufferedInputStream in;
        private @Nullable String from;
        private @Nullable String to;

        Dialogue(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        void run(int number) throws IOException {
            say(banner.apply(number));
            for (String line = line(); line != null; line = line()) {
                commands.add(line);
                answer(line, line.split("[ :]", 2)[0]);
            }
        }

        private void answer(String line, String verb) throws IOException {
            switch (verb) {
                case "EHLO" -> hello();
                case "HELO", "NOOP" -> say("250 relay.example");
                case "STARTTLS" -> startTls();
                case "AUTH" -> login(line);
                case "RSET" -> {
                    forget();
                    say("250 2.0.0 Ok");
                }
                case "MAIL" -> sender(line);
                case "RCPT" -> recipient(line);
                case "DATA" -> body();
                case "QUIT" -> {
                    say(quit);
                    throw new IllegalStateException("end");
                }
                default -> say("502 5.5.2 Error: command not recognized");
            }
        }

        private void hello() throws IOException {
            if (!ehlo.equals("250")) {
                say(ehlo);
                return;
            }
            var lines = new StringBuilder("250-relay.example\r\n");
            abilities.forEach(ability -> lines.append("250-").append(ability).append("\r\n"));
            say(lines.append("250 DSN").toString());
        }

        private void startTls() throws IOException {
            say("220 2.0.0 Ready to start TLS");
            if (tls != null) {
                socket = tls.serve(socket);
                in = new BufferedInputStream(socket.getInputStream());
            }
        }

        private void login(String line) throws IOException {
            if (line.equals("AUTH LOGIN")) {
                say("334 VXNlcm5hbWU6");
                commands.add(String.valueOf(line()));
                say("334 UGFzc3dvcmQ6");
                commands.add(String.valueOf(line()));
            }
            say(auth);
        }

        private void sender(String line) throws IOException {
            if (from != null) {
                say("503 5.5.1 Error: nested MAIL command");
                return;
            }
            String address = between(line);
            String reply = mail.apply(address);
            from = reply.startsWith("2") ? address : null;
            say(reply);
        }

        private void recipient(String line) throws IOException {
            if (from == null) {
                say("503 5.5.1 Error: need MAIL command");
                return;
            }
            String address = between(line);
            String reply = rcpt.apply(address);
            to = reply.startsWith("2") ? address : null;
            say(reply);
        }

        private void body() throws IOException {
            String recipient = to;
            if (recipient == null) {
                String reply = from == null ? "503 5.5.1 Error: need RCPT command" : dataWithoutRecipient;
                say(reply);
                if (reply.startsWith("354")) {
                    letter();
                    say("554 5.5.1 Error: no valid recipients");
                    forget();
                }
                return;
            }
            String reply = data.apply(recipient);
            say(reply);
            if (reply.startsWith("354")) {
                if (early != null) {
                    say(early);
                    throw new IllegalStateException("cut");
                }
                byte[] letter = letter();
                String verdict = dot.apply(recipient);
                if (verdict.startsWith("2")) {
                    taken.add(new Taken(String.valueOf(from), recipient, letter));
                }
                forget();
                if (answersDotAfterNextEnvelope-- > 0) {
                    peekEnvelope();
                }
                say(verdict);
            }
        }

        private void peekEnvelope() throws IOException {
            in.mark(4096);
            for (String verb : List.of("MAIL", "RCPT", "DATA")) {
                String line = line();
                if (line == null || !line.startsWith(verb)) {
                    throw new IllegalStateException("no " + verb + " but " + line);
                }
            }
            in.reset();
        }

        private void forget() {
            from = null;
            to = null;
        }

        private byte[] letter() throws IOException {
            var octets = new ByteArrayOutputStream();
            for (String line = line(); !".".equals(line); line = line()) {
                if (line == null) {
                    throw new IllegalStateException("cut off within a letter");
                }
                octets.writeBytes(
                        (line.startsWith(".") ? line.substring(1) : line).getBytes(StandardCharsets.ISO_8859_1));
                octets.writeBytes(new byte[] {'\r', '\n'});
            }
            return octets.toByteArray();
        }

        private void say(String reply) throws IOException {
            if (reply.equals(DROP)) {
                throw new IllegalStateException("dropped");
            }
            if (reply.equals(MUTE)) {
                while (in.read() >= 0) {
                    // Listens, and says nothing.
                }
                throw new IllegalStateException("muted");
            }
            socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        private @Nullable String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet == '\n') {
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                }
                line.write(octet);
            }
            return null;
        }

        private static String between(String line) {
            return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }
    }
}
