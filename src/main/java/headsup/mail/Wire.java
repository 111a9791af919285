package headsup.mail;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection: replies read and bytes written, each within a deadline. Belongs to one thread; only {@link #abort} and
 * {@link #abortIfStuck} may come from another.
 */
final class Wire implements Closeable {

    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 128;
    private static final int INPUT_OCTETS = 8192;

    private final Socket raw;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private final byte[] input = new byte[INPUT_OCTETS];
    private int inputAt;
    private int inputEnd;
    private volatile long writeEndsBefore;

    private Wire(Socket raw) throws IOException {
        this.raw = raw;
        this.socket = raw;
        this.in = raw.getInputStream();
        this.out = raw.getOutputStream();
    }

    static Wire connect(String host, int port, Duration deadline) throws IOException {
        var socket = new Socket();
        try {
            // Each write is a whole letter: waiting for more to send would only cost a round trip.
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), millis(deadline));
            return new Wire(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** TLS from here on, with a certificate that is trusted and made out to this host. */
    void secure(SSLContext tls, String host, int port, Duration deadline) throws IOException {
        if (inputAt < inputEnd) {
            // What was sent before the TLS began must never be taken for an answer within it.
            throw new ProtocolException("the relay sent something before TLS began");
        }
        var secured = (SSLSocket) tls.getSocketFactory().createSocket(raw, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout(millis(deadline));
        writeEndsBefore = System.nanoTime() + deadline.toNanos();
        secured.startHandshake();
        writeEndsBefore = 0;
        socket = secured;
        in = secured.getInputStream();
        out = secured.getOutputStream();
    }

    void write(byte[] octets, int from, int length, Duration deadline) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        writeEndsBefore = end == 0 ? 1 : end;
        out.write(octets, from, length);
        writeEndsBefore = 0;
    }

    void write(String commands, Duration deadline) throws IOException {
        byte[] octets = commands.getBytes(StandardCharsets.UTF_8);
        write(octets, 0, octets.length, deadline);
    }

    /** The next whole reply. A mute relay, a closed connection and what is no reply are all an {@code IOException}. */
    Reply read(Duration deadline) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        String line = line(end);
        int code = code(line);
        if (isLast(line)) {
            return Reply.of(code, List.of(words(line)));
        }
        List<String> lines = new ArrayList<>();
        while (lines.size() < MOST_LINES) {
            lines.add(words(line));
            if (isLast(line)) {
                return Reply.of(code, lines);
            }
            line = line(end);
            if (code(line) != code) {
                throw new ProtocolException("garbled reply: " + Hygiene.shown(line));
            }
        }
        throw new ProtocolException("a reply of more than " + MOST_LINES + " lines");
    }

    private static String words(String line) {
        return line.length() > 4 ? line.substring(4) : "";
    }

    /** Whether the relay has said something we haven't read. */
    boolean hasInput() throws IOException {
        return inputAt < inputEnd || in.available() > 0;
    }

    private static boolean isLast(String line) {
        return line.length() == 3 || line.charAt(3) == ' ';
    }

    private static int code(String line) throws ProtocolException {
        boolean fits = line.length() >= 3
                && line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && Character.isDigit(line.charAt(1))
                && Character.isDigit(line.charAt(2))
                && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
        if (!fits) {
            throw new ProtocolException(
                    "garbled reply: " + Hygiene.shown(line.substring(0, Math.min(line.length(), 80))));
        }
        return Integer.parseInt(line, 0, 3, 10);
    }

    private String line(long end) throws IOException {
        var line = new StringBuilder(80);
        while (true) {
            if (inputAt == inputEnd) {
                fill(end);
            }
            char c = (char) (input[inputAt++] & 0xff);
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append(c);
            }
            if (line.length() > LONGEST_LINE) {
                throw new ProtocolException("a reply line of more than " + LONGEST_LINE + " octets");
            }
        }
    }

    private void fill(long end) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no reply in time");
        }
        socket.setSoTimeout((int) Math.min(left + 1, Integer.MAX_VALUE));
        int read;
        try {
            read = in.read(input);
        } catch (SocketTimeoutException mute) {
            var late = new SocketTimeoutException("no reply in time");
            late.initCause(mute);
            throw late;
        }
        if (read < 0) {
            throw new EOFException("the relay closed the connection");
        }
        inputAt = 0;
        inputEnd = read;
    }

    /** Breaks a write that has hung beyond its deadline: reads have their own clock, writes have none in Java. */
    void abortIfStuck(long now) {
        long end = writeEndsBefore;
        if (end != 0 && now - end > 0) {
            abort();
        }
    }

    /** Cuts the line without a word, whoever is waiting on it. */
    void abort() {
        try {
            raw.close();
        } catch (IOException closedAnyhow) {
            // Nothing left to close.
        }
    }

    boolean isClosed() {
        return raw.isClosed();
    }

    @Override
    public void close() {
        abort();
    }

    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(duration.toMillis(), Integer.MAX_VALUE));
    }
}
