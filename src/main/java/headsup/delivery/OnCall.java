package headsup.delivery;

import headsup.kernel.Refusal;
import headsup.kernel.Site;
import headsup.mail.Postcard;
import headsup.mail.Postcards;
import headsup.mail.Postmark;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Tells whoever is on call, once and now: a warning in the log, and a postcard each when addresses are set. It goes by the
 * way of postcards, never over the lanes it is about.
 */
@ApplicationScoped
class OnCall {

    private static final Logger LOG = Logger.getLogger(OnCall.class);

    private final List<String> addresses;
    private final Postcards postcards;
    private final Site site;

    OnCall(DeliverySettings settings, Postcards postcards, Site site) {
        this.addresses = settings.onCall().orElse(List.of());
        this.postcards = postcards;
        this.site = site;
    }

    /** An address no mail can go to is found now, not in the night it is needed. */
    void check(@Observes StartupEvent event) {
        for (String address : addresses) {
            try {
                card(address, "A check", "Nothing is wrong", "");
            } catch (Refusal noAddress) {
                throw new ConfigurationException(
                        "headsup.delivery.on-call: \"" + address + "\" must be a mail address like name@example.com",
                        noAddress);
            }
        }
    }

    /**
     * @param subject in a few words of ours, none of a relay's
     * @param sentence what is wrong, without an end stop; {@code advice} is what it means and what to do
     */
    void tell(String subject, String sentence, String advice) {
        tell(subject, sentence, advice, () -> {});
    }

    /**
     * The same, for what must not be lost.
     *
     * @param told run once it was taken for anybody who is on call; at once where the log is all there is
     */
    void tell(String subject, String sentence, String advice, Runnable told) {
        LOG.warnf("Told on-call: %s", sentence);
        if (addresses.isEmpty()) {
            told.run();
        }
        for (String address : addresses) {
            // A mute relay takes half a minute; who watches the lanes can't wait for it.
            Thread.ofVirtual().name("on-call").start(() -> {
                if (isSent(card(address, subject, sentence, advice))) {
                    told.run();
                }
            });
        }
    }

    private Postcard card(String address, String subject, String sentence, String advice) {
        return new Postcard(
                address,
                Locale.ENGLISH,
                subject,
                List.of(sentence + ".", advice),
                new Postcard.Link("The console", site.link("/console")),
                "You get this because this address is on call for " + site.name() + ".");
    }

    private boolean isSent(Postcard card) {
        if (postcards.send(card) instanceof Postmark.Failed(var why)) {
            LOG.warnf("On-call's letter did not go: %s", why);
            return false;
        }
        return true;
    }
}
