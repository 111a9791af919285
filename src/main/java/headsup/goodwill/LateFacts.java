package headsup.goodwill;

import headsup.goodwill.CohortFacts.Called;
import headsup.goodwill.CohortFacts.Given;
import headsup.goodwill.CohortFacts.Heard;
import headsup.goodwill.LateFact.Cause;
import headsup.incident.Incident;
import headsup.incident.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what became known of an incident since its books were last brought up to date, for one cohort: the cause of a
 * correction. What is new since then is no late fact, only what is about a minute that was booked. Pure.
 */
final class LateFacts {

    /** Why an update that counted as received was not: asked of the deliveries only when there is such an update. */
    interface Undelivered {
        /** {@link Cause#DISPUTED}, {@link Cause#BOUNCED}, or {@link Cause#NOT_RECEIVED} when members differ. */
        Cause cause(Update update);
    }

    private static final int MOST_TOLD = 2;

    private final Incident incident;
    private final Moments moments;
    private final long bookedTo;
    private final Undelivered undelivered;
    private final List<LateFact> found = new ArrayList<>();

    private LateFacts(Incident incident, Moments moments, long bookedTo, Undelivered undelivered) {
        this.incident = incident;
        this.moments = moments;
        this.bookedTo = bookedTo;
        this.undelivered = undelivered;
    }

    /**
     * The cause of a correction, told in one clause.
     *
     * @param was what was known of the incident itself; {@code before} and {@code now} are what the cohort knew, and knows
     * @param bookedTo the minute up to which the books were brought then
     */
    static LateFact between(
            BookedFrom was,
            CohortFacts before,
            CohortFacts now,
            Incident incident,
            long bookedTo,
            Moments moments,
            Undelivered undelivered) {
        LateFacts facts = new LateFacts(incident, moments, bookedTo, undelivered);
        facts.heard(minutes(before), minutes(now));
        facts.periods(was.periods(), BookedFrom.of(incident).periods());
        facts.calls(or(before.calls()), or(now.calls()));
        facts.gestures(or(before.gestures()), or(now.gestures()));
        facts.judged(was.said());
        facts.severity(was, BookedFrom.of(incident));
        facts.around(before, now);
        return facts.inOne();
    }

    private LateFact inOne() {
        if (found.isEmpty()) {
            return LateFact.UNRECORDED;
        }
        String known = found.stream().limit(MOST_TOLD).map(LateFact::known).collect(Collectors.joining(", and "));
        return new LateFact(found.get(0).cause(), known, found.get(0).fact());
    }

    private void heard(Map<Integer, Long> before, Map<Integer, Long> now) {
        for (Update update : incident.updates()) {
            Long was = before.get(update.number());
            Long is = now.get(update.number());
            String what = "update of " + at(CohortFacts.minute(update.publishedAt()));
            if (was != null && is == null) {
                lost(update);
            } else if (was == null && is != null && is < bookedTo) {
                add(Cause.RECEIVED, "the " + what + " had reached you at " + at(is), update(update));
            } else if (was != null && is != null && !was.equals(is)) {
                add(
                        Cause.RECEIVED,
                        "the " + what + " reached you at " + at(is) + ", not at " + at(was),
                        update(update));
            }
        }
    }

    private void lost(Update update) {
        String email = "the email of " + at(CohortFacts.minute(update.publishedAt()));
        Cause cause = undelivered.cause(update);
        String known =
                switch (cause) {
                    case DISPUTED -> "you told us " + email + " never came";
                    case BOUNCED -> email + " bounced";
                    default -> email + " did not reach you";
                };
        add(cause, known, update(update));
    }

    private void periods(List<BookedFrom.Period> before, List<BookedFrom.Period> now) {
        if (before.get(0).from() != now.get(0).from()) {
            add(
                    Cause.START,
                    "it began at " + at(now.get(0).from()) + ", not at "
                            + at(before.get(0).from()),
                    null);
        }
        for (int i = 0; i < now.size(); i++) {
            BookedFrom.Period is = now.get(i);
            if (i >= before.size()) {
                if (is.from() < bookedTo) {
                    add(Cause.REOPENING, "it had failed again at " + at(is.from()), null);
                }
            } else {
                restored(before.get(i).until(), is.until());
            }
        }
        if (now.size() < before.size()) {
            add(
                    Cause.REOPENING,
                    "it had not failed again at " + at(before.get(now.size()).from()),
                    null);
        }
    }

