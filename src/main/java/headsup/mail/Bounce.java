package headsup.mail;

import headsup.mail.Receipt.AddressFault;

/** What a letter that came back to us says. Only those that name a delivery were proved to be about a letter of ours. */
public sealed interface Bounce {

    /**
     * The letter was accepted and then could not be delivered after all.
     *
     * @param status after RFC 3463, {@code 5.1.1}
     * @param diagnostic the words of the system that gave up, one line
     */
    record Failed(long delivery, String status, String diagnostic, AddressFault fault) implements Bounce {}

    /** Still being tried; changes nothing yet. */
    record Delayed(long delivery, String diagnostic) implements Bounce {}

    /** Proof beyond the relay: delivered, or handed on to a system that tells no more. */
    record Delivered(long delivery) implements Bounce {}

    /** Looks like a bounce but wasn't made by an answer to a letter of ours: counted, and nothing else. */
    record Forged(String why) implements Bounce {}

    /** No delivery status: an automatic answer, a person, anything else. */
    record NoBounce(String why) implements Bounce {}
}
