package headsup;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A relay that takes every letter at the speed of the wire and remembers whom it was for: one thread, PIPELINING, SIZE,
 * 8BITMIME. A letter counts from the moment its dot was read, as it would with a relay that dies before it answers.
 */
final class CountingSink implements Closeable {

    /** Where a conversation can be made to stand still for ever. */
    enum Phase {
        CONNECT,
        EHLO,
        MAIL,
        RCPT,
        DATA,
        BODY,
        /** The dot was read; no reply leaves. */
        DOT,
        /** The reply left; nothing after it is read. */
        REPLY
    }

    /**
     * @param letters whole letters read
     * @param octets of them
     * @param people distinct recipients, per incident
     * @param messageIds distinct
     */
    record Count(long letters, long octets, long people, long messageIds) {}

    /** When letters of an incident came, {@code System.nanoTime()}. */
    record Span(long first, long last, long letters) {}

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Thread thread;
    private final Set<Long> people = new HashSet<>();
    private final Set<Long> messageIds = new HashSet<>();
    private final List<String> toldTwice = new ArrayList<>();
    private final Map<String, Span> spans = new HashMap<>();
    private long letters;
    private long octets;
    private @Nullable Phase freeze;
    private long freezeFrom;
    private boolean frozen;

    CountingSink() throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().daemon().name("sink").start(this::serve);
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    synchronized Count count() {
        return new Count(letters, octets, people.size(), messageIds.size());
    }

    /** {@code incident recipient} of each letter beyond the first to the same person. */
    synchronized List<String> toldTwice() {
        return List.copyOf(toldTwice);
    }

    synchronized Span span(String incident) {
        return spans.getOrDefault(incident, new Span(0, 0, 0));
    }

    synchronized void forget() {
        letters = 0;
        octets = 0;
        people.clear();
        messageIds.clear();
        toldTwice.clear();
        spans.clear();
    }

    /** After so many more letters, whoever comes to this phase waits for ever. */
    synchronized void freezeAt(Phase phase, long more) {
        freeze = phase;
        freezeFrom = letters + more;
        frozen = false;
    }

    synchronized boolean isFrozen() {
        return frozen;
    }

    /** Serves new connections again. */
    synchronized void thaw() {
        freeze = null;
        frozen = false;
    }

    private synchronized boolean freezes(Phase phase) {
        boolean now = freeze == phase && letters >= freezeFrom;
        frozen |= now;
        return now;
    }

    private void serve() {
        try {
            while (server.isOpen()) {
                selector.select();
                for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    if (key.isAcceptable()) {
                        accept();
                    } else if (!((Peer) key.attachment()).read()) {
                        key.channel().close();
                    }
                }
            }
        } catch (java.nio.channels.ClosedSelectorException | java.nio.channels.ClosedChannelException closed) {
            // The bench is over.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Peer peer = new Peer(channel);
        channel.register(selector, SelectionKey.OP_READ, peer);
        if (!peer.stops(Phase.CONNECT)) {
            peer.say("220 sink.example ESMTP\r\n");
            peer.flush();
        }
    }

    private synchronized void took(String incident, String recipient, String messageId, long size) {
        letters++;
        octets += size;
        long now = System.nanoTime();
        spans.merge(incident, new Span(now, now, 1), (known, one) -> new Span(known.first(), now, known.letters() + 1));
        messageIds.add(hash(messageId));
        if (!people.add(hash(incident + ' ' + recipient))) {
            toldTwice.add(incident + ' ' + recipient);
        }
    }

