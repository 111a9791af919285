package headsup.care;

import headsup.kernel.Refusal;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A case opened by or for a customer: it has an owner, a time by which it is due, and an end the customer confirms. */
@Entity
@Table(name = "complaint")
class Complaint {

    @Id
    private String id;

    private long customerId;
    private String subject;
    private String note;
    private boolean solicited;

    @Enumerated(EnumType.STRING)
    private Complaints.State state;

    private @Nullable String owner;
    private @Nullable Instant dueAt;
    private Instant receivedAt;
    private @Nullable Instant answeredAt;
    private @Nullable Instant resolvedAt;
    private @Nullable Instant confirmedAt;
    private @Nullable String executive;
    private @Nullable String spokenTo;
    private @Nullable Instant spokenAt;
    private @Nullable String remark;
    private @Nullable Long factId;
    private Instant updatedAt;
    private @Nullable Instant withdrawnAt;
    private @Nullable String withdrawnBy;
    private @Nullable String withdrawnReason;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Complaint() {}

    /** @param factId null when it lies before the account was opened: {@code remark} says so */
    Complaint(
            String id,
            long customerId,
            Complaints.Draft draft,
            Instant receivedAt,
            @Nullable Long factId,
            @Nullable String remark,
            Instant now) {
        this.id = id;
        this.customerId = customerId;
        this.subject = draft.subject().strip();
        this.note = draft.note() == null ? "" : draft.note().strip();
        this.solicited = draft.solicited();
        this.state = Complaints.State.OPEN;
        this.owner = draft.owner();
        this.dueAt = draft.dueAt();
        this.receivedAt = receivedAt;
        this.factId = factId;
        this.remark = remark;
        this.updatedAt = now;
    }

    String id() {
        return id;
    }

    long customerId() {
        return customerId;
    }

    String subject() {
        return subject;
    }

    /** The fact of the books that it was received; empty when it is none. */
    Optional<Long> fact() {
        return Optional.ofNullable(factId);
    }

    Instant receivedAt() {
        return receivedAt;
    }

    Complaints.State state() {
        return state;
    }

    Complaints.View view(String customerRef) {
        return new Complaints.View(
                id,
                customerRef,
                subject,
                note,
                solicited,
                state,
                owner,
                dueAt,
                receivedAt,
                answeredAt,
                resolvedAt,
                confirmedAt,
                executive,
                spokenTo,
                spokenAt,
                remark,
                updatedAt,
                withdrawnAt,
                withdrawnBy,
                withdrawnReason,
                version);
    }

    /** Whether it ages, and is one case with another of its subject. */
    boolean isOpen() {
        return state == Complaints.State.OPEN || state == Complaints.State.ANSWERED;
    }

    boolean solicited() {
        return solicited;
    }

    /** It never was about anything else. */
    void rename(String newSubject, Instant now) {
        subject = newSubject;
        updatedAt = now;
    }

    /**
     * It was taken down by mistake.
     *
     * @throws Refusal {@code illegal_transition} when it was withdrawn before
     */
    void withdraw(String by, String reason, Instant now) {
        refuseWithdrawn();
        state = Complaints.State.WITHDRAWN;
        withdrawnAt = now;
        withdrawnBy = by;
        withdrawnReason = reason;
        updatedAt = now;
    }

    /** @throws Refusal {@code illegal_transition} */
    void refuseWithdrawn() {
        if (state == Complaints.State.WITHDRAWN) {
            throw Refusal.illegalTransition("The complaint was withdrawn before.");
        }
    }

    /** Who at the customer said yes, and when; or why the confirmation is worth nothing. */
    void confirmedBy(@Nullable String person, @Nullable Instant when, @Nullable String missing) {
        spokenTo = person;
        spokenAt = when;
        remark = factId == null ? remark : missing;
    }

    void assign(@Nullable String newOwner, @Nullable Instant newDueAt, Instant now) {
        owner = newOwner == null ? owner : newOwner;
        dueAt = newDueAt == null ? dueAt : newDueAt;
        updatedAt = now;
    }

    /**
     * Steps to a state; stepping back to {@code open} or {@code answered} from resolved is a reopening.
     *
     * @throws Refusal {@code illegal_transition}
     */
    void step(Complaints.State next, @Nullable String by, Instant now) {
        boolean legal =
                switch (next) {
                    case OPEN -> state == Complaints.State.RESOLVED || state == Complaints.State.CONFIRMED;
                    case ANSWERED -> state == Complaints.State.OPEN;
                    case RESOLVED -> state == Complaints.State.OPEN || state == Complaints.State.ANSWERED;
                    case CONFIRMED -> state != Complaints.State.CONFIRMED || remark != null;
                    case WITHDRAWN -> throw Refusal.field("state", "is reached by a withdrawal, with its reason");
                };
        if (!legal) {
            throw Refusal.illegalTransition(
                    "The complaint is " + state.word() + "; it can't become " + next.word() + ".");
        }
        switch (next) {
            case OPEN -> {
                resolvedAt = null;
                confirmedAt = null;
                executive = null;
                confirmedBy(null, null, null);
            }
            case ANSWERED -> answeredAt = answeredAt == null ? now : answeredAt;
            case RESOLVED -> resolvedAt = now;
            case CONFIRMED -> {
                resolvedAt = resolvedAt == null ? now : resolvedAt;
                confirmedAt = now;
                executive = by;
            }
            case WITHDRAWN -> {}
        }
        state = next;
        updatedAt = now;
    }

    /** Lets go of the words. */
    void erase() {
        subject = "erased " + id;
        note = "";
        spokenTo = spokenTo == null ? null : "erased";
        withdrawnReason = withdrawnReason == null ? null : "erased";
    }
}
