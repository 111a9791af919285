package headsup.page;

import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.incident.Status;
import headsup.incident.Update;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The HTML inside a feed. The form of the classic feed is Statuspage's, to the mark: programs look in it for {@code
 * <strong>Resolved</strong>} and for {@code <var data-var='date'>} (statuspage-v2 2.6). So it is in English.
 */
final class FeedWords {

    private static final String SAME_AGAIN = "Update";
    private static final String CALLED_OFF = "Cancelled";

    private final ZoneId zone;
    private final DateTimeFormatter month;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter zoneName;

    FeedWords(ZoneId zone) {
        this.zone = zone;
        this.month = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH).withZone(zone);
        this.clock = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(zone);
        this.zoneName = DateTimeFormatter.ofPattern("z", Locale.ENGLISH).withZone(zone);
    }

    /** A whole story, newest words first. */
    String story(Incident incident) {
        StringBuilder html = new StringBuilder(plan(incident));
        List<Update> updates = incident.updates();
        for (int i = updates.size() - 1; i >= 0; i--) {
            boolean again =
                    i > 0 && updates.get(i - 1).status() == updates.get(i).status();
            html.append(paragraph(updates.get(i), again ? SAME_AGAIN : label(incident, updates.get(i))))
                    .append(estimate(incident, updates.get(i)));
        }
        return html.toString();
    }

    /** One update, with its promise: who reads it late can tell that the next words are owed. */
    String update(Incident incident, Update update) {
        Promise promise = update.promise();
        String next =
                promise == null ? "" : "<p>Next update by " + day(promise.dueAt()) + time(promise.dueAt()) + "</p>";
        return (update.number() == 1 ? plan(incident) : "")
                + AuthoredText.html(update.body()).getValue()
                + estimate(incident, update)
                + next;
    }

    /** A maintenance that was called off has the status of one that is over; its last words say what it is. */
    static String label(Incident incident, Update update) {
        boolean off = incident.cancelledAt() != null && !update.status().isOpen();
        return off ? CALLED_OFF : label(update.status());
    }

    private static String label(Status status) {
        String words = status.word().replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String plan(Incident incident) {
        Instant from = incident.scheduledFor();
        Instant until = incident.scheduledUntil();
        if (incident.kind() != Kind.MAINTENANCE || from == null || until == null) {
            return "";
        }
        boolean sameDay = LocalDate.ofInstant(from, zone).equals(LocalDate.ofInstant(until, zone));
        return "<p><strong>THIS IS A SCHEDULED EVENT " + day(from) + "<var data-var='time'>" + clock.format(from)
                + "</var> - " + (sameDay ? "" : day(until)) + time(until) + "</strong></p>";
    }

    /** When it is expected to be fixed, as this update says it. */
    private String estimate(Incident incident, Update update) {
        String sentence = Estimates.said(incident, update, Chrome.in(Language.EN), zone);
        return sentence.isEmpty() ? "" : "<p>" + sentence + "</p>";
    }

    /** The words follow in the same paragraph, where they begin with one. */
    private String paragraph(Update update, String label) {
        String head = "<p><small>" + day(update.publishedAt()) + time(update.publishedAt()) + "</small><br><strong>"
                + label + "</strong> - ";
        String words = AuthoredText.html(update.body()).getValue();
        return words.startsWith("<p>") ? head + words.substring("<p>".length()) : head + "</p>" + words;
    }

    private String day(Instant at) {
        return month.format(at) + " <var data-var='date'>"
                + LocalDate.ofInstant(at, zone).getDayOfMonth() + "</var>, ";
    }

    private String time(Instant at) {
        return "<var data-var='time'>" + clock.format(at) + "</var> " + zoneName.format(at);
    }
}
