package headsup.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import headsup.incident.Affected;
import headsup.incident.Estimate;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Promise;
import headsup.incident.Terms;
import headsup.incident.Update;
import headsup.incident.UpdatePosted;
import headsup.kernel.Site;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what webhooks are to be told, in the transaction of what it speaks of: either both happened or neither. Words
 * that go without letters are told too, and say so; another page's old incidents are not.
 */
@ApplicationScoped
class Announcements {

    private final Errands errands;
    private final Incidents incidents;
    private final Terms terms;
    private final Site site;
    private final Clock clock;
    private final ObjectMapper json;

    Announcements(Errands errands, Incidents incidents, Terms terms, Site site, Clock clock, ObjectMapper json) {
        this.errands = errands;
        this.incidents = incidents;
        this.terms = terms;
        this.site = site;
        this.clock = clock;
        this.json = json;
    }

    void tell(@Observes UpdatePosted posted) {
        Incident incident = posted.incident();
        WebhookEvent event = WebhookEvent.of(incident, posted.update());
        if (!incident.imported() && errands.isWanted(event, incident.visibility())) {
            Instant now = clock.instant();
            write(
                    event,
                    incident,
                    now,
                    news(incident, posted.update(), posted.update().promise(), now));
        }
    }

    /** Of a promise or an estimate that is due soon or late; whoever calls this has taken the warning in the same transaction. */
    void tell(WebhookEvent event, String incidentId, Instant now) {
        Incident incident = incidents.get(incidentId);
        if (errands.isWanted(event, incident.visibility())) {
            write(event, incident, now, news(incident, incident.lastUpdate(), incident.promise(), now));
        }
    }

    /**
     * To one webhook alone.
     *
     * @return the id of the message
     */
    String ping(String webhook) {
        Instant now = clock.instant();
        Announcement.Ping ping = new Announcement.Ping(
                webhook,
                "A test from " + site.name() + ". If you can read it and its signature fits, webhooks arrive.");
        return errands.write(WebhookEvent.PING, body(WebhookEvent.PING, now, ping), webhook);
    }

    private void write(WebhookEvent event, Incident incident, Instant now, Announcement.News news) {
        errands.write(event, incident, body(event, now, news));
    }

    private String body(WebhookEvent event, Instant now, Object data) {
        try {
            return json.writeValueAsString(new Announcement(event.word(), now, data));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of plain values can be written", impossible);
        }
    }

    private Announcement.News news(Incident incident, Update update, @Nullable Promise promise, Instant now) {
        return new Announcement.News(
                Announcement.subject(incident, parts(incident), url(incident)),
                Announcement.words(update),
                promise == null ? null : vow(incident, promise, now),
                expected(incident.estimate(), now),
                incident.isEstimateUnknown());
    }

    private static Announcement.@Nullable Expected expected(@Nullable Estimate estimate, Instant now) {
        return estimate == null
                ? null
                : new Announcement.Expected(
                        estimate.at(), estimate.givenAt(), estimate.movedFrom(), estimate.state(now));
    }

    private @Nullable URI url(Incident incident) {
        return incident.visibility().isPublic() ? site.link(Announcement.path(incident)) : null;
    }

    private Announcement.Vow vow(Incident incident, Promise promise, Instant now) {
        return new Announcement.Vow(
                promise.dueAt(),
                promise.state(
                        now, terms.cadence(incident.policy(), incident.impact()).grace()),
                promise.overdue(now).toSeconds());
    }

    /** An incident without components is affected by its own name, which is no component. */
    private List<Announcement.Part> parts(Incident incident) {
        List<Affected> affected = incident.components();
        List<String> names = incidents.affectedNames(incident);
        List<Announcement.Part> parts = new ArrayList<>();
        for (int i = 0; i < affected.size(); i++) {
            parts.add(new Announcement.Part(
                    affected.get(i).componentId(), names.get(i), affected.get(i).statusWord()));
        }
        return parts;
    }
}
