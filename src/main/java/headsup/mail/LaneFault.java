package headsup.mail;

import java.io.IOException;

/** A relay can't be talked to; nothing of any letter has gone out on this connection. */
final class LaneFault extends IOException {

    private static final long serialVersionUID = 1;

    /** What is wrong, as far as the letters waiting are concerned. */
    enum Kind {
        /** Refused, mute, closed, 421, unknown host: tried again later, no fault of any address. */
        UNREACHABLE,
        /** Login or TLS: nothing gets better by waiting, somebody must look. */
        BARRED,
        /** Somebody holds the lane, or it must not go on before somebody has looked. */
        PAUSED,
        /** This process is being stopped. */
        STOPPING
    }

    private final Kind kind;

    private LaneFault(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    private LaneFault(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    static LaneFault unreachable(Relay relay, IOException cause) {
        return new LaneFault(Kind.UNREACHABLE, relay.name() + " can't be reached: " + cause.getMessage(), cause);
    }

    /** Connections that again and again end without any use. */
    static LaneFault useless(String lane, IOException last) {
        return new LaneFault(Kind.UNREACHABLE, lane + " keeps breaking off: " + last.getMessage(), last);
    }

    static LaneFault unreachable(Relay relay, Reply reply) {
        return new LaneFault(Kind.UNREACHABLE, relay.name() + " turns us away: " + reply.text());
    }

    static LaneFault barred(String lane, String why) {
        return new LaneFault(Kind.BARRED, lane + " " + why);
    }

    static LaneFault barred(String lane, String why, IOException cause) {
        return new LaneFault(Kind.BARRED, lane + " " + why + ": " + cause.getMessage(), cause);
    }

    static LaneFault paused(String lane) {
        return new LaneFault(Kind.PAUSED, lane + " is paused");
    }

    static LaneFault stopping(String lane) {
        return new LaneFault(Kind.STOPPING, lane + " is being stopped");
    }

    Kind kind() {
        return kind;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
