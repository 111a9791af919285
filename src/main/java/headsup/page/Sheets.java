package headsup.page;

import headsup.page.Times.Moment;
import io.quarkus.qute.RawString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the templates are given: every word decided, nothing left to compute. */
final class Sheets {

    private Sheets() {}

    /**
     * A state: its word, and the name of its shape and colour.
     *
     * @param kind {@code operational}, {@code degraded}, {@code partial}, {@code major}, {@code maintenance}
     */
    public record Face(String kind, String word) {}

    /**
     * What every page has around it.
     *
     * @param preview a sentence for who passes the page's address on
     */
    public record Head(
            Chrome chrome,
            String site,
            String title,
            String description,
            String preview,
            String canonical,
            String kind,
            String stylesheet,
            String script,
            String zone,
            @Nullable Moment asOf) {}

    /**
     * @param from when the promise was made; the line runs out from there to {@code due}
     * @param lateWords the sentence without its number, as the script fills it in
     */
    public record Strip(Moment due, String from, boolean late, String lateBy, String lateWords, String inWords) {}

    public record Earlier(RawString html, Moment until) {}

    public record Said(
            String id,
            String status,
            Moment at,
            RawString html,
            @Nullable Moment editedAt,
            List<Earlier> earlier) {}

    /** Touched components, by the state the incident gives them. */
    public record Touched(Face face, String names) {}

    /**
     * @param status what else is to say beside the face: the status of an open incident, the impact of one that is over
     * @param allSaid the words of a link to all updates, where only the newest are told
     */
    public record Story(
            String id,
            String href,
            String name,
            Face face,
            String status,
            Moment since,
            @Nullable Moment until,
            @Nullable String lasted,
            List<Touched> components,
            @Nullable Strip strip,
            List<Said> said,
            @Nullable String allSaid) {}

    public record Bar(int x, String kind, String title) {}

    public record Part(
            String name,
            @Nullable String description,
            Face face,
            List<Bar> bars,
            String summary,
            @Nullable String uptime) {}

    /** @param name null for those that stand in no group */
    public record Section(@Nullable String name, Face face, List<Part> parts) {}

    public record Banner(Face face, String sentence, String also) {}

    public record Front(
            Head head,
            Banner banner,
            List<Story> active,
            List<Section> sections,
            List<Story> planned,
            @Nullable String kept) {}

    public record Permalink(Head head, Story story, String json) {}

    public record Line(
            String href,
            String name,
            Face face,
            String status,
            Moment at,
            @Nullable String lasted,
            String last) {}

    public record Month(String href, String name, boolean current) {}

    public record History(Head head, String month, List<Line> lines, List<Month> months) {}

    public record Missing(Head head) {}
}
