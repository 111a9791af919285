package headsup.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When the next words come, as said by the words before; kept, late or broken by when they came. */
@Embeddable
public class Promise {

    /** {@code OPEN} before it is due, {@code LATE} while lateness is forgiven, {@code BROKEN} from then on. */
    public enum State {
        OPEN,
        KEPT,
        LATE,
        BROKEN;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Column(name = "promise_due_at")
    private Instant dueAt;

    @Column(name = "promise_answered_at")
    private @Nullable Instant answeredAt;

    @SuppressWarnings("NullAway.Init")
    protected Promise() {}

    Promise(Instant dueAt) {
        this.dueAt = dueAt;
    }

    public Instant dueAt() {
        return dueAt;
    }

    /** When the next words came; null while they are owed. */
    public @Nullable Instant answeredAt() {
        return answeredAt;
    }

    /** How it stands at {@code now}; {@code grace} is the lateness forgiven. */
    public State state(Instant now, Duration grace) {
        Instant judged = answeredAt == null ? now : answeredAt;
        if (!judged.isAfter(dueAt)) {
            return answeredAt == null ? State.OPEN : State.KEPT;
        }
        return judged.isAfter(dueAt.plus(grace)) ? State.BROKEN : State.LATE;
    }

    /** How late the words are, or were; zero when not. */
    public Duration overdue(Instant now) {
        Duration late = Duration.between(dueAt, answeredAt == null ? now : answeredAt);
        return late.isNegative() ? Duration.ZERO : late;
    }

    void answer(Instant at) {
        if (answeredAt == null) {
            answeredAt = at;
        }
    }
}
