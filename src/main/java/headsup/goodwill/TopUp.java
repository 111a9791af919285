package headsup.goodwill;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What would do a customer's goodwill most good now: the first thing that is owed to them, else what they have missed. Pure;
 * points stand where the policy has them (sections 2 and 7).
 */
public sealed interface TopUp {

    /** A complaint that nobody has answered. */
    record Answer(String subject, Instant since) implements TopUp {}

    /** A complaint that was answered and not resolved. */
    record Resolve(String subject, Instant since) implements TopUp {}

    /** They asked about an incident, and nobody answered. */
    record AnswerInquiry(String incident, Instant since) implements TopUp {}

    /** The root cause of an incident is owed. */
    record TellRootCause(String incident) implements TopUp {}

    /** A promised step did not take place, and none has since. */
    record MakeGood(Instant missedAt) implements TopUp {}

    /** A survey said that something is wrong. */
    record AskWhy(Instant ratedAt) implements TopUp {}

    /** We broke our word, and have not spoken since. */
    record OwnUp(String incident, Instant brokenAt) implements TopUp {}

    /** A complaint we hold for resolved, and the customer has not said so. */
    record AskWhetherSettled(String subject) implements TopUp {}

    /** Nothing good came from us. @param days since the last good occasion; null when there was none in 90 days */
    record BringGoodNews(@Nullable Long days) implements TopUp {}

    /** They did us a kindness: a good score, or a reply to our letter. */
    record Thank(Instant at) implements TopUp {}

    /** All is well. */
    record KeepOn() implements TopUp {}

    /** After so long without a good occasion it is time for one. */
    Duration TOO_LONG = Duration.ofDays(30);

    /**
     * What is known of a customer, of the last 90 days; null is what did not happen.
     *
     * @param complaint the one to look after first
     * @param inquiry the oldest without an answer
     * @param rootCauseOwedIn an incident
     * @param missedAt the last missed step; {@code keptAt} the last one kept
     * @param poorlyRatedAt when the last score was below 8; {@code wellRatedAt} when it was 9 or more
     * @param brokenIn the incident of the last broken word, at {@code brokenAt}
     * @param spokenAt the last call, apology or gesture
     * @param goodAt the last good occasion of any kind
     */
    record Signs(
            @Nullable OpenCase complaint,
            @Nullable Inquiry inquiry,
            @Nullable String rootCauseOwedIn,
            @Nullable Instant missedAt,
            @Nullable Instant keptAt,
            @Nullable Instant poorlyRatedAt,
            @Nullable Instant wellRatedAt,
            @Nullable String brokenIn,
            @Nullable Instant brokenAt,
            @Nullable Instant spokenAt,
            @Nullable Instant goodAt) {}

    enum Stage {
        UNANSWERED,
        ANSWERED,
        RESOLVED
    }

    record OpenCase(String subject, Instant since, Stage stage) {}

    record Inquiry(String incident, Instant since) {}

    static TopUp of(Signs signs, Instant now) {
        OpenCase complaint = signs.complaint();
        if (complaint != null && complaint.stage() == Stage.UNANSWERED) {
            return new Answer(complaint.subject(), complaint.since());
        }
        if (signs.inquiry() != null) {
            return new AnswerInquiry(signs.inquiry().incident(), signs.inquiry().since());
        }
        if (complaint != null && complaint.stage() == Stage.ANSWERED) {
            return new Resolve(complaint.subject(), complaint.since());
        }
        if (signs.rootCauseOwedIn() != null) {
            return new TellRootCause(signs.rootCauseOwedIn());
        }
        return ofWhatWasNotMended(signs, now);
    }

    private static TopUp ofWhatWasNotMended(Signs signs, Instant now) {
        Instant missed = signs.missedAt();
        if (missed != null && isLast(missed, signs.keptAt()) && isLast(missed, signs.spokenAt())) {
            return new MakeGood(missed);
        }
        Instant poor = signs.poorlyRatedAt();
        if (poor != null && isLast(poor, signs.spokenAt())) {
            return new AskWhy(poor);
        }
        Instant broken = signs.brokenAt();
        if (broken != null && signs.brokenIn() != null && isLast(broken, signs.spokenAt())) {
            return new OwnUp(signs.brokenIn(), broken);
        }
        return ofWhatIsMissing(signs, now);
    }

    private static TopUp ofWhatIsMissing(Signs signs, Instant now) {
        OpenCase complaint = signs.complaint();
        Instant good = signs.goodAt();
        Instant rated = signs.wellRatedAt();
        if (complaint != null) {
            return new AskWhetherSettled(complaint.subject());
        }
        if (rated != null && isLast(rated, signs.spokenAt())) {
            return new Thank(rated);
        }
        if (good == null) {
            return new BringGoodNews(null);
        }
        Duration since = Duration.between(good, now);
        return since.compareTo(TOO_LONG) >= 0 ? new BringGoodNews(since.toDays()) : new KeepOn();
    }

    private static boolean isLast(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other);
    }
}
