package headsup.console;

import headsup.incident.BlameCorrection;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.incident.Status;
import headsup.incident.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the timeline.
 *
 * @param remark what kind of words these are; empty for plain news
 * @param vow null when nothing was promised
 * @param blame whether they count as blaming others; {@code judged} who corrected that, null when nobody did
 * @param judgement where {@code form} is sent that corrects it
 * @param changes what they changed, as in {@code Cards: Operational → Major outage}, or for when they planned it
 */
record Said(
        String id,
        String status,
        String remark,
        Times.Moment at,
        String author,
        String words,
        Said.@Nullable Vow vow,
        List<String> changes,
        Times.@Nullable Moment editedAt,
        List<Said.Earlier> earlier,
        boolean blame,
        Said.@Nullable Judged judged,
        String judgement,
        Form form) {

    /** A promise and what became of it. */
    record Vow(Times.Moment due, String outcome, boolean bad) {}

    /** Words before an edit. */
    record Earlier(String words, Times.Moment until, String by) {}

    /** Who corrected the judgement, and why. */
    record Judged(Times.Moment at, String by, String reason) {}

    /** A form about one update that was refused, or was sent by somebody who was not signed in any more. */
    record Judging(String update, Form form) {

        static final Judging NONE = new Judging("", Form.blank());

        static Judging of(Optional<KeptWords.Item> kept) {
            return kept.map(item -> new Judging(item.id(), item.form())).orElse(NONE);
        }

        Form about(Update other) {
            return other.id().equals(update) ? form : Form.blank();
        }
    }

    /** Newest first. */
    static List<Said> of(Incident incident, Map<String, String> names, Times times, Judging judging) {
        String room =
                incident.kind() == Kind.MAINTENANCE ? PlanRooms.path(incident.id()) : Rooms.PATH + "/" + incident.id();
        return incident.updates().reversed().stream()
                .map(update -> of(incident, update, names, times, room, judging.about(update)))
                .toList();
    }

    private static Said of(
            Incident incident, Update update, Map<String, String> names, Times times, String room, Form form) {
        BlameCorrection judged = update.blameCorrection();
        Instant editedAt = update.editedAt();
        return new Said(
                update.id(),
                status(incident, update),
                remark(update),
                times.moment(update.publishedAt()),
                update.author(),
                update.body(),
                vow(update.promise(), times),
                Stream.of(changes(update, names), moves(incident, update, times), estimates(incident, update, times))
                        .flatMap(lines -> lines)
                        .toList(),
                editedAt == null ? null : times.moment(editedAt),
                update.earlier().stream()
                        .map(e -> new Earlier(e.body(), times.moment(e.replacedAt()), e.replacedBy()))
                        .toList(),
                update.blame(),
                judged == null ? null : new Judged(times.moment(judged.at()), judged.by(), judged.reason()),
                room + "/updates/" + update.id() + "/blame",
                form);
    }

    /** Readers know no status of what was called off; staff do. */
    private static String status(Incident incident, Update update) {
        boolean calledOff = incident.cancelledAt() != null && update.status() == Status.COMPLETED;
        return calledOff ? "Called off" : Face.word(update.status());
    }

    private static Stream<String> changes(Update update, Map<String, String> names) {
        return update.changes().stream()
                .filter(change -> change.before() != change.after())
                .map(change -> names.getOrDefault(change.componentId(), change.componentId()) + ": "
                        + Face.of(change.before()).word() + " \u2192 "
                        + Face.of(change.after()).word());
    }

    /** The window a maintenance was given by these words. */
    private static Stream<String> moves(Incident incident, Update update, Times times) {
        return incident.windows().stream()
                .filter(window -> window.number() == update.number())
                .map(window -> "Planned for "
                        + times.window(window.from(), window.until()).sentence());
    }

    /** What these words say of when it is fixed. */
    private static Stream<String> estimates(Incident incident, Update update, Times times) {
        Instant at = update.estimateAt();
        if (at != null) {
            return Stream.of("Expected to be fixed by " + times.moment(at).text());
        }
        boolean withdraws = update.estimateUnknown() && incident.estimate(update) != null;
        return withdraws ? Stream.of("Not known yet when it will be fixed") : Stream.empty();
    }

    private static String remark(Update update) {
        String kind =
                switch (update.kind()) {
                    case NEWS, RESOLVED, ROOT_CAUSE -> "";
                    case NO_NEWS -> "checked, no news";
                };
        return update.notifies() ? kind : kind.isEmpty() ? "no letters" : kind + ", no letters";
    }

    private static @Nullable Vow vow(@Nullable Promise promise, Times times) {
        if (promise == null) {
            return null;
        }
        Times.Moment due = times.moment(promise.dueAt());
        String late = Times.span(promise.overdue(times.now()));
        boolean owed = promise.answeredAt() == null;
        return switch (promise.state(times.now(), Duration.ZERO)) {
            case OPEN -> new Vow(due, "", false);
            case KEPT -> new Vow(due, "kept", false);
            case LATE, BROKEN -> new Vow(due, owed ? late + " overdue" : "came " + late + " late", true);
        };
    }
}
