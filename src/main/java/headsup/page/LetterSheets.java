package headsup.page;

import headsup.page.Sheets.Head;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the templates about letters are given: the form, the few words after it, and what a reader can change. */
final class LetterSheets {

    private LetterSheets() {}

    public record Choice(String id, String name, boolean chosen) {}

    /** @param name empty for those that stand in no group */
    public record Group(String name, List<Choice> parts) {}

    /**
     * The form.
     *
     * @param fault above all fields; the others stand beside theirs, null where nothing is wrong
     * @param incident the one it is about; null for the general form
     * @param everything whether that is chosen, rather than parts; {@code onlyEnd} likewise for an incident
     */
    public record Subscribe(
            Head head,
            @Nullable String fault,
            @Nullable String emailFault,
            @Nullable String partsFault,
            String email,
            @Nullable Choice incident,
            boolean onlyEnd,
            boolean everything,
            List<Group> groups,
            String timeZone) {}

    public record Field(String name, String value) {}

    /** @param quiet whether it takes something back rather than does what the page is for */
    public record Button(String action, List<Field> fields, String label, boolean quiet) {}

    public record Link(String href, String label) {}

    /**
     * Customers who have the reader's address on their lists; chosen are those who may write to it. {@code asked} is whether what
     * they asked for on the page stands among them.
     */
    public record Organisations(List<Choice> choices, boolean asked) {}

    /**
     * A few words, and one thing to do at most. {@code said} is whether something was done just now; {@code organisations} can be
     * chosen from, null where there is no choice.
     */
    public record Slip(
            Head head,
            String title,
            boolean said,
            List<String> words,
            List<String> names,
            @Nullable Button button,
            @Nullable String small,
            List<Link> links,
            @Nullable Organisations organisations) {

        public Slip(
                Head head,
                String title,
                boolean said,
                List<String> words,
                List<String> names,
                @Nullable Button button,
                @Nullable String small,
                List<Link> links) {
            this(head, title, said, words, names, button, small, links, null);
        }
    }
}
