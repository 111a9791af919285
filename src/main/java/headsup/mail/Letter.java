package headsup.mail;

/**
 * A finished letter: envelope and the exact bytes, before dot-stuffing, that go out on every attempt.
 *
 * <p>The bytes are handed over without a copy; nobody may change them.
 */
public final class Letter {

    private final long delivery;
    private final String envelopeSender;
    private final Mailbox to;
    private final byte[] bytes;

    Letter(long delivery, String envelopeSender, Mailbox to, byte[] bytes) {
        this.delivery = delivery;
        this.envelopeSender = envelopeSender;
        this.to = to;
        this.bytes = bytes;
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

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "letter " + DeliveryCode.of(delivery);
    }
}
