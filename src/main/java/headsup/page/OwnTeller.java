package headsup.page;

import headsup.audience.OwnIncident;
import headsup.audience.SentUpdates;
import headsup.incident.Incident;
import headsup.incident.Update;
import headsup.page.OwnSheets.Own;
import headsup.page.Sheets.Said;
import headsup.page.Sheets.Story;
import java.util.List;
import java.util.Map;

/** Tells incidents to the one reader they concern: their components, how bad it is for them, and what was sent to them. */
final class OwnTeller {

    private final StoryTeller teller;
    private final Chrome chrome;
    private final Times times;
    private final Map<String, SentUpdates.Sent> sent;
    private final int newest;

    /** @param newest how many updates are told at once; the others open on demand */
    OwnTeller(StoryTeller teller, Chrome chrome, Times times, Map<String, SentUpdates.Sent> sent, int newest) {
        this.teller = teller;
        this.chrome = chrome;
        this.times = times;
        this.sent = sent;
        this.newest = newest;
    }

    Own tell(OwnIncident own) {
        Incident incident = own.incident();
        List<Said> said = own.updates().reversed().stream()
                .map(update -> said(incident, update))
                .toList();
        Story story = teller.tell(incident, own.impact(), own.components());
        int first = Math.min(newest, said.size());
        return new Own(
                story.saying(said.subList(0, first)),
                first == said.size() ? null : story.saying(said.subList(first, said.size())),
                incident.visibility().isPublic() ? story.href() : null);
    }

    private Said said(Incident incident, Update update) {
        Said said = teller.said(incident, update);
        SentUpdates.Sent mail = sent.get(update.id());
        return mail == null ? said : said.sent(words(mail));
    }

    private String words(SentUpdates.Sent mail) {
        return mail.at() == null || !mail.arrived()
                ? chrome.say("own.failed")
                : chrome.say("own.sent", times.moment(mail.at()).text());
    }
}
