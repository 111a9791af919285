package headsup.page;

import headsup.incident.Estimate;
import headsup.incident.Incident;
import headsup.incident.Update;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What the page says about when an incident is expected to be fixed. */
final class Estimates {

    private Estimates() {}

    /** The strip of an open incident that lasts; null for all others, and for those of which nobody said anything. */
    static Sheets.@Nullable Estimate strip(Incident incident, Times times, Instant now) {
        Estimate estimate = incident.estimate();
        if (incident.isEstimateUnknown()) {
            return Sheets.Estimate.UNKNOWN;
        }
        if (!incident.isOpen() || estimate == null || !estimate.isTold()) {
            return null;
        }
        Instant from = estimate.movedFrom();
        return new Sheets.Estimate(
                times.inZone(estimate.at()),
                times.inUtc(estimate.at()),
                estimate.givenAt().toString(),
                from == null || estimate.withdrawn() ? null : times.inZone(from),
                estimate.state(now) == Estimate.State.PASSED,
                estimate.withdrawn());
    }

    /** What an update says of it by itself, in a sentence for programs that read updates one by one; empty for nothing. */
    static String said(Incident incident, Update update, Chrome chrome, ZoneId zone) {
        return update.givesEstimate() || update.estimateUnknown() ? told(incident, update, chrome, zone) : "";
    }

    /** How it stood when an update was published, said by it or before; empty where nothing was. */
    static String told(Incident incident, Update update, Chrome chrome, ZoneId zone) {
        Estimate estimate = incident.estimate(update);
        if (estimate == null) {
            return incident.isEstimateUnknown(update) ? chrome.say("estimate.unknown") : "";
        }
        Times times = new Times(chrome.language(), zone, update.publishedAt());
        Instant from = estimate.movedFrom();
        String at = times.inZone(estimate.at()).text();
        return switch (estimate.state(update.publishedAt())) {
            case STANDING, MET ->
                chrome.say("estimate.standing", at)
                        + (from == null
                                ? ""
                                : ", "
                                        + chrome.say(
                                                "estimate.moved",
                                                times.inZone(from).text()))
                        + ".";
            case PASSED -> chrome.say("estimate.passed", at);
            case WITHDRAWN -> chrome.say("estimate.withdrawn", at);
        };
    }
}
