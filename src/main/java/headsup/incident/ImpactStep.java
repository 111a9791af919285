package headsup.incident;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;

/** From that time on it is so bad. */
@Embeddable
public class ImpactStep {

    private Instant at;

    @Column(length = 16)
    @Enumerated(EnumType.STRING)
    private Impact impact;

    @SuppressWarnings("NullAway.Init")
    protected ImpactStep() {}

    ImpactStep(Instant at, Impact impact) {
        this.at = at;
        this.impact = impact;
    }

    public Instant at() {
        return at;
    }

    public Impact impact() {
        return impact;
    }
}
