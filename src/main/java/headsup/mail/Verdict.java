package headsup.mail;

import headsup.mail.Receipt.AddressFault;

/** What a negative reply means for the letter, by the phase it came in. Pure. */
final class Verdict {

    /** What the relay answered. */
    enum Phase {
        MAIL,
        RCPT,
        DATA,
        DOT
    }

    private Verdict() {}

    /** The receipt of a 4xx or 5xx reply. */
    static Receipt of(long delivery, Phase phase, Reply reply) {
        if (reply.isLater()) {
            return later(delivery, phase, reply);
        }
        AddressFault fault = fault(phase, reply);
        // A full mailbox is emptied one day; what that means for the address is the delivery's to count.
        return fault == AddressFault.FULL
                ? new Receipt.Deferred(delivery, reply.text(), reply.statedWait(), true)
                : new Receipt.Rejected(delivery, reply.text(), status(phase, reply), fault);
    }

    /** Whether the relay says that it is asked too much: the lane then goes slower. */
    static boolean isTooFast(Reply reply) {
        if (!reply.isLater() || reply.hasStatus(".2.")) {
            return false;
        }
        return reply.code() == 452 || reply.code() == 454 || reply.statedWait() != null;
    }

    private static Receipt later(long delivery, Phase phase, Reply reply) {
        boolean relaysOwnTrouble = phase == Phase.MAIL
                || reply.saysGoodbye()
                || reply.code() == 454
                || reply.hasStatus(".3.")
                || (reply.code() == 452 && !reply.hasStatus(".2."));
        return new Receipt.Deferred(delivery, reply.text(), reply.statedWait(), !relaysOwnTrouble);
    }

    private static AddressFault fault(Phase phase, Reply reply) {
        if (phase == Phase.MAIL || reply.hasStatus(".7.")) {
            return AddressFault.NONE;
        }
        if (reply.hasStatus(".1.10", ".2.1")) {
            return AddressFault.CLOSED;
        }
        if (reply.hasStatus(".2.2") || (phase == Phase.RCPT && reply.code() == 552 && reply.status() == null)) {
            return AddressFault.FULL;
        }
        if (reply.hasStatus(".1.1", ".1.2", ".1.3", ".1.6")) {
            return AddressFault.UNKNOWN_USER;
        }
        boolean saysMailbox = reply.code() == 550 || reply.code() == 551 || reply.code() == 553;
        return phase == Phase.RCPT && reply.status() == null && saysMailbox
                ? AddressFault.UNKNOWN_USER
                : AddressFault.NONE;
    }

    private static String status(Phase phase, Reply reply) {
        String status = reply.status();
        if (status != null) {
            return status;
        }
        return phase == Phase.RCPT ? "5.1.0" : "5.0.0";
    }
}
