package headsup.mail;

import java.util.List;
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

    /** The ways out as they stand now, for people. */
    List<Way> ways();

    /**
     * One way out.
     *
     * @param name the relay as {@code host:port}, or {@code outbox}
     * @param open false while it is taken out and only tried now and then
     * @param remark why it is out, or what is worth knowing; may be empty
     */
    record Way(String name, boolean open, String remark) {}
}
