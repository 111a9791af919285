package headsup.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    public String authored() {
        return bulletin.body().language().toLanguageTag();
    }

    public String state() {
        return bulletin.body().state();
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

    public boolean dated() {
        return bulletin.calendar() != null;
    }

    public String permalink() {
        return bulletin.topic().permalink().toASCIIString();
    }

    /** To whom, on a line of its own: names can be as wide as a line. */
    public String sentBelow() {
        return words.of("sent", "\n" + marks.sent()).replace(" \n", "\n");
    }

    public String leave() {
        return letterhead.pageUrl() + "/u/" + marks.leave();
    }

    /** A heading's underline in the plain twin. */
    public String rule(String key) {
        return "-".repeat(words.of(key).length());
    }

    @Nullable
    String calendar() {
        return bulletin.calendar();
    }
}
