package headsup.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A finished letter: envelope and the exact bytes, before dot-stuffing, that go out on every attempt.
 *
 * <p>The bytes are handed over without a copy; nobody may change them.
 */
public final class Letter {

    private final long delivery;
    private final String envelopeSender;
    private final Mailbox to;
    private final byte[] written;
    private final @Nullable Dkim dkim;
    private volatile byte @Nullable [] finished;

    Letter(long delivery, String envelopeSender, Mailbox to, byte[] written) {
        this(delivery, envelopeSender, to, written, null);
    }

    /** @param dkim signs it when its bytes are first asked for; null for a letter that goes as it is */
    Letter(long delivery, String envelopeSender, Mailbox to, byte[] written, @Nullable Dkim dkim) {
        this.delivery = delivery;
        this.envelopeSender = envelopeSender;
        this.to = to;
        this.written = written;
        this.dkim = dkim;
    }

    /** The row this letter settles. */
    public long delivery() {
        return delivery;
    }

    /** {@code b.<delivery>.<mac>@<bounce domain>}: a bounce to it names the delivery and proves that we made it. */
    public String envelopeSender() {
        return envelopeSender;
    }

    /** The one {@code RCPT TO}, its domain in ASCII. */
    public String envelopeRecipient() {
        return to.address();
    }

    /** Whether only a relay with SMTPUTF8 can take it. */
    public boolean needsUtf8() {
        return to.needsUtf8();
    }

    /** Signed here, not where it is written: by the connection that carries it, so that connections share the work. */
    public byte[] bytes() {
        byte[] known = finished;
        if (known == null) {
            known = dkim == null ? written : dkim.signed(written);
            finished = known;
        }
        return known;
    }

    /** As its reader sees it. */
    public OpenLetter opened() {
        try {
            return OpenLetter.of(bytes());
        } catch (IOException ownWords) {
            throw new UncheckedIOException(ownWords);
        }
    }

    @Override
    public String toString() {
        return "letter " + DeliveryCode.of(delivery);
    }
}
