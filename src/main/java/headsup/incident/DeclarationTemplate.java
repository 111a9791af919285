package headsup.incident;

import headsup.catalog.ComponentStatus;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words kept ready: what a declaration may begin with. */
@Entity
@Table(name = "declaration_template")
public class DeclarationTemplate {

    @Id
    @Column(length = 12)
    private String id;

    private String name;
    private String title;
    private String message;
    private @Nullable Integer nextMinutes;
    private Instant changedAt;
    private String changedBy;

    @ElementCollection
    @CollectionTable(name = "declaration_template_component", joinColumns = @JoinColumn(name = "template_id"))
    @OrderColumn(name = "position")
    private List<Affected> components = new ArrayList<>();

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected DeclarationTemplate() {}

    @SuppressWarnings("NullAway.Init")
    DeclarationTemplate(String id) {
        this.id = id;
    }

    void write(DeclarationTemplates.Draft draft, Instant at, String by) {
        name = draft.name();
        title = draft.title();
        message = draft.message();
        nextMinutes = draft.next() == null ? null : (int) draft.next().toMinutes();
        components.clear();
        draft.components().forEach((component, status) -> components.add(new Affected(component, status)));
        changedAt = at;
        changedBy = by;
    }

    public String id() {
        return id;
    }

    /** By what staff find it. */
    public String name() {
        return name;
    }

    /** What customers will read as the name of the incident. */
    public String title() {
        return title;
    }

    public String message() {
        return message;
    }

    /** In how long the next words are promised; null leaves it to the policy. */
    public @Nullable Duration next() {
        return nextMinutes == null ? null : Duration.ofMinutes(nextMinutes);
    }

    /** How bad it is for which component, by id. */
    public Map<String, ComponentStatus> components() {
        Map<String, ComponentStatus> statuses = new LinkedHashMap<>();
        components.forEach(c -> statuses.put(c.componentId(), c.status()));
        return statuses;
    }

    public Instant changedAt() {
        return changedAt;
    }

    public String changedBy() {
        return changedBy;
    }

    /** Moves with every change. */
    public int version() {
        return version;
    }
}
