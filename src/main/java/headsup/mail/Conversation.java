package headsup.mail;

import headsup.mail.Verdict.Phase;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Letters over one open connection, one transaction each. With PIPELINING a letter costs one write and one round trip:
 * the end of its body, its dot and the envelope of the next leave together (RFC 2920 section 3.1). Each reply is matched
 * to its own letter. Belongs to one thread.
 */
final class Conversation {

    /** Above this a body goes out in two writes, so that a relay which cuts us off early leaves no doubt. */
    private static final int LARGE = 64 << 10;

    private final Wire wire;
    private final Abilities abilities;
    private final Deadlines deadlines;
    private final Supply supply;
    private final Outgoing outgoing = new Outgoing();
    private final Limits limits;
    private boolean resetNeeded;
    private int definite;

    /**
     * @param letters after so many the connection is closed in peace
     * @param pipelined false to send step by step whatever the relay offers
     * @param idle how long to wait for another letter
     */
    record Limits(int letters, boolean pipelined, Duration idle) {}

    Conversation(Opening.Session session, Deadlines deadlines, Supply supply, Limits limits) {
        this.wire = session.wire();
        this.abilities = session.abilities();
        this.deadlines = deadlines;
        this.supply = supply;
        this.limits = limits;
    }

    /** Replies that settled a letter for good: a connection that gave none was of no use. */
    int definite() {
        return definite;
    }

    /**
     * Sends the first and all that follow, until there are no more or the connection had its share; then says goodbye.
     * Every letter taken has its receipt when this returns or throws.
     *
     * @throws IOException when the connection broke
     * @throws LaneFault when the relay wants a login that it didn't ask for before
     */
    void run(Parcel first) throws IOException {
        Parcel parcel = first;
        boolean introduced = false;
        for (int letters = 1; parcel != null; letters++) {
            boolean last = letters >= limits.letters();
            Parcel next = sendOne(parcel, introduced, last);
            introduced = next != null;
            parcel = next != null || last ? next : supply.await(limits.idle());
        }
        goodbye();
    }

    /** The letter whose envelope left together with this one's dot; null when none did. */
    private @Nullable Parcel sendOne(Parcel parcel, boolean introduced, boolean last) throws IOException {
        try {
            if (!isPossible(parcel) || !introduce(parcel, introduced)) {
                definite++;
                return null;
            }
        } catch (IOException broke) {
            supply.settle(parcel, unsent(parcel, broke));
            throw broke;
        }
        Parcel next = last || !isPipelined() ? null : nextPossible();
        try {
            hand(parcel, next);
            return next;
        } catch (IOException broke) {
            if (next != null) {
                supply.settle(next, unsent(next, broke));
            }
            throw broke;
        }
    }

    private static Receipt unsent(Parcel parcel, IOException broke) {
        return new Receipt.NotSent(parcel.delivery(), "before the dot: " + broke.getMessage());
    }

    private boolean isPipelined() {
        return limits.pipelined() && abilities.pipelining();
    }

    private @Nullable Parcel nextPossible() {
        Parcel next = supply.poll();
        while (next != null && !isPossible(next)) {
            next = supply.poll();
        }
        return next;
    }

    /** Settles what this relay can't take at all, known without asking. */
    private boolean isPossible(Parcel parcel) {
        Letter letter = parcel.letter();
        String why = null;
        if (letter.needsUtf8() && !abilities.utf8()) {
            why = "553 5.6.7 the relay takes no international addresses";
        } else if (abilities.mostOctets() > 0 && letter.bytes().length > abilities.mostOctets()) {
            why = "552 5.3.4 the relay takes at most " + abilities.mostOctets() + " octets";
        }
        if (why != null) {
            supply.settle(parcel, Verdict.of(parcel.delivery(), Phase.MAIL, Reply.of(why)));
        }
        return why == null;
    }

    /** MAIL, RCPT, DATA: true when the relay now waits for the body; else the letter is settled. */
    private boolean introduce(Parcel parcel, boolean introduced) throws IOException {
        Letter letter = parcel.letter();
        if (!introduced && isPipelined()) {
            write(envelope(letter, outgoing.clear()));
        }
        if (resetNeeded) {
            resetNeeded = false;
            check(step("RSET"));
        }
        Reply mail = check(step(mail(letter)));
        if (!mail.isPositive()) {
            refuse(parcel, Phase.MAIL, mail);
            drain(isPipelined() && read().isPositive());
            return false;
        }
        Reply rcpt = check(step(rcpt(letter)));
        if (!rcpt.isPositive()) {
            refuse(parcel, Phase.RCPT, rcpt);
            drain(false);
            return false;
        }
        Reply body = check(step("DATA"));
        if (!body.asksForBody()) {
            refuse(parcel, Phase.DATA, body);
        }
        return body.asksForBody();
    }

    /** The reply to a command: asked for now, or already on its way because it left with the dot before. */
    private Reply step(String command) throws IOException {
        return isPipelined() ? read() : ask(command);
    }

