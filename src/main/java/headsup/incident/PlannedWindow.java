package headsup.incident;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** When a maintenance was to begin and to end, by the words of one of its updates. */
@Embeddable
public class PlannedWindow {

    private int number;
    private int announcedBy;

    @Column(name = "scheduled_for")
    private Instant from;

    @Column(name = "scheduled_until")
    private Instant until;

    @SuppressWarnings("NullAway.Init")
    protected PlannedWindow() {}

    PlannedWindow(int number, int announcedBy, Instant from, Instant until) {
        this.number = number;
        this.announcedBy = announcedBy;
        this.from = from;
        this.until = until;
    }

    /** The window that takes the place of this one. Who knew of a longer one knew of what is left of it. */
    PlannedWindow movedBy(int laterNumber, Instant newFrom, Instant newUntil) {
        boolean within = !newFrom.isBefore(from) && !newUntil.isAfter(until);
        return new PlannedWindow(laterNumber, within ? announcedBy : laterNumber, newFrom, newUntil);
    }

    /** The number of the update that told it. */
    public int number() {
        return number;
    }

    /** The number of the first update from which on all of it was known: this one, or one that told a longer window. */
    public int announcedBy() {
        return announcedBy;
    }

    public Instant from() {
        return from;
    }

    public Instant until() {
        return until;
    }
}
