package headsup.mail;

import java.util.List;

/** What the two letter templates read. Text for the plain twin comes wrapped; the HTML twin takes the lines. */
record Sheet(Bulletin bulletin, Words words, Letterhead letterhead, Marks marks) {

    /** One paragraph, its own line breaks kept. */
    record Paragraph(String words) {
        public List<String> lines() {
            return List.of(words.split("\n", -1));
        }

        public String wrapped() {
            return Wrapping.wrap(words);
        }
    }

    /** The language of the authored words; empty where nobody said. */
    public String authored() {
        return bulletin.body().tag();
    }

    /** A planned time has words of its own, in the language of who reads them. */
    public String state() {
        Occasion occasion = bulletin.occasion();
        return occasion == null
                ? bulletin.body().state()
                : words.of(occasion.event().key());
    }

    /** The language of {@link #state}. */
    public String spoken() {
        return planned() ? words.language() : authored();
    }

    public boolean planned() {
        return bulletin.occasion() != null;
    }

    /** What the state means for the reader; empty where nothing is planned. */
    public String says() {
        Occasion occasion = bulletin.occasion();
        return occasion == null ? "" : words.of(occasion.event().key() + ".says");
    }

    public String saysWrapped() {
        return Wrapping.wrap(says());
    }

    public boolean timed() {
        Occasion occasion = bulletin.occasion();
        return occasion != null && occasion.event().isTimed();
    }

    public String subject() {
        return bulletin.topic().subject();
    }

    public String heading() {
        return Wrapping.wrap(state() + ": " + subject());
    }

    public List<Paragraph> known() {
        return bulletin.body().known().stream().map(Paragraph::new).toList();
    }

    public List<Paragraph> toDo() {
        return bulletin.body().toDo().stream().map(Paragraph::new).toList();
    }

    public boolean promised() {
        return bulletin.nextBy() != null;
    }

    public boolean estimated() {
        return bulletin.estimate() != null;
    }

    public boolean dated() {
        Occasion occasion = bulletin.occasion();
        return occasion != null && occasion.event().method() != null;
    }

    public String calendar() {
        Occasion occasion = bulletin.occasion();
        return words.of(
                occasion != null && occasion.event() == Occasion.Event.CANCELLED ? "calendar.cancel" : "calendar");
    }

    public String calendarWrapped() {
        return Wrapping.wrap(calendar());
    }

    /** The reader's own page, where it tells of this. */
    public String ownPage() {
        return letterhead.pageUrl() + "/my/" + marks.token() + "#i-"
                + bulletin.topic().key();
    }

    /** Above what is known, or what happened. */
    public String knownHeading() {
        return words.of(bulletin.body().over() ? "known.over" : "known");
    }

    public String knownRule() {
        return "-".repeat(knownHeading().length());
    }

    /** To whom, on a line of its own: names can be as wide as a line. */
    public String sentBelow() {
        return words.of("sent", "\n" + marks.sent()).replace(" \n", "\n");
    }

    public String leave() {
        return letterhead.pageUrl() + "/u/" + marks.token();
    }

    /** A heading's underline in the plain twin. */
    public String rule(String key) {
        return "-".repeat(words.of(key).length());
    }
}
