package headsup.incident;

import headsup.catalog.ComponentStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/** A component an incident touches, with the status the incident gives it. */
@Embeddable
public class Affected {

    @Column(name = "component_id", length = 12)
    private String componentId;

    @Column(length = 32)
    @Enumerated(EnumType.STRING)
    private ComponentStatus status;

    @SuppressWarnings("NullAway.Init")
    protected Affected() {}

    Affected(String componentId, ComponentStatus status) {
        this.componentId = componentId;
        this.status = status;
    }

    public String componentId() {
        return componentId;
    }

    public ComponentStatus status() {
        return status;
    }

    /** The status in the word of the doors, for rooms that don't know the catalog. */
    public String statusWord() {
        return status.word();
    }
}
