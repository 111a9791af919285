package headsup.console;

import headsup.incident.Declaration;
import headsup.incident.Reach;
import headsup.incident.Status;
import headsup.incident.Translations;
import headsup.incident.Update;
import headsup.incident.Visibility;
import headsup.incident.Words;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what somebody wrote into a form as what the incident room understands. */
@ApplicationScoped
class Drafts {

    static final String NAME = "name";
    static final String BLAMELESS = "blameless";
    static final String MESSAGE = "message";
    static final String VISIBILITY = "visibility";

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_MESSAGE = 25_000;

    /** The promises offered, by the value of the field. */
    private static final Map<String, Duration> PROMISES = Map.of(
            "15m", Duration.ofMinutes(15),
            "30m", Duration.ofMinutes(30),
            "1h", Duration.ofHours(1),
            "2h", Duration.ofHours(2),
            "4h", Duration.ofHours(4),
            "8h", Duration.ofHours(8));

    static final String ESTIMATE = "estimate";
    static final String ESTIMATE_AT = "estimateAt";

    /** That it is not known when it will be fixed, or that what was said of it stays. */
    static final String UNKNOWN = "unknown";

    static final String KEEP = "keep";

    /** The estimates offered, by the value of the field. */
    private static final Map<String, Duration> ESTIMATES = Map.of(
            "30m", Duration.ofMinutes(30),
            "1h", Duration.ofHours(1),
            "2h", Duration.ofHours(2),
            "4h", Duration.ofHours(4),
            "8h", Duration.ofHours(8),
            "24h", Duration.ofHours(24));

    private final Times times;
    private final Parts parts;

    Drafts(Times times, Parts parts) {
        this.times = times;
        this.parts = parts;
    }

    /** @throws Refusal {@code invalid_field} with every wrong field */
    Declaration declaration(Form form) {
        Faults faults = new Faults();
        faults.required(form, NAME, LONGEST_NAME);
        faults.required(form, MESSAGE, LONGEST_MESSAGE);
        Instant startedAt = faults.reading(() -> times.written("startedAt", form.value("startedAt")));
        faults.reading(() -> estimated(form));
        faults.refuse();
        Reach reach = reach(form);
        Translations names = Translations.ofNames(Tongues.written(form, Tongues.NAME));
        return new Declaration(form.value(NAME), names, words(form), reach, startedAt, null, null, visibility(form));
    }

    /** @throws Refusal {@code invalid_field} with every wrong field */
    Words update(Form form) {
        Faults faults = new Faults();
        faults.required(form, MESSAGE, LONGEST_MESSAGE);
        faults.reading(() -> estimated(form));
        faults.refuse();
        return words(form);
    }

    /** @throws Refusal {@code invalid_field} */
    String message(Form form) {
        Faults faults = new Faults();
        faults.required(form, MESSAGE, LONGEST_MESSAGE);
        faults.refuse();
        return form.value(MESSAGE);
    }

    /** @throws Refusal {@code invalid_field} */
    static Translations messages(Form form) {
        return Translations.ofMessages(Tongues.written(form, Tongues.MESSAGE));
    }

    /** Whom a form is about. */
    static Reach reach(Form form) {
        return form.ticked("everyone") ? new Reach(true, List.of(), List.of()) : Reach.DEPENDENTS;
    }

    /** False when its writer says that it blames nobody; else null, which leaves it to the judgement. */
    static @Nullable Boolean blame(Form form) {
        return form.ticked(BLAMELESS) ? Boolean.FALSE : null;
    }

    /** When the next words are promised by this form; null where it leaves that to the policy. */
    private @Nullable Instant promised(Form form) {
        Duration in = PROMISES.get(form.value("next"));
        return in == null ? null : times.now().plus(in);
    }

    /** When it is expected to be fixed by this form: a time somebody wrote goes before a choice. Null for no time. */
    private @Nullable Instant estimated(Form form) {
        if (form.says("status", Status.RESOLVED.word())) {
            return null;
        }
        Instant written = times.written(ESTIMATE_AT, form.value(ESTIMATE_AT));
        Duration in = ESTIMATES.get(form.value(ESTIMATE));
        return written != null || in == null ? written : times.now().plus(in);
    }

    private Words words(Form form) {
        Words words = said(form);
        Instant estimate = estimated(form);
        return estimate != null || form.says(ESTIMATE, UNKNOWN) ? words.expecting(estimate) : words;
    }

    private Words said(Form form) {
        Status status = status(form.value("status"));
        Update.Kind kind = status == Status.RESOLVED
                ? Update.Kind.RESOLVED
                : form.ticked("noNews") ? Update.Kind.NO_NEWS : Update.Kind.NEWS;
        return new Words(
                        status,
                        kind,
                        form.value(MESSAGE),
                        status == Status.RESOLVED ? null : promised(form),
                        null,
                        parts.chosen(form),
                        null,
                        null,
                        form.ticked("apology"),
                        !form.ticked("silent"),
                        messages(form))
                .blaming(blame(form));
    }

    /** Who may see it; null where the form leaves that to the audience. */
    static @Nullable Visibility visibility(Form form) {
        String word = form.value(VISIBILITY);
        try {
            return word.isEmpty() ? null : Visibility.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.field(VISIBILITY, String.valueOf(unknown.getMessage()));
        }
    }

    /** The promise a form chose; null where it leaves that to the policy. */
    static @Nullable Duration interval(Form form) {
        return PROMISES.get(form.value("next"));
    }

    /** Of the promises offered the longest that is no longer than this; the shortest for a shorter one. */
    static String offered(Duration interval) {
        return PROMISES.entrySet().stream()
                .filter(offer -> offer.getValue().compareTo(interval) <= 0)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("15m");
    }

    private static Status status(String word) {
        try {
            return word.isEmpty() ? Status.INVESTIGATING : Status.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.field("status", String.valueOf(unknown.getMessage()));
        }
    }
}
