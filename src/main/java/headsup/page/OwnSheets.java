package headsup.page;

import headsup.page.LetterSheets.Choice;
import headsup.page.LetterSheets.Group;
import headsup.page.Sheets.Banner;
import headsup.page.Sheets.Face;
import headsup.page.Sheets.Head;
import headsup.page.Sheets.Story;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the template of a reader's own page is given. */
final class OwnSheets {

    private OwnSheets() {}

    /**
     * The page.
     *
     * @param whose whom it is for
     * @param zoned whether times stand in a zone that the reader has named, so that the script leaves them
     * @param notice what keeps emails from the reader; null when nothing does
     */
    public record Page(
            Head head,
            String whose,
            boolean zoned,
            @Nullable String notice,
            Banner banner,
            List<Own> active,
            List<Own> planned,
            List<Part> parts,
            List<Own> recent,
            Settings settings) {}

    /**
     * An incident or maintenance.
     *
     * @param story with its newest updates
     * @param earlier with the others; null when there are none
     * @param permalink where everyone can read it; null when only those it affects may
     */
    public record Own(
            Story story, @Nullable Story earlier, @Nullable String permalink) {}

    public record Part(String name, Face face) {}

    /**
     * What a reader can choose.
     *
     * @param open whether it is shown at once: something was saved or is wrong
     * @param said what was done just now, or why nothing was
     * @param done whether it was done
     * @param channel {@code email} or {@code page}; empty where there is nothing to choose
     * @param fixed why there is nothing to choose; null where there is
     * @param subscription what a subscriber gets; null for who has no subscription
     * @param leave where the way out is, and {@code several} whether one can choose there which customers may write
     */
    public record Settings(
            boolean open,
            @Nullable String said,
            boolean done,
            String channel,
            @Nullable String fixed,
            @Nullable Subscription subscription,
            List<Choice> languages,
            String timeZone,
            @Nullable String zoneFault,
            String leave,
            boolean several,
            @Nullable String leaveWords) {}

    /** @param general {@code everything}, {@code parts} or {@code incidents} */
    public record Subscription(
            String general,
            List<Group> groups,
            List<Choice> incidents,
            @Nullable String partsFault) {}
}
