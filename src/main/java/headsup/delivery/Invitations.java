package headsup.delivery;

import headsup.audience.OptIns;
import headsup.audience.OptIns.Invitation;
import headsup.kernel.Refusal;
import headsup.kernel.Site;
import headsup.mail.Postcard;
import headsup.mail.Postcards;
import headsup.mail.Postmark;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes the letters that answer the form of the public page, outside of the request, so that nobody learns from its time
 * what became of it. A letter is taken before it goes; one whose process died meanwhile is written again.
 */
@ApplicationScoped
class Invitations {

    private static final Logger LOG = Logger.getLogger(Invitations.class);
    private static final int BATCH = 50;

    private final OptIns optIns;
    private final Postcards postcards;
    private final Site site;

    Invitations(OptIns optIns, Postcards postcards, Site site) {
        this.optIns = optIns;
        this.postcards = postcards;
        this.site = site;
    }

    @Scheduled(every = "1s", identity = "invitations", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void post() {
        int failed = 0;
        for (int i = 0; i < BATCH; i++) {
            Optional<Invitation> next = optIns.take();
            if (next.isEmpty()) {
                break;
            }
            failed += went(next.get()) ? 0 : 1;
        }
        if (failed > 0) {
            LOG.warnf("%d letters to confirm an address did not go", failed);
        }
    }

    private boolean went(Invitation invitation) {
        try {
            if (postcards.send(card(invitation)) instanceof Postmark.Failed) {
                optIns.failed(invitation.id());
                return false;
            }
        } catch (Refusal unwritable) {
            // An address no mail can go to: there is nothing to try again.
            LOG.debug("A letter to confirm an address can't be written", unwritable);
        }
        optIns.posted(invitation.id());
        return true;
    }

    private Postcard card(Invitation invitation) {
        InvitationWords words = InvitationWords.in(invitation.locale());
        String name = site.name();
        String kind = invitation.known() ? "known" : "confirm";
        return new Postcard(
                invitation.email(),
                words.locale(),
                words.of(kind + ".subject", name),
                invitation.known()
                        ? List.of(words.of("known.said", name), words.of("known.change", name))
                        : asking(invitation, words),
                new Postcard.Link(words.of(kind + ".link", name), link(invitation)),
                words.of("why", name));
    }

    private List<String> asking(Invitation invitation, InvitationWords words) {
        String about =
                switch (invitation.wish().kind()) {
                    case EVERYTHING -> "confirm.everything";
                    case COMPONENT -> "confirm.component";
                    case INCIDENT -> invitation.wish().onlyEnd() ? "confirm.end" : "confirm.incident";
                };
        List<String> paragraphs = new ArrayList<>(List.of(words.of(about, site.name())));
        if (!invitation.names().isEmpty()) {
            paragraphs.add(String.join("\n", invitation.names()));
        }
        paragraphs.add(words.of("confirm.good", site.name()));
        paragraphs.add(words.of("confirm.ignore", site.name()));
        return paragraphs;
    }

    private URI link(Invitation invitation) {
        return site.link((invitation.known() ? "/my/" : "/subscribe/confirm?token=") + invitation.token());
    }
}
