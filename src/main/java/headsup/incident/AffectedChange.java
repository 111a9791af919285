package headsup.incident;

import headsup.catalog.ComponentStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/** What an update did to a component of the incident; old equals new where it changed nothing. */
@Embeddable
public class AffectedChange {

    @Column(name = "component_id", length = 12)
    private String componentId;

    @Column(name = "old_status", length = 32)
    @Enumerated(EnumType.STRING)
    private ComponentStatus before;

    @Column(name = "new_status", length = 32)
    @Enumerated(EnumType.STRING)
    private ComponentStatus after;

    @SuppressWarnings("NullAway.Init")
    protected AffectedChange() {}

    AffectedChange(String componentId, ComponentStatus before, ComponentStatus after) {
        this.componentId = componentId;
        this.before = before;
        this.after = after;
    }

    public String componentId() {
        return componentId;
    }

    public ComponentStatus before() {
        return before;
    }

    public ComponentStatus after() {
        return after;
    }
}