    /** 64 bits: among a million letters a collision is less likely than one in ten million. */
    private static long hash(String text) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L;
            h ^= h >>> 29;
        }
        return h;
    }

    @Override
    public void close() throws IOException {
        server.close();
        selector.close();
        try {
            thread.join(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection. */
    private final class Peer {
        private final SocketChannel channel;
        private final byte[] input = new byte[256 << 10];
        private final ByteBuffer output = ByteBuffer.allocate(64 << 10);
        private int filled;
        private boolean inBody;
        private boolean inHead;
        private boolean stopped;
        private boolean over;
        private long size;
        private String recipient = "";
        private String messageId = "";
        private String incident = "";

        Peer(SocketChannel channel) {
            this.channel = channel;
        }

        /** False when the conversation is over. */
        boolean read() {
            try {
                int read = channel.read(ByteBuffer.wrap(input, filled, input.length - filled));
                if (read < 0) {
                    return false;
                }
                filled += read;
                if (stopped) {
                    filled = 0;
                    return true;
                }
                lines();
                flush();
                return !over;
            } catch (IOException reset) {
                return false;
            }
        }

        private void lines() {
            // A text is searched many octets at a time.
            String text = new String(input, 0, filled, StandardCharsets.ISO_8859_1);
            int from = 0;
            int end = 0;
            while (end >= 0 && !stopped) {
                from = inBody && !inHead ? skipBody(text, from) : from;
                end = text.indexOf('\n', from);
                if (end >= 0) {
                    line(from, end + 1 - from);
                    from = end + 1;
                }
            }
            System.arraycopy(input, from, input, 0, filled - from);
            filled -= from;
        }

        /** To the dot, or to the last line that is not whole yet; only its length counts. */
        private int skipBody(String text, int from) {
            int lastLine = Math.max(from, text.lastIndexOf('\n') + 1);
            int beforeDot = text.indexOf("\n.\r\n", from);
            int next = text.startsWith(".\r\n", from) ? from : beforeDot < 0 ? lastLine : beforeDot + 1;
            size += next - from;
            return next;
        }

        private void line(int from, int length) {
            if (!inBody) {
                command(new String(input, from, length, StandardCharsets.ISO_8859_1).strip());
                return;
            }
            size += length;
            if (length == 3 && input[from] == '.') {
                inBody = false;
                took(incident, recipient, messageId, size);
                if (!stops(Phase.DOT)) {
                    say("250 2.0.0 Ok: queued as " + Long.toString(size, 36) + "\r\n");
                    if (freezes(Phase.REPLY)) {
                        flush();
                        stopped = true;
                    }
                }
            } else if (inHead) {
                head(from, length);
            }
        }

        private void head(int from, int length) {
            if (length == 2) {
                inHead = false;
                stops(Phase.BODY);
            } else if (input[from] == 'M' || input[from] == 'X') {
                String line = new String(input, from, length, StandardCharsets.ISO_8859_1).strip();
                if (line.startsWith("Message-ID:")) {
                    messageId = line;
                } else if (line.startsWith("X-HeadsUp-Incident: ")) {
                    incident = line.substring(20);
                }
            }
        }

        private void command(String line) {
            String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "EHLO" ->
                    answer(
                            Phase.EHLO,
                            "250-sink.example\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n");
                case "MAIL" -> answer(Phase.MAIL, "250 2.1.0 Ok\r\n");
                case "RCPT" -> {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    answer(Phase.RCPT, "250 2.1.5 Ok\r\n");
                }
                case "DATA" -> {
                    inBody = true;
                    inHead = true;
                    size = 0;
                    messageId = "";
                    incident = "";
                    answer(Phase.DATA, "354 End data with <CR><LF>.<CR><LF>\r\n");
                }
                case "QUIT" -> {
                    say("221 2.0.0 Bye\r\n");
                    over = true;
                }
                default -> say("250 2.0.0 Ok\r\n");
            }
        }

        private void answer(Phase phase, String reply) {
            if (!stops(phase)) {
                say(reply);
            }
        }

        boolean stops(Phase phase) {
            stopped |= freezes(phase);
            return stopped;
        }

        void say(String reply) {
            output.put(reply.getBytes(StandardCharsets.US_ASCII));
        }

        void flush() {
            try {
                output.flip();
                while (output.hasRemaining()) {
                    channel.write(output);
                }
                output.clear();
            } catch (IOException gone) {
                over = true;
            }
        }
    }
}
