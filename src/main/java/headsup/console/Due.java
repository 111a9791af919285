package headsup.console;

import headsup.care.Complaints;
import headsup.goodwill.RootCausesOwed;
import headsup.incident.Incident;
import headsup.incident.Promise;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Lists what waits for us beside the open incidents: the first page counts it, the most urgent kind first. */
@ApplicationScoped
class Due {

    /** The oldest complaints that are named. */
    private static final int MOST_COMPLAINTS = 5;

    /**
     * Something that waits.
     *
     * @param kind names the colour
     * @param where a path of the console; empty where no single page shows it
     */
    record Item(String sentence, String where, String name, String kind) {}

    private final RootCausesOwed rootCauses;
    private final Complaints complaints;
    private final Times times;

    Due(RootCausesOwed rootCauses, Complaints complaints, Times times) {
        this.rootCauses = rootCauses;
        this.complaints = complaints;
        this.times = times;
    }

    /** @param open incidents that are not over; a maintenance that overruns asks by a banner of its own */
    List<Item> of(Collection<Incident> open) {
        List<Item> items = new ArrayList<>();
        open.stream().flatMap(this::overdue).forEach(items::add);
        rootCauses.now().stream().map(this::rootCause).forEach(items::add);
        items.addAll(complaints());
        return items;
    }

    private Stream<Item> overdue(Incident incident) {
        Instant now = times.now();
        Promise promise = incident.promise();
        return promise == null
                        || promise.answeredAt() != null
                        || promise.dueAt().isAfter(now)
                ? Stream.empty()
                : Stream.of(new Item(
                        "Update overdue by " + Times.span(Duration.between(promise.dueAt(), now)) + ".",
                        Rooms.PATH + "/" + incident.id(),
                        incident.name(),
                        "major"));
    }

    private Item rootCause(RootCausesOwed.Owed owed) {
        boolean late = !owed.dueAt().isAfter(times.now());
        return new Item(
                "Root cause " + (late ? "was" : "is") + " due by "
                        + times.zoned(owed.dueAt()).text() + ".",
                Rooms.PATH + "/" + owed.incident(),
                owed.name(),
                late ? "major" : "degraded");
    }

    private List<Item> complaints() {
        Complaints.Overview waiting = complaints.overview(MOST_COMPLAINTS);
        List<Item> items = new ArrayList<>();
        if (waiting.open() == 0) {
            return items;
        }
        items.add(new Item(
                Figures.of(waiting.open(), "complaint") + (waiting.open() == 1 ? " is" : " are") + " open"
                        + (waiting.aging() == 0 ? "" : ", " + Figures.of(waiting.aging()) + " for ten days or more")
                        + (waiting.overdue() == 0 ? "" : ", " + Figures.of(waiting.overdue()) + " past the time we set")
                        + (waiting.open() > waiting.oldest().size() ? ". The oldest:" : "."),
                "",
                "",
                waiting.aging() + waiting.overdue() > 0 ? "major" : "degraded"));
        waiting.oldest().stream().map(this::complaint).forEach(items::add);
        return items;
    }

    private Item complaint(Complaints.View complaint) {
        Instant now = times.now();
        Instant dueAt = complaint.dueAt();
        String due = dueAt == null
                ? ""
                : ", " + (dueAt.isAfter(now) ? "due " : "was due ")
                        + times.zoned(dueAt).text();
        return new Item(
                "Open for " + Times.span(Duration.between(complaint.receivedAt(), now)) + due
                        + (complaint.owner() == null ? "" : ", " + complaint.owner()) + ".",
                ComplaintsScreen.PATH.replace("{ref}", complaint.customer()),
                complaint.subject(),
                dueAt != null && !dueAt.isAfter(now) ? "major" : "degraded");
    }
}
