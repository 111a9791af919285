package headsup.incident;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** Words that an edit replaced. */
@Embeddable
public class EarlierText {

    @Column(length = 25_000)
    private String body;

    private Instant replacedAt;

    @Column(length = 64)
    private String replacedBy;

    @SuppressWarnings("NullAway.Init")
    protected EarlierText() {}

    EarlierText(String body, Instant replacedAt, String replacedBy) {
        this.body = body;
        this.replacedAt = replacedAt;
        this.replacedBy = replacedBy;
    }

    public String body() {
        return body;
    }

    public Instant replacedAt() {
        return replacedAt;
    }

    /** Staff name; not for the public. */
    public String replacedBy() {
        return replacedBy;
    }
}
