package headsup.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a try leads to, by the <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">
 * Standard Webhooks</a> specification, section "Deliverability and reliability": 2xx alone is success, a redirect is none, 410
 * ends the webhook, anything else is tried again over about three days.
 */
sealed interface Fate {

    /** It has arrived. */
    record Delivered() implements Fate {}

    /** It is tried again then. */
    record Deferred(Instant until) implements Fate {}

    /** That was the last try. */
    record GivenUp() implements Fate {}

    /** The receiver wants nothing any more. */
    record Gone() implements Fate {}

    /** How long after each failed try the next one comes. */
    List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** The longest a receiver can ask us to wait. */
    Duration LONGEST_WAIT = Duration.ofHours(24);

    /** @param tries how many were made, this one among them */
    static Fate of(int tries, Answer answer, Instant now) {
        return switch (answer) {
            case Answer.Heard heard when heard.status() >= 200 && heard.status() < 300 -> new Delivered();
            case Answer.Heard heard when heard.status() == 410 -> new Gone();
            case Answer.Heard heard -> again(tries, heard.asked(), now);
            case Answer.Unheard unheard -> again(tries, null, now);
        };
    }

    private static Fate again(int tries, @Nullable Duration asked, Instant now) {
        if (tries > PAUSES.size()) {
            return new GivenUp();
        }
        Duration pause = PAUSES.get(tries - 1);
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
        }
        return new Deferred(now.plus(pause));
    }
}
