package headsup.page;

import headsup.incident.EarlierText;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Status;
import headsup.incident.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The last CAP message on an incident: what it says, judged at the time it was sent, so that nothing in it changes until
 * there is another. Each update is a message, and each edit of one.
 *
 * <p>How we came to the words of CAP 1.2 (section 3.2.2):
 *
 * <ul>
 *   <li>Severity: {@code Extreme} and the lives it means are never a status page's to proclaim. Critical is {@code Severe},
 *       major {@code Moderate}, everything else {@code Minor}, a maintenance included: it is known and limited.
 *   <li>Urgency: what is over is {@code Past}. While the cause is sought or the work goes on it is {@code Immediate}; once
 *       only the repair is watched it is {@code Expected}. What is planned is {@code Expected} within the hour, as CAP has
 *       it, and {@code Future} before.
 *   <li>Certainty: we speak of what we see, {@code Observed}; only what is planned is {@code Likely}.
 * </ul>
 *
 * @param earlier the messages this one takes the place of, oldest first
 */
record Alert(
        Type type, Message message, List<Message> earlier, Severity severity, Urgency urgency, Certainty certainty) {

    /** More would only repeat what is long past. */
    private static final int MOST_EARLIER = 100;

    private static final Duration SOON = Duration.ofHours(1);

    /** {@code CANCEL} ends the alert: what it was about is over. */
    enum Type {
        ALERT("Alert"),
        UPDATE("Update"),
        CANCEL("Cancel");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    enum Severity {
        SEVERE("Severe"),
        MODERATE("Moderate"),
        MINOR("Minor");

        private final String word;

        Severity(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    enum Urgency {
        IMMEDIATE("Immediate"),
        EXPECTED("Expected"),
        FUTURE("Future"),
        PAST("Past");

        private final String word;

        Urgency(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    enum Certainty {
        OBSERVED("Observed"),
        LIKELY("Likely");

        private final String word;

        Certainty(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** @param identifier the incident's id and the update's number; an edit adds which edit it was */
    record Message(String identifier, Instant sent) {}

    static Alert of(Incident incident) {
        List<Message> messages = messages(incident);
        Message last = messages.get(messages.size() - 1);
        List<Message> before = messages.subList(Math.max(0, messages.size() - 1 - MOST_EARLIER), messages.size() - 1);
        return new Alert(
                type(incident.isOpen(), before.isEmpty()),
                last,
                List.copyOf(before),
                severity(incident.impact()),
                urgency(incident.status(), Duration.between(last.sent(), StoryTeller.begin(incident))),
                certainty(incident.status()));
    }

    /** In the order they were sent. */
    private static List<Message> messages(Incident incident) {
        List<Message> messages = new ArrayList<>();
        for (Update update : incident.updates()) {
            String identifier = incident.id() + "." + update.number();
            messages.add(new Message(identifier, update.publishedAt()));
            int edit = 0;
            for (EarlierText text : update.earlier()) {
                edit++;
                messages.add(new Message(identifier + "." + edit, text.replacedAt()));
            }
        }
        messages.sort(Comparator.comparing(Message::sent));
        return messages;
    }

    /** A cancellation must say of what: who hears of it only when it is over gets an alert that says so. */
    static Type type(boolean open, boolean first) {
        if (first) {
            return Type.ALERT;
        }
        return open ? Type.UPDATE : Type.CANCEL;
    }

    static Severity severity(Impact impact) {
        return switch (impact) {
            case CRITICAL -> Severity.SEVERE;
            case MAJOR -> Severity.MODERATE;
            case MINOR, NONE -> Severity.MINOR;
        };
    }

    /** @param untilItBegins from when the message was sent */
    static Urgency urgency(Status status, Duration untilItBegins) {
        return switch (status) {
            case INVESTIGATING, IDENTIFIED, IN_PROGRESS -> Urgency.IMMEDIATE;
            case MONITORING, VERIFYING -> Urgency.EXPECTED;
            case SCHEDULED -> untilItBegins.compareTo(SOON) > 0 ? Urgency.FUTURE : Urgency.EXPECTED;
            case RESOLVED, POSTMORTEM, COMPLETED -> Urgency.PAST;
        };
    }

    static Certainty certainty(Status status) {
        return status == Status.SCHEDULED ? Certainty.LIKELY : Certainty.OBSERVED;
    }
}
