package headsup.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dated words to customers, with the status they set and the promise they make. */
@Entity
@Table(name = "incident_update")
public class Update {

    /** What the words are in the books: a check with no news is still a word. */
    public enum Kind {
        NEWS,
        NO_NEWS,
        RESOLVED,
        ROOT_CAUSE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for any other word */
        @JsonCreator
        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("must be news or no_news");
        }
    }

    /** Who writes when nobody does; no name of staff has a space. */
    static final String CLOCK = "the clock";

    @Id
    @Column(length = 12)
    private String id;

    private int number;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private Impact impact;

    @Column(length = 25_000)
    private String body;

    private Instant publishedAt;
    private Instant createdAt;
    private @Nullable Instant editedAt;
    private @Nullable Instant estimateAt;
    private boolean estimateUnknown;
    private @Nullable Instant shownEstimateAt;
    private boolean apology;
    private boolean blame;
    private @Nullable Instant blameJudgedAt;
    private @Nullable String blameJudgedBy;
    private @Nullable String blameReason;

    @Column(name = "notify")
    private boolean notifies;

    /** Whether the page told it when it was published: who reads the page alone has heard it then, or not. */
    private boolean onPage = true;

    private String author;

    @Embedded
    private @Nullable Promise promise;

    @ElementCollection
    @CollectionTable(name = "incident_update_translation", joinColumns = @JoinColumn(name = "update_id"))
    @MapKeyColumn(name = "language", length = 2)
    @Column(name = "body", length = 25_000)
    private Map<String, String> bodies = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "incident_update_component", joinColumns = @JoinColumn(name = "update_id"))
    @OrderColumn(name = "position")
    private List<AffectedChange> changes = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "incident_update_earlier", joinColumns = @JoinColumn(name = "update_id"))
    @OrderBy("replacedAt")
    private List<EarlierText> earlier = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Update() {}

    Update(String id, int number, Words words, Impact impact, Instant publishedAt, Instant createdAt, String author) {
        this.id = id;
        this.number = number;
        this.status = words.status();
        this.kind = words.kind();
        this.impact = impact;
        this.body = words.message();
        this.bodies.putAll(words.translations().byLanguage());
        this.publishedAt = publishedAt;
        this.createdAt = createdAt;
        this.estimateAt = words.estimateAt();
        this.estimateUnknown = words.estimateUnknown();
        this.apology = words.apology();
        this.blame = Boolean.TRUE.equals(words.blame());
        this.notifies = words.notifies();
        this.author = author;
        this.promise = words.nextAt() == null ? null : new Promise(words.nextAt());
    }

    public String id() {
        return id;
    }

    /** In its incident, from 1. */
    public int number() {
        return number;
    }

    public Status status() {
        return status;
    }

    public Kind kind() {
        return kind;
    }

    /** The impact when it was published. */
    public Impact impact() {
        return impact;
    }

    /** The words as authored: plain text with a safe subset of Markdown. */
    public String body() {
        return body;
    }

    /** The words as this reader reads them. */
    public String body(Locale reader) {
        return bodies().or(body, reader);
    }

    /** The words in other languages. */
    public Translations bodies() {
        return new Translations(bodies);
    }

    /** The time the page shows. */
    public Instant publishedAt() {
        return publishedAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Null while the words are the first ones. */
    public @Nullable Instant editedAt() {
        return editedAt;
    }

    /** When restoration is expected, if they say so. */
    public @Nullable Instant estimateAt() {
        return estimateAt;
    }

    /** Whether they say that it is not known when it will be restored. */
    public boolean estimateUnknown() {
        return estimateUnknown;
    }

    /**
     * The estimate that whoever got these words was shown with them: their own, or the one that still stood. Null when there
     * was none, and for words from before estimates were shown: nobody is booked for what they never saw.
     */
    public @Nullable Instant shownEstimateAt() {
        return shownEstimateAt;
    }

    /** Whether these words themselves say an estimate, to be told where each update is told by itself. */
    public boolean givesEstimate() {
        return estimateAt != null && estimateAt.equals(shownEstimateAt);
    }

    /** Owns it, names cause and repair. */
    public boolean apology() {
        return apology;
    }

    /** Points at somebody else without owning it: as its writer said, else as it was judged when it was sent, or corrected since. */
    public boolean blame() {
        return blame;
    }

    /** Who corrected whether it blames, when, and why; null while it stands as it was sent. */
    public @Nullable BlameCorrection blameCorrection() {
        return blameJudgedAt == null || blameJudgedBy == null || blameReason == null
                ? null
                : new BlameCorrection(blameJudgedAt, blameJudgedBy, blameReason);
    }

    /** Corrects the judgement; what was sent stays as it is. */
    void judge(boolean isBlaming, BlameCorrection correction) {
        blame = isBlaming;
        blameJudgedAt = correction.at();
        blameJudgedBy = correction.by();
        blameReason = correction.reason();
    }

    /** Whether letters go out. */
    public boolean notifies() {
        return notifies;
    }

    public String author() {
        return author;
    }

    /** Whether these are the clock's own words, which readers may be told in their language. */
    public boolean isByTheClock() {
        return author.equals(CLOCK) && editedAt == null && bodies.isEmpty();
    }

    /** Null for the last words of a story. */
    public @Nullable Promise promise() {
        return promise;
    }

    /** Every component of the incident, also unchanged ones. */
    public List<AffectedChange> changes() {
        return List.copyOf(changes);
    }

    /** The words before each edit, oldest first. */
    public List<EarlierText> earlier() {
        return List.copyOf(earlier);
    }

    void show(@Nullable Instant estimate) {
        shownEstimateAt = estimate;
    }

    void publishedTo(Visibility visibility) {
        onPage = visibility.isPublic();
    }

    void touch(List<AffectedChange> whatChanged) {
        changes.addAll(whatChanged);
    }

    /** What stood in another language goes with the words it told. To tell the same words in one more is no edit of them. */
    void edit(String newBody, Translations others, Instant at, String by) {
        boolean isSame = body.equals(newBody);
        if (!isSame) {
            earlier.add(new EarlierText(body, at, by));
            body = newBody;
        }
        if (!isSame || !others.keeps(bodies())) {
            editedAt = at;
        }
        bodies.clear();
        bodies.putAll(others.byLanguage());
    }
}
