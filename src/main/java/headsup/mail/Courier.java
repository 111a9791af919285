package headsup.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Carries letters: over SMTP lanes when relays are configured, else into the outbox. Safe for many threads. */
public interface Courier {

    /**
     * Takes letters on and returns, perhaps before they are sent. Each gets exactly one receipt, whatever happens: also
     * when no relay answers, and when the process is stopped in an orderly way.
     *
     * @param receipts told once per letter, in any order, from any thread, several at a time; must be quick, because the
     *     lane waits for it
     */
    void send(List<Letter> letters, Consumer<Receipt> receipts);

    /** How many more letters can be taken on now; 0 while no relay answers. More than that would wait in memory. */
    int places();

    /**
     * From now on just these ways are paused: they take no new letters, open transactions are finished, and what waited
     * goes over the others or gets a receipt that says it was not sent. A way that is no longer named goes on by itself, with
     * nothing held against it. To be called again and again; names nobody has are of no account.
     */
    void pause(Set<String> names);

    /** The ways out as they stand now, for people. */
    List<Way> ways();

    /** How a way stands. */
    enum Standing {
        OPEN,
        /** Held by {@link Courier#pause}. */
        PAUSED,
        /** It refused so much by policy that it stopped by itself; goes on when it was paused and let go. */
        SUSPECT,
        /** Can't be reached; tried now and then until it answers. */
        OUT,
        /** Login or TLS fails: somebody must look. Tried now and then too. */
        BARRED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One way out.
     *
     * @param name the relay as {@code host:port}, or {@code outbox}
     * @param remark why it is not open, or what is worth knowing; may be empty
     */
    record Way(String name, Standing standing, String remark) {

        /** Whether it takes letters. */
        public boolean open() {
            return standing == Standing.OPEN;
        }
    }
}
