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
            String stylesheet,
            String script,
            String zone,
            @Nullable Moment asOf) {

        /** The same in another zone, and as of a moment. */
        Head at(String otherZone, Moment moment) {
            return new Head(
                    chrome, site, title, description, preview, canonical, stylesheet, script, otherZone, moment);
        }
    }

    /**
     * @param from when the promise was made; the line runs out from there to {@code due}
     * @param utc the same time in UTC, for readers without a script whose zone is not the page's; null when it is UTC
     * @param was what was promised for that time, as a sentence goes on
     * @param lateWords the sentence without its number, as the script fills it in
     */
    public record Strip(
            Moment due,
            @Nullable String utc,
            String from,
            boolean late,
            String lateBy,
            String lateWords,
            String inWords,
            String was) {}

    /**
     * When it is expected to be fixed.
     *
     * @param utc the same time in UTC, as in {@link Strip}
     * @param from when it was said; the line runs out from there to {@code at}
     * @param movedFrom what was expected before; null for the first estimate, and when it was withdrawn
     * @param passed whether that time has come
     * @param withdrawn whether we said that it is not known any more
     */
    public record Estimate(
            @Nullable Moment at,
            @Nullable String utc,
            String from,
            @Nullable Moment movedFrom,
            boolean passed,
            boolean withdrawn) {

        /** That it is not known yet. */
        static final Estimate UNKNOWN = new Estimate(null, null, "", null, false, false);
    }

    public record Earlier(RawString html, Moment until) {}

    /** @param sent what became of it by email, on the page of one reader; null elsewhere */
    public record Said(
            String id,
            String status,
            Moment at,
            RawString html,
            @Nullable Moment editedAt,
            List<Earlier> earlier,
            @Nullable String sent) {

        Said sent(String words) {
            return new Said(id, status, at, html, editedAt, earlier, words);
        }
    }

    /** Touched components, by the state the incident gives them, or would touch when it begins. */
    public record Touched(Face face, String names, boolean planned) {}

    /**
     * @param status what else is to say beside the face: the status of an open incident, the impact of one that is over
     * @param overrun how long a maintenance goes on beyond its planned end; null when it does not
     * @param more the words of a link to the whole story
     * @param cut whether only its newest words are told
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
            @Nullable Strip overrun,
            @Nullable Strip strip,
            @Nullable Estimate estimate,
            List<Said> said,
            String more,
            boolean cut) {

        /** The same with these updates. */
        Story saying(List<Said> updates) {
            return new Story(
                    id,
                    href,
                    name,
                    face,
                    status,
                    since,
                    until,
                    lasted,
                    components,
                    overrun,
                    strip,
                    estimate,
                    updates,
                    more,
                    cut);
        }

        /** The same as it is for one reader. */
        Story seenAs(Face own, List<Touched> ownComponents) {
            return new Story(
                    id,
                    href,
                    name,
                    own,
                    status,
                    since,
                    until,
                    lasted,
                    ownComponents,
                    overrun,
                    strip,
                    estimate,
                    said,
                    more,
                    cut);
        }
    }

    public record Bar(int x, int y, String kind, String title) {}

    /**
     * @param summary the bars in words
     * @param troubled how many days are told; null when none is
     * @param days what those days' bars say, newest first: for fingers, keys and ears
     */
    public record Part(
            String id,
            String name,
            @Nullable String description,
            Face face,
            List<Bar> bars,
            String summary,
            @Nullable String uptime,
            @Nullable String troubled,
            List<String> days) {}

    /** @param name null for those that stand in no group */
    public record Section(@Nullable String name, Face face, List<Part> parts) {}

    /** @param also what else is open, and whether the rest works; empty when there is nothing to add */
    public record Banner(Face face, String sentence, String also) {}

    /** A promise that was not kept. */
    public record Broken(String href, String name, String lateBy, Moment due) {}

    /**
     * How we kept our word.
     *
     * @param score as in {@code 41 of 43}; null when nothing was promised
     * @param broken the newest of those that were not kept
     */
    public record Record(@Nullable String score, String sentence, List<Broken> broken) {}

    /**
     * @param active worst first: the first is what the banner speaks of
     * @param also the open ones beyond those, each in a line
     * @param planned the next ones first
     * @param later the ones beyond those, each in a line
     */
    public record Front(
            Head head,
            Banner banner,
            List<Story> active,
            List<Brief> also,
            List<Section> sections,
            List<Story> planned,
            List<Line> later,
            List<Line> recent,
            Record record) {}

    /** An open incident in a line; what we promised and expect stands there too. */
    public record Brief(
            Line line, @Nullable Strip strip, @Nullable Estimate estimate) {}

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

    /** @param newer the month after in which something happened; null for the newest */
    public record History(
            Head head,
            String month,
            List<Line> lines,
            @Nullable Month newer,
            @Nullable Month older,
            List<Month> months) {}

    public record Missing(Head head) {}
}