    private void restored(@Nullable Long was, @Nullable Long is) {
        if (was == null && is != null && is < bookedTo) {
            add(Cause.RESTORATION, "it had been restored at " + at(is), null);
        } else if (was != null && is != null && !was.equals(is)) {
            add(Cause.RESTORATION, "it was restored at " + at(is) + ", not at " + at(was), null);
        } else if (was != null && is == null) {
            add(Cause.RESTORATION, "it was not restored at " + at(was), null);
        }
    }

    private void calls(List<Called> before, List<Called> now) {
        before.stream()
                .filter(call -> !now.contains(call))
                .forEach(call -> add(Cause.CALL, "the call of " + at(call.minute()) + " was withdrawn", null));
        now.stream()
                .filter(call -> !before.contains(call) && call.minute() < bookedTo)
                .forEach(call -> add(Cause.CALL, "we had spoken by phone at " + at(call.minute()), null));
    }

    private void gestures(List<Given> before, List<Given> now) {
        before.stream()
                .filter(given -> !now.contains(given))
                .forEach(given -> add(
                        Cause.GESTURE,
                        "the credit of " + given.percent() + " % of " + at(given.minute()) + " was withdrawn",
                        null));
        now.stream()
                .filter(given -> !before.contains(given) && given.minute() < bookedTo)
                .forEach(given -> add(
                        Cause.GESTURE, "you had a credit of " + given.percent() + " % at " + at(given.minute()), null));
    }

    private void judged(List<BookedFrom.Said> before) {
        Map<Integer, BookedFrom.Said> was = new HashMap<>();
        before.forEach(said -> was.put(said.number(), said));
        for (Update update : incident.updates()) {
            BookedFrom.Said said = was.get(update.number());
            String what = "the update of " + at(CohortFacts.minute(update.publishedAt()));
            if (said != null && said.blame() != update.blame()) {
                add(Cause.JUDGEMENT, what + (update.blame() ? " blamed others" : " blamed nobody"), update(update));
            } else if (said != null && said.apology() != update.apology()) {
                add(Cause.JUDGEMENT, what + (update.apology() ? " apologised" : " did not apologise"), update(update));
            }
        }
    }

    /** A start that was corrected moves the first step, and says so itself. */
    private void severity(BookedFrom before, BookedFrom now) {
        List<BookedFrom.Step> was = before.steps()
                .subList(Math.min(1, before.steps().size()), before.steps().size());
        List<BookedFrom.Step> is = now.steps().stream()
                .skip(1)
                .filter(step -> was.contains(step) || step.minute() < bookedTo)
                .toList();
        boolean first = before.steps().isEmpty()
                || now.steps().isEmpty()
                || before.steps().get(0).impact() == now.steps().get(0).impact();
        if (!was.equals(is) || !first) {
            add(Cause.SEVERITY, "the severity was another than we knew", null);
        }
    }

    private void around(CohortFacts before, CohortFacts now) {
        if (before.joined() != now.joined() && found.stream().noneMatch(fact -> fact.cause() == Cause.START)) {
            add(Cause.AFFECTED, "you were affected from " + at(now.joined()), null);
        }
        if (!Objects.equals(before.components(), now.components())) {
            add(Cause.AFFECTED, "only the components you depend on count", null);
        }
        if (!Objects.equals(before.maintenance(), now.maintenance())) {
            add(Cause.MAINTENANCE, "more is known of a maintenance announced to you", null);
        }
        if (!or(before.others()).equals(or(now.others()))) {
            add(Cause.OTHER_INCIDENT, "more is known of another incident at the same time", null);
        }
        if (before.prior() != now.prior() || before.apologies() != now.apologies() || before.earned() != now.earned()) {
            add(Cause.HISTORY, "more is known of the 90 days before", null);
        }
    }

    private void add(Cause cause, String known, @Nullable String fact) {
        found.add(new LateFact(cause, known, fact));
    }

    private static String update(Update update) {
        return "update/" + update.id();
    }

    private String at(long minute) {
        return moments.time(minute);
    }

    private static <T> List<T> or(@Nullable List<T> some) {
        return Objects.requireNonNullElse(some, List.of());
    }

    private static Map<Integer, Long> minutes(CohortFacts facts) {
        Map<Integer, Long> minutes = new HashMap<>();
        or(facts.heard()).forEach((Heard heard) -> minutes.put(heard.number(), heard.minute()));
        return minutes;
    }
}
