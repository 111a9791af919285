package headsup.delivery;

import headsup.audience.Contacts;
import headsup.mail.Bounce;
import headsup.mail.Bounces;
import headsup.mail.UnsubscribeMails;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message to the bounce domain, whichever way it came: a bounce changes its delivery, mail to {@code leave@} ends all
 * email to the address of its token. Taking the same message twice changes nothing. Each is counted by what it turned out to be
 * ({@code headsup_bounces_total}).
 */
@ApplicationScoped
class InboundMail {

    /** What was read, and why it changed something or nothing. */
    public record Heard(String reading, @Nullable String why) {}

    private final Bounces bounces;
    private final UnsubscribeMails unsubscribeMails;
    private final Deliveries deliveries;
    private final Addresses addresses;
    private final Contacts contacts;
    private final LeaveMails leaveMails;
    private final InboundHearing hearing;
    private final MeterRegistry counters;

    InboundMail(
            Bounces bounces,
            UnsubscribeMails unsubscribeMails,
            Deliveries deliveries,
            Addresses addresses,
            Contacts contacts,
            LeaveMails leaveMails,
            InboundHearing hearing,
            MeterRegistry counters) {
        this.bounces = bounces;
        this.unsubscribeMails = unsubscribeMails;
        this.deliveries = deliveries;
        this.addresses = addresses;
        this.contacts = contacts;
        this.leaveMails = leaveMails;
        this.hearing = hearing;
        this.counters = counters;
    }

    /** What a message says, before anything was changed. */
    sealed interface Message {

        /** @param ours whether it was sent to the bounce domain */
        record OfBounce(Bounce bounce, boolean ours) implements Message {}

        /**
         * @param tokens of which one may be somebody's, the likeliest first
         * @param id its Message-ID; null without one
         */
        record Leaving(List<String> tokens, @Nullable String id) implements Message {}
    }

    /**
     * Reads a message and changes nothing.
     *
     * @param octets header and body as received; not closed here
     * @param from its envelope sender, empty or {@code <>} for the null sender
     * @param to its envelope recipient
     * @throws IOException when the stream breaks
     */
    Message read(InputStream octets, String from, String to) throws IOException {
        if (unsubscribeMails.isFor(to)) {
            UnsubscribeMails.Wish wish = unsubscribeMails.read(octets, to);
            return new Message.Leaving(wish.tokens(), wish.messageId());
        }
        return new Message.OfBounce(bounces.read(octets, from, to), unsubscribeMails.isOurs(to));
    }

    /**
     * Does what a message says.
     *
     * @param arrived when it came to the mailbox it was read from; null for one that is handed in as it comes
     */
    @Transactional
    Heard take(Message message, InboundHearing.Way way, @Nullable Instant arrived) {
        boolean ours = true;
        Heard heard;
        switch (message) {
            case Message.Leaving leaving -> heard = left(leaving, arrived);
            case Message.OfBounce(var bounce, var toUs) -> {
                heard = heard(bounce);
                ours = toUs;
            }
        }
        if (ours) {
            hearing.heard(way);
        }
        counters.counter("headsup.bounces", "reading", heard.reading()).increment();
        return heard;
    }

    /** A mailbox may be read anew; who has come back since they wrote is not unsubscribed again. */
    private Heard left(Message.Leaving leaving, @Nullable Instant arrived) {
        if (leaving.tokens().isEmpty()) {
            return new Heard(
                    "leave_without_token", "it names no token, in the address, the subject or its first lines");
        }
        for (String token : leaving.tokens()) {
            if (contacts.byToken(token).isPresent() || contacts.isRetired(token)) {
                if (leaving.id() != null && !leaveMails.isFirst(leaving.id() + " " + token)) {
                    return new Heard("leave_repeated", "it was taken before");
                }
                if (arrived != null && contacts.cameBackAfter(token, arrived)) {
                    return new Heard("leave_repeated", "its sender has asked for email again since");
                }
                contacts.unsubscribe(token);
                return new Heard("unsubscribed", null);
            }
        }
        return new Heard("leave_unknown", "its token is nobody's");
    }

    private Heard heard(Bounce bounce) {
        return switch (bounce) {
            case Bounce.Failed failed -> failed(failed);
            case Bounce.Delayed(var id, var words) -> new Heard("delayed", words);
            case Bounce.Delivered(var id) -> {
                deliveries.hearLater(id, State.DELIVERED, null, "delivered, as its relay reported");
                yield new Heard("delivered", null);
            }
            case Bounce.Forged(var why) -> new Heard("forged", why);
            case Bounce.NoBounce(var why) -> new Heard("no_bounce", why);
        };
    }

    private Heard failed(Bounce.Failed failed) {
        deliveries
                .hearLater(failed.delivery(), State.BOUNCED, Settlement.word(failed.fault()), failed.diagnostic())
                .ifPresent(contact ->
                        addresses.heed(List.of(new Addresses.Refused(contact, failed.fault(), failed.diagnostic()))));
        return new Heard("failed", failed.diagnostic());
    }
}
