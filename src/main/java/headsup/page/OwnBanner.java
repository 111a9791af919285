package headsup.page;

import headsup.audience.OwnIncident;
import headsup.audience.ServiceStatus;
import headsup.audience.ServiceStatus.Part;
import headsup.catalog.ComponentStatus;
import headsup.incident.Kind;
import headsup.page.Sheets.Banner;
import java.util.List;

/** Says in a sentence how things are for one reader. */
final class OwnBanner {

    private OwnBanner() {}

    static Banner of(ServiceStatus status, Chrome chrome) {
        Faces faces = new Faces(chrome);
        List<OwnIncident> incidents = status.open().stream()
                .filter(own -> own.incident().kind() == Kind.INCIDENT)
                .toList();
        if (!incidents.isEmpty()) {
            OwnIncident worst = incidents.get(0);
            String also = incidents.size() == 1 ? "" : chrome.count("banner.also", incidents.size() - 1);
            return new Banner(
                    faces.of(worst.incident(), worst.impact()),
                    worst.incident().name(chrome.language().locale()),
                    also);
        }
        List<Part> troubled = status.parts().stream()
                .filter(part -> part.status().isWorseThan(ComponentStatus.UNDER_MAINTENANCE))
                .toList();
        ComponentStatus worst =
                ComponentStatus.worst(status.parts().stream().map(Part::status).toList());
        if (!troubled.isEmpty()) {
            String sentence = troubled.size() == 1
                    ? chrome.say(
                            "banner.troubled.one", troubled.get(0).component().fullName())
                    : chrome.say("banner.troubled.many", troubled.size());
            return new Banner(faces.of(worst), sentence, "");
        }
        return new Banner(
                faces.of(worst),
                chrome.say(worst == ComponentStatus.UNDER_MAINTENANCE ? "banner.maintenance" : "own.fine"),
                "");
    }
}
