package headsup.incident;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stretch of impact: from the start, or from a reopening, until it was restored. */
@Entity
@Table(name = "impact_stretch")
public class Stretch {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Instant startedAt;
    private @Nullable Instant restoredAt;

    @SuppressWarnings("NullAway.Init")
    protected Stretch() {}

    Stretch(Instant startedAt) {
        this.startedAt = startedAt;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** Null while the impact lasts. */
    public @Nullable Instant restoredAt() {
        return restoredAt;
    }

    void startAt(Instant at) {
        startedAt = at;
    }

    void restore(Instant at) {
        restoredAt = at;
    }
}
