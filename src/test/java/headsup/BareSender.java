package headsup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the wire takes from Java: one thread, kept connections, one write and one round trip per letter, the recipient
 * spliced in. It remembers nothing and handles no fault: a limit to measure against, not a sender.
 */
final class BareSender {

    private static final int CONNECTIONS = 8;

    private final int port;
    private final byte[] body;

    BareSender(int port, int octets) {
        this.port = port;
        this.body = ("Subject: bare\r\n\r\n"
                        + "Seventy-six octets to a line, as the text part of a real letter has them.\r\n"
                                .repeat(octets / 76))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Line {
        final SocketChannel channel;
        final ByteBuffer output = ByteBuffer.allocateDirect(64 << 10);
        final ByteBuffer input = ByteBuffer.allocateDirect(16 << 10);
        boolean open;

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        void write(ByteBuffer octets) throws IOException {
            octets.flip();
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            octets.clear();
        }

        /** Replies end with a line; each of these relays' replies is one line. */
        void read(int replies) throws IOException {
            int left = replies;
            while (left > 0) {
                input.clear();
                if (channel.read(input) < 0) {
                    throw new IOException("the sink closed");
                }
                input.flip();
                while (input.hasRemaining()) {
                    left -= input.get() == '\n' ? 1 : 0;
                }
            }
        }
    }

    /** Letters per second. */
    double send(int letters) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Line line = new Line(channel);
            line.read(1);
            line.output.put("EHLO bare.example\r\n".getBytes(StandardCharsets.US_ASCII));
            line.write(line.output);
            line.read(5);
            lines.add(line);
        }
        long from = System.nanoTime();
        int next = 0;
        for (Line line : lines) {
            envelope(line.output, next++);
            line.write(line.output);
        }
        int sent = 0;
        while (sent < letters) {
            for (Line line : lines) {
                // Of the letter before: its dot; of this one: MAIL, RCPT, DATA.
                line.read(line.open ? 4 : 3);
                line.open = true;
                line.output.put(head(next)).put(body).put(".\r\n".getBytes(StandardCharsets.US_ASCII));
                envelope(line.output, next++);
                line.write(line.output);
                sent++;
            }
        }
        for (Line line : lines) {
            line.read(4);
            line.channel.close();
        }
        return sent / ((System.nanoTime() - from) / 1e9);
    }

    private static byte[] head(int n) {
        return ("Message-ID: <" + n + "@bare.example>\r\nTo: person" + n + "@bare.example\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void envelope(ByteBuffer output, int n) {
        output.put(
                ("MAIL FROM:<b." + n + "@bare.example> SIZE=6144\r\nRCPT TO:<person" + n + "@bare.example>\r\nDATA\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
