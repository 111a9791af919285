package headsup.page;

import headsup.incident.Incident;
import headsup.incident.Promise;
import headsup.page.Sheets.Broken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The promises of the last 90 days whose time has come. Kept are those whose words came by then, to the second: no lateness
 * is forgiven here, and what another page promised is not ours.
 */
final class PromiseRecord {

    private static final int MOST_BROKEN = 5;

    private record Given(Incident incident, Promise promise) {}

    private PromiseRecord() {}

    static Sheets.Record of(Collection<Incident> incidents, Chrome chrome, Times times, Instant now) {
        List<Given> decided = decided(incidents, now);
        if (decided.isEmpty()) {
            return new Sheets.Record(null, chrome.say("record.none"), List.of());
        }
        List<Given> broken = decided.stream()
                .filter(g -> g.promise().state(now, Duration.ZERO) != Promise.State.KEPT)
                .sorted(Comparator.comparing((Given g) -> g.promise().dueAt()).reversed())
                .toList();
        return new Sheets.Record(
                chrome.say("record.score", decided.size() - broken.size(), decided.size()),
                chrome.count("record.words", decided.size()),
                broken.stream()
                        .limit(MOST_BROKEN)
                        .map(g -> new Broken(
                                StoryTeller.href(g.incident()),
                                g.incident().name(chrome.language().locale()),
                                Promises.lateBy(chrome, g.promise().overdue(now)),
                                times.moment(g.promise().dueAt())))
                        .toList());
    }

    private static List<Given> decided(Collection<Incident> incidents, Instant now) {
        Instant since = now.minus(Duration.ofDays(Bars.DAYS));
        List<Given> decided = new ArrayList<>();
        for (Incident incident : incidents) {
            if (incident.imported()) {
                continue;
            }
            incident.updates().forEach(update -> {
                Promise promise = update.promise();
                if (promise != null
                        && promise.dueAt().isAfter(since)
                        && promise.state(now, Duration.ZERO) != Promise.State.OPEN) {
                    decided.add(new Given(incident, promise));
                }
            });
        }
        return decided;
    }
}
