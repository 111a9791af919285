package headsup.delivery;

import headsup.kernel.Site;
import headsup.mail.MailSettings;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells whoever is on call, once and now: a warning in the log, and a letter when addresses are set. That letter goes by the
 * mailer ({@code QUARKUS_MAILER_HOST}), never over the lanes it is about.
 */
@ApplicationScoped
class OnCall {

    private static final Logger LOG = Logger.getLogger(OnCall.class);

    /** A relay that stays mute makes the mailer's call never return. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int LONGEST_SUBJECT = 120;

    private final DeliverySettings settings;
    private final MailSettings mail;
    private final Site site;
    private final ReactiveMailer mailer;

    OnCall(DeliverySettings settings, MailSettings mail, Site site, ReactiveMailer mailer) {
        this.settings = settings;
        this.mail = mail;
        this.site = site;
        this.mailer = mailer;
    }

    /** @param sentence what is wrong; {@code advice} is what it means and what to do */
    void tell(String sentence, String advice) {
        LOG.warnf("Told on-call: %s", sentence);
        List<String> addresses = settings.onCall().orElse(List.of());
        if (addresses.isEmpty()) {
            return;
        }
        var letter = new Mail()
                .setFrom(mail.from())
                .setTo(addresses)
                .setSubject(subject(sentence))
                .addHeader("Auto-Submitted", "auto-generated")
                .setText(sentence + ".\n\n" + advice + "\n\n" + site.link("/console") + "\n");
        mailer.send(letter)
                .ifNoItem()
                .after(LONGEST)
                .fail()
                .subscribe()
                .with(sent -> {}, failed -> LOG.warnf("On-call's letter did not go: %s", failed.getMessage()));
    }

    private String subject(String sentence) {
        String subject = ("[" + site.name() + "] " + sentence).replaceAll("\\p{Cntrl}+", " ");
        return subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT));
    }
}
