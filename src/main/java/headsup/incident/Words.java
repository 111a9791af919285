package headsup.incident;

import headsup.catalog.ComponentStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an update says and does, before it is one.
 *
 * @param nextAt when the next words are promised; null takes the default of the {@link Cadence}, or none at the end
 * @param estimateAt when restoration is expected
 * @param components new status of components, by id; those not named stay as they are
 * @param impact how bad it is from now on; null: follows from the components, never milder than before
 * @param restoredAt when the impact ended, if it has
 * @param notifies whether letters go out
 * @param translations the message in other languages
 * @param estimateUnknown whether they say that it is not known when it will be restored; an estimate said before is
 *     withdrawn by that. Words that say neither a time nor this leave an estimate standing
 * @param blame whether they put it on somebody else, as their writer says; null leaves that to the judgement
 */
public record Words(
        Status status,
        Update.Kind kind,
        String message,
        @Nullable Instant nextAt,
        @Nullable Instant estimateAt,
        Map<String, ComponentStatus> components,
        @Nullable Impact impact,
        @Nullable Instant restoredAt,
        boolean apology,
        boolean notifies,
        Translations translations,
        boolean estimateUnknown,
        @Nullable Boolean blame) {

    /** Leaving to the judgement whether they put it on somebody else. */
    public Words(
            Status status,
            Update.Kind kind,
            String message,
            @Nullable Instant nextAt,
            @Nullable Instant estimateAt,
            Map<String, ComponentStatus> components,
            @Nullable Impact impact,
            @Nullable Instant restoredAt,
            boolean apology,
            boolean notifies,
            Translations translations,
            boolean estimateUnknown) {
        this(
                status,
                kind,
                message,
                nextAt,
                estimateAt,
                components,
                impact,
                restoredAt,
                apology,
                notifies,
                translations,
                estimateUnknown,
                null);
    }

    /** Without withdrawing an estimate. */
    public Words(
            Status status,
            Update.Kind kind,
            String message,
            @Nullable Instant nextAt,
            @Nullable Instant estimateAt,
            Map<String, ComponentStatus> components,
            @Nullable Impact impact,
            @Nullable Instant restoredAt,
            boolean apology,
            boolean notifies,
            Translations translations) {
        this(
                status,
                kind,
                message,
                nextAt,
                estimateAt,
                components,
                impact,
                restoredAt,
                apology,
                notifies,
                translations,
                false);
    }

    /** In the language of the original alone. */
    public Words(
            Status status,
            Update.Kind kind,
            String message,
            @Nullable Instant nextAt,
            @Nullable Instant estimateAt,
            Map<String, ComponentStatus> components,
            @Nullable Impact impact,
            @Nullable Instant restoredAt,
            boolean apology,
            boolean notifies) {
        this(
                status,
                kind,
                message,
                nextAt,
                estimateAt,
                components,
                impact,
                restoredAt,
                apology,
                notifies,
                Translations.NONE);
    }

    /** With components back to what they are without this incident, where the words themselves don't say. */
    Words restoring(Map<String, ComponentStatus> healed) {
        Map<String, ComponentStatus> all = new HashMap<>(healed);
        all.putAll(components);
        return new Words(
                status,
                kind,
                message,
                nextAt,
                estimateAt,
                all,
                impact,
                restoredAt,
                apology,
                notifies,
                translations,
                estimateUnknown,
                blame);
    }

    Words promising(@Nullable Instant due) {
        return new Words(
                status,
                kind,
                message,
                due,
                estimateAt,
                components,
                impact,
                restoredAt,
                apology,
                notifies,
                translations,
                estimateUnknown,
                blame);
    }

    Words restoredAt(Instant at) {
        return new Words(
                status,
                kind,
                message,
                nextAt,
                estimateAt,
                components,
                impact,
                at,
                apology,
                notifies,
                translations,
                estimateUnknown,
                blame);
    }

    Words in(Translations others) {
        return new Words(
                status,
                kind,
                message,
                nextAt,
                estimateAt,
                components,
                impact,
                restoredAt,
                apology,
                notifies,
                others,
                estimateUnknown,
                blame);
    }

    Words as(Status other, Update.Kind otherKind) {
        return new Words(
                other,
                otherKind,
                message,
                nextAt,
                estimateAt,
                components,
                impact,
                restoredAt,
                apology,
                notifies,
                translations,
                estimateUnknown,
                blame);
    }

    /** Saying when it is expected to be restored; null says that this is not known. */
    public Words expecting(@Nullable Instant estimate) {
        return new Words(
                status,
                kind,
                message,
                nextAt,
                estimate,
                components,
                impact,
                restoredAt,
                apology,
                notifies,
                translations,
                estimate == null,
                blame);
    }

    /** Saying whether they put it on somebody else; null leaves that to the judgement. */
    public Words blaming(@Nullable Boolean said) {
        return new Words(
                status,
                kind,
                message,
                nextAt,
                estimateAt,
                components,
                impact,
                restoredAt,
                apology,
                notifies,
                translations,
                estimateUnknown,
                said);
    }
}
