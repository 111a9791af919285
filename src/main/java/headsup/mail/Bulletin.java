package headsup.mail;

import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One piece of news to be told to many of one language. Plain text throughout; the room does the
 * escaping and wrapping. Control characters and bidirectional overrides are taken out of what is only shown and refused
 * where they would reach a header.
 *
 * <p>Refused with {@code invalid_field}: a number below 1.
 *
 * @param topic the thread it belongs to
 * @param number its place in the thread, from 1; part of every Message-ID
 * @param body what is said
 * @param published when it was published; becomes the {@code Date} of every letter
 * @param nextBy the promise of the next word; null when none is owed
 * @param occasion the planned time it is about; null when it is about none
 * @param estimate when it is expected to be fixed; null when nobody said
 */
public record Bulletin(
        Topic topic,
        int number,
        Body body,
        Instant published,
        @Nullable Instant nextBy,
        @Nullable Occasion occasion,
        @Nullable Estimate estimate) {

    public Bulletin {
        if (number < 1) {
            throw Refusal.field("number", "must be 1 or more");
        }
    }

    /** News that nobody planned. */
    public Bulletin(Topic topic, int number, Body body, Instant published, @Nullable Instant nextBy) {
        this(topic, number, body, published, nextBy, null, null);
    }

    /** News that nobody gave an estimate for. */
    public Bulletin(
            Topic topic,
            int number,
            Body body,
            Instant published,
            @Nullable Instant nextBy,
            @Nullable Occasion occasion) {
        this(topic, number, body, published, nextBy, occasion, null);
    }

    /**
     * When it is expected to be fixed, as it stands when the news is published.
     *
     * @param at when
     * @param movedFrom what was expected before; null when that need not be told
     */
    public record Estimate(Instant at, @Nullable Instant movedFrom, Standing standing) {

        /** Whether its time is to come, has passed in vain, or is known no more. */
        public enum Standing {
            STANDING,
            PASSED,
            WITHDRAWN
        }
    }

    /** Which list a letter belongs to; decides {@code List-Id}, {@code Feedback-ID} and the words of why it came. */
    public enum Stream {
        /** Outages and maintenance. */
        OUTAGE("outage", "update"),
        /** Good news and prevented problems. */
        NEWS("news", "note");

        private final String list;
        private final String kind;

        Stream(String list, String kind) {
            this.list = list;
            this.kind = kind;
        }

        String list() {
            return list;
        }

        String kind() {
            return kind;
        }
    }

    /**
     * What all letters of one thread share.
     *
     * <p>Refused with {@code invalid_field}: a wrong key; a subject that is empty, longer than 255 characters, or holds
     * a line break, a control character or a bidirectional override.
     *
     * @param key the public id, {@code [a-z0-9]{12}}
     * @param stream the list it belongs to
     * @param subject constant for the whole thread; without {@code Re:} and without the product's name, both are added
     * @param permalink where the world can read it on the page; null when the world may not
     */
    public record Topic(
            String key,
            Stream stream,
            String subject,
            @Nullable URI permalink) {

        private static final int LONGEST_SUBJECT = 255;

        public Topic {
            if (!PublicId.isOne(key)) {
                throw Refusal.field("key", "must be a public id");
            }
            subject = Hygiene.line("subject", subject, LONGEST_SUBJECT);
        }
    }

    /**
     * The authored words.
     *
     * @param language the language of what is known and to be done; {@link Locale#ROOT} where nobody said
     * @param state the state as a word, "Investigating"
     * @param affected the affected things, one a line; a recipient's own list goes before it
     * @param known paragraphs on what is known; a line break inside a paragraph is kept
     * @param toDo paragraphs on what to do; may be empty
     * @param over whether it is told after the end: then it says what was affected, and what happened
     */
    public record Body(
            Locale language, String state, List<String> affected, List<String> known, List<String> toDo, boolean over) {

        public Body {
            state = Hygiene.shown(state);
            affected = affected.stream().map(Hygiene::shown).toList();
            known = known.stream().map(Hygiene::paragraph).toList();
            toDo = toDo.stream().map(Hygiene::paragraph).toList();
        }

        /** Of something that goes on. */
        public Body(Locale language, String state, List<String> affected, List<String> known, List<String> toDo) {
            this(language, state, affected, known, toDo, false);
        }

        /** Of the language; empty where nobody said. */
        String tag() {
            return language.equals(Locale.ROOT) ? "" : language.toLanguageTag();
        }
    }
}
