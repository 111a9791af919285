package headsup.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A part of the service that a customer can depend on. */
@Entity
@Table(name = "component")
public class Component {

    @Id
    @Column(length = 12)
    private String id;

    private String name;
    private @Nullable String description;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "group_id")
    private @Nullable ComponentGroup group;

    private int position;

    @Enumerated(EnumType.STRING)
    private ComponentStatus status;

    @Enumerated(EnumType.STRING)
    private ComponentStatus publicStatus;

    private boolean showcase;
    private @Nullable LocalDate startDate;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Component() {}

    Component(String id, String name, @Nullable ComponentGroup group, int position, Instant at, LocalDate startDate) {
        this.id = id;
        this.name = name;
        this.group = group;
        this.position = position;
        this.status = ComponentStatus.OPERATIONAL;
        this.publicStatus = ComponentStatus.OPERATIONAL;
        this.showcase = true;
        this.startDate = startDate;
        this.createdAt = at;
        this.updatedAt = at;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** With its group in front, as in {@code Payments - Cards}: unique on the page. */
    public String fullName() {
        return group == null ? name : group.name() + " - " + name;
    }

    public @Nullable String description() {
        return description;
    }

    public @Nullable ComponentGroup group() {
        return group;
    }

    /** Inside its group, or among those without one, from 1. */
    public int position() {
        return position;
    }

    /** With everything counted, also what the world may not see. */
    public ComponentStatus status() {
        return status;
    }

    /** What the world sees: without the incidents that only those they affect may see. */
    public ComponentStatus publicStatus() {
        return publicStatus;
    }

    /** Whether uptime bars are shown. */
    public boolean showcase() {
        return showcase;
    }

    /** First day of the uptime record, in UTC. */
    public @Nullable LocalDate startDate() {
        return startDate;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Moves on any change the world can see. */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** The same component as the world sees it; kept nowhere. */
    public Component seenByAll() {
        return publicStatus == status ? this : looking(publicStatus);
    }

    /** The same component in another state; kept nowhere. */
    public Component looking(ComponentStatus as) {
        Component other = new Component();
        other.id = id;
        other.name = name;
        other.description = description;
        other.group = group;
        other.position = position;
        other.status = as;
        other.publicStatus = as;
        other.showcase = showcase;
        other.startDate = startDate;
        other.createdAt = createdAt;
        other.updatedAt = updatedAt;
        return other;
    }

    void showcase(boolean shown, Instant at) {
        showcase = shown;
        updatedAt = at;
    }

    void describe(@Nullable String newDescription, Instant at) {
        description = newDescription;
        updatedAt = at;
    }

    void rename(String newName, Instant at) {
        name = newName;
        updatedAt = at;
    }

    void moveTo(@Nullable ComponentGroup newGroup, int newPosition, Instant at) {
        group = newGroup;
        position = newPosition;
        updatedAt = at;
    }

    void show(ComponentStatus newStatus) {
        status = newStatus;
    }

    void showAll(ComponentStatus newStatus, Instant at) {
        if (publicStatus != newStatus) {
            publicStatus = newStatus;
            updatedAt = at;
        }
    }

    void touch(Instant at) {
        updatedAt = at;
    }
}
