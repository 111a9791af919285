package headsup.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A heading under which components stand on the page. */
@Entity
@Table(name = "component_group")
public class ComponentGroup {

    @Id
    @Column(length = 12)
    private String id;

    private String name;
    private int position;
    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected ComponentGroup() {}

    ComponentGroup(String id, String name, int position, Instant at) {
        this.id = id;
        this.name = name;
        this.position = position;
        this.createdAt = at;
        this.updatedAt = at;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Among the groups, from 1. */
    public int position() {
        return position;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
