package headsup.page;

import headsup.catalog.Component;
import headsup.incident.Estimate;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.incident.Status;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Alerts as documents of CAP 1.2, and the feed that lists them. Our own words are in each language; what
 * staff wrote stands in each as it was written first.
 */
final class AlertSheet {

    private static final int MOST = 50;
    private static final String CAP = "urn:oasis:names:tc:emergency:cap:1.2";

    private final Reading reading;
    private final Identity identity;
    private final DateTimeFormatter time;

    AlertSheet(Reading reading, Identity identity) {
        this.reading = reading;
        this.identity = identity;
        this.time = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT)
                .withZone(identity.zone());
    }

    static String path(Incident incident) {
        return "/incidents/" + incident.id() + ".cap.xml";
    }

    /** What the feed lists: the newest words first; what is over stays, so that its end is heard of. */
    static List<Incident> listed(Reading reading) {
        return reading.incidents().stream()
                .sorted(Comparator.comparing(
                                (Incident i) -> Alert.of(i).message().sent())
                        .thenComparing(Incident::id)
                        .reversed())
                .limit(MOST)
                .toList();
    }

    byte[] print(Incident incident) {
        Alert alert = Alert.of(incident);
        XmlSheet sheet = new XmlSheet()
                .open("alert", "xmlns", CAP)
                .text("identifier", alert.message().identifier())
                .text("sender", identity.host())
                .text("sent", time(alert.message().sent()))
                .text("status", "Actual")
                .text("msgType", alert.type().word())
                .text("scope", "Public");
        if (!alert.earlier().isEmpty()) {
            String references = alert.earlier().stream()
                    .map(m -> identity.host() + "," + m.identifier() + "," + time(m.sent()))
                    .collect(Collectors.joining(" "));
            sheet.text("references", references);
        }
        sheet.text("incidents", incident.id());
        for (Language language : Language.values()) {
            info(sheet, incident, alert, language);
        }
        return sheet.close().bytes();
    }

    private void info(XmlSheet sheet, Incident incident, Alert alert, Language language) {
        Chrome chrome = Chrome.in(language);
        String status = chrome.say(
                "status." + (incident.cancelledAt() == null ? incident.status().word() : "cancelled"));
        sheet.open("info")
                .text("language", language.tag())
                .text("category", "Infra")
                .text("event", event(incident, chrome))
                .text("responseType", response(incident.status()))
                .text("urgency", alert.urgency().word())
                .text("severity", alert.severity().word())
                .text("certainty", alert.certainty().word())
                .text("onset", time(StoryTeller.begin(incident)));
        Instant until = incident.scheduledUntil();
        if (incident.isOpen()
                && until != null
                && until.isAfter(alert.message().sent().plusSeconds(1))) {
            sheet.text("expires", time(until));
        }
        sheet.text("senderName", identity.name())
                .text("headline", status + ": " + incident.name())
                .text("description", description(incident, chrome));
        Promise promise = incident.lastUpdate().promise();
        if (promise != null) {
            Times times = new Times(language, identity.zone(), alert.message().sent());
            sheet.text(
                    "instruction",
                    chrome.say("promise.next") + " "
                            + times.inZone(promise.dueAt()).text());
        }
        sheet.text("web", identity.url() + StoryTeller.href(incident));
        parameter(sheet, "status", incident.status().word());
        parameter(sheet, "impact", incident.impact().word());
        if (promise != null) {
            parameter(sheet, "nextUpdateBy", time(promise.dueAt()));
        }
        Estimate estimate = incident.estimate(incident.lastUpdate());
        if (estimate != null && !estimate.withdrawn()) {
            parameter(sheet, "expectedToBeFixedBy", time(estimate.at()));
            Instant from = estimate.movedFrom();
            if (from != null) {
                parameter(sheet, "movedFrom", time(from));
            }
        }
        sheet.open("area").text("areaDesc", affected(incident)).close().close();
    }

    /** The last words, and when it was expected to be fixed as they were said: this message takes the place of all earlier ones. */
    private String description(Incident incident, Chrome chrome) {
        String sentence = Estimates.told(incident, incident.lastUpdate(), chrome, identity.zone());
        return incident.lastUpdate().body() + (sentence.isEmpty() ? "" : "\n\n" + sentence);
    }

    private static void parameter(XmlSheet sheet, String name, String value) {
        sheet.open("parameter").text("valueName", name).text("value", value).close();
    }

    private static String event(Incident incident, Chrome chrome) {
        return chrome.say(incident.kind() == Kind.MAINTENANCE ? "kind.maintenance" : "alert.event");
    }

    /** What a reader is asked to do. */
    private static String response(Status status) {
        return switch (status) {
            case SCHEDULED -> "Prepare";
            case INVESTIGATING, IDENTIFIED, MONITORING, IN_PROGRESS, VERIFYING -> "Monitor";
            case RESOLVED, POSTMORTEM, COMPLETED -> "AllClear";
        };
    }

    /** The area of an outage is no place on a map but what depends on the components. */
    private String affected(Incident incident) {
        String names = incident.components().stream()
                .map(affected -> {
                    Component component = reading.component(affected.componentId());
                    return component == null ? affected.componentId() : component.fullName();
                })
                .collect(Collectors.joining("; "));
        return names.isEmpty() ? identity.name() : names;
    }

    /**
     * An Atom feed whose entries link to the alerts. An entry is a message, and its id the message's: programs that fetch an
     * alert once per entry fetch each.
     */
    byte[] index(List<Incident> listed) {
        Instant newest = listed.isEmpty()
                ? Instant.EPOCH
                : Alert.of(listed.get(0)).message().sent();
        XmlSheet sheet = new XmlSheet()
                .open("feed", "xmlns", "http://www.w3.org/2005/Atom")
                .text("id", identity.tag("/alerts"))
                .empty("link", "rel", "alternate", "type", "text/html", "href", identity.url() + "/")
                .empty("link", "rel", "self", "type", "application/atom+xml", "href", identity.url() + "/cap.atom")
                .text("title", identity.name() + " Status - Alerts (CAP 1.2)")
                .text("updated", time(newest))
                .open("author")
                .text("name", identity.name())
                .close();
        for (Incident incident : listed) {
            Alert.Message message = Alert.of(incident).message();
            sheet.open("entry")
                    .text("id", identity.tag("Alert/" + message.identifier()))
                    .text("updated", time(message.sent()))
                    .empty(
                            "link",
                            "rel",
                            "alternate",
                            "type",
                            "application/cap+xml",
                            "href",
                            identity.url() + path(incident))
                    .text("title", FeedWords.label(incident, incident.lastUpdate()) + ": " + incident.name())
                    .text("summary", AuthoredText.excerpt(incident.lastUpdate().body(), 300))
                    .close();
        }
        return sheet.close().bytes();
    }

    /** Seconds and a numeric zone; where that is UTC it is written {@code -00:00} (CAP 1.2 section 3.3.2). */
    private String time(Instant at) {
        String written = time.format(at);
        return written.endsWith("+00:00")
                ? written.substring(0, written.length() - "+00:00".length()) + "-00:00"
                : written;
    }
}