    /**
     * Reads the answer to the DATA that left with a refused envelope. A relay that now waits for a body without a
     * recipient gets a lone dot (RFC 2920 section 3.1); had it taken the recipient, that dot would deliver an empty
     * letter, so we leave.
     */
    private void drain(boolean recipientTaken) throws IOException {
        if (!isPipelined()) {
            return;
        }
        Reply body = read();
        if (body.asksForBody() && recipientTaken) {
            throw new ProtocolException("the relay wants the body of a letter whose sender it refused");
        }
        Reply end = body.asksForBody() ? ask(".") : body;
        if (end.saysGoodbye()) {
            throw new ProtocolException(end.text());
        }
    }

    private void refuse(Parcel parcel, Phase phase, Reply reply) throws IOException {
        resetNeeded = true;
        if (reply.wantsLogin()) {
            throw LaneFault.barred(supply.lane(), "wants a login: " + reply.text());
        }
        if (!reply.isLater() && !reply.isNo()) {
            throw new ProtocolException("an answer out of place: " + reply.text());
        }
        if (Verdict.isTooFast(reply)) {
            supply.slowDown();
        }
        supply.settle(parcel, Verdict.of(parcel.delivery(), phase, reply));
    }

    /** The body and its dot, and the envelope of the next. From the dot on, only a reply ends the doubt. */
    private void hand(Parcel parcel, @Nullable Parcel next) throws IOException {
        outgoing.clear().body(parcel.letter().bytes());
        int early = Math.max(0, outgoing.length() - LARGE);
        outgoing.command(".");
        if (next != null) {
            envelope(next.letter(), outgoing);
        }
        try {
            if (early > 0 && !wire.hasInput()) {
                wire.write(outgoing.octets(), 0, early, deadlines.dot());
            }
            if (wire.hasInput()) {
                throw new ProtocolException("the relay broke in");
            }
            supply.dotLeaves(parcel);
        } catch (IOException broke) {
            supply.settle(parcel, brokenBody(parcel, broke));
            throw broke;
        }
        try {
            settleDot(parcel, afterDot(early));
        } catch (IOException broke) {
            supply.settle(parcel, new Receipt.Doubtful(parcel.delivery(), "after the dot: " + broke.getMessage()));
            throw broke;
        }
    }

    /** The letter never was whole there. A relay that refuses a body early may have said so before it closed. */
    private Receipt brokenBody(Parcel parcel, IOException broke) {
        try {
            Reply reply = wire.read(deadlines.goodbye());
            if (reply.isNo() || (reply.isLater() && !reply.saysGoodbye())) {
                return Verdict.of(parcel.delivery(), Phase.DOT, reply);
            }
        } catch (IOException nothingToRead) {
            broke.addSuppressed(nothingToRead);
        }
        return unsent(parcel, broke);
    }

    private Reply afterDot(int from) throws IOException {
        try {
            wire.write(outgoing.octets(), from, outgoing.length() - from, deadlines.dot());
        } catch (IOException closedOnUs) {
            try {
                // It may have refused the letter before it closed.
                return wire.read(deadlines.goodbye());
            } catch (IOException silent) {
                closedOnUs.addSuppressed(silent);
                throw closedOnUs;
            }
        }
        return wire.read(deadlines.dot());
    }

    private void settleDot(Parcel parcel, Reply reply) throws IOException {
        if (!reply.isPositive() && !reply.isLater() && !reply.isNo()) {
            throw new ProtocolException("an answer out of place: " + reply.text());
        }
        Instant at = supply.now();
        supply.replied(parcel, at, reply);
        definite++;
        supply.settle(
                parcel,
                reply.isPositive()
                        ? new Receipt.Accepted(parcel.delivery(), at, reply.text(), supply.lane())
                        : Verdict.of(parcel.delivery(), Phase.DOT, reply));
        if (Verdict.isTooFast(reply)) {
            supply.slowDown();
        }
        check(reply);
    }

    private Outgoing envelope(Letter letter, Outgoing to) {
        if (resetNeeded) {
            to.command("RSET");
        }
        return to.command(mail(letter)).command(rcpt(letter)).command("DATA");
    }

    private String mail(Letter letter) {
        String size = abilities.size() ? " SIZE=" + letter.bytes().length : "";
        return "MAIL FROM:<" + letter.envelopeSender() + ">" + size
                + (letter.needsUtf8() ? " BODY=8BITMIME SMTPUTF8" : "");
    }

    private static String rcpt(Letter letter) {
        return "RCPT TO:<" + letter.envelopeRecipient() + ">";
    }

    private void write(Outgoing commands) throws IOException {
        wire.write(commands.octets(), 0, commands.length(), deadlines.command());
    }

    private Reply ask(String command) throws IOException {
        write(outgoing.clear().command(command));
        return read();
    }

    private Reply read() throws IOException {
        return wire.read(deadlines.command());
    }

    /** Passes a reply on unless it ends the connection. */
    private static Reply check(Reply reply) throws IOException {
        if (reply.saysGoodbye() || reply.isOutOfStep()) {
            throw new ProtocolException(reply.text());
        }
        return reply;
    }

    private void goodbye() {
        try {
            write(outgoing.clear().command("QUIT"));
            wire.read(deadlines.goodbye());
        } catch (IOException gladToSeeUsGo) {
            // Every letter has its receipt; how the relay says goodbye is its own affair.
        }
    }
}
