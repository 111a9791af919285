package headsup.page;

import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.page.Sheets.Banner;
import headsup.page.Sheets.Head;
import headsup.page.Sheets.Month;
import headsup.page.Sheets.Story;
import headsup.page.Times.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets the pages of one printing in one language. */
final class Typesetter {

    /** How many open incidents, and how many maintenances to come, the front page tells with their words. */
    private static final int WHOLE = 6;

    private final Chrome chrome;
    private final Times times;
    private final Reading reading;
    private final PageSettings settings;
    private final Assets assets;
    private final Instant now;
    private final StoryTeller teller;
    private final FrontPage front;

    Typesetter(
            Language language,
            Reading reading,
            Map<String, Bars> bars,
            PageSettings settings,
            Assets assets,
            Instant now) {
        this.chrome = Chrome.in(language);
        this.times = new Times(language, settings.timeZone(), now);
        this.reading = reading;
        this.settings = settings;
        this.assets = assets;
        this.now = now;
        this.teller = new StoryTeller(chrome, times, reading, now);
        this.front = new FrontPage(reading, bars, chrome, times);
    }

    Sheets.Front front() {
        Banner banner = front.banner();
        String title = banner.sentence() + " · " + settings.name();
        List<Incident> active = FrontPage.active(reading);
        List<Incident> planned = reading.open(Kind.MAINTENANCE).stream()
                .sorted(Comparator.comparing(StoryTeller::begin))
                .toList();
        return new Sheets.Front(
                head(title, preview(banner), "/", times.withSeconds(reading.at())),
                banner,
                active.stream().limit(WHOLE).map(teller::shortly).toList(),
                active.stream().skip(WHOLE).map(teller::brief).toList(),
                front.sections(),
                planned.stream().limit(WHOLE).map(teller::shortly).toList(),
                planned.stream().skip(WHOLE).map(teller::line).toList(),
                FrontPage.recent(reading, now).stream().map(teller::line).toList(),
                PromiseRecord.of(reading.incidents(), chrome, times, now));
    }

    /** The page's state as a shape, colour and word. */
    Sheets.Face face() {
        return front.banner().face();
    }

    Sheets.Permalink permalink(Incident incident) {
        Story story = teller.tell(incident);
        Moment asOf = incident.isOpen() ? times.withSeconds(reading.at()) : null;
        return new Sheets.Permalink(
                head(
                        story.name() + " · " + settings.name(),
                        teller.beside(incident, incident.lastUpdate()) + ": " + teller.excerpt(incident),
                        story.href(),
                        asOf),
                story,
                "/incidents/" + incident.id() + ".json");
    }

    /** Every month since the first incident, at least this one; newest incident first in each. */
    NavigableMap<YearMonth, List<Incident>> months() {
        TreeMap<YearMonth, List<Incident>> months = new TreeMap<>();
        months.put(month(now), new ArrayList<>());
        reading.incidents().stream()
                .filter(i -> !Statuspage.isUpcoming(i))
                .sorted(Comparator.comparing(Typesetter::remembered).reversed())
                .forEach(i -> months.computeIfAbsent(month(remembered(i)), m -> new ArrayList<>())
                        .add(i));
        return months;
    }

    /** What was called off never began; it is remembered when that was. */
    private static Instant remembered(Incident incident) {
        Instant cancelled = incident.cancelledAt();
        return cancelled == null ? StoryTeller.begin(incident) : cancelled;
    }

    private YearMonth month(Instant at) {
        return YearMonth.from(LocalDate.ofInstant(at, settings.timeZone()));
    }

    Sheets.History history(YearMonth month, NavigableMap<YearMonth, List<Incident>> months) {
        List<Month> others = months.descendingKeySet().stream()
                .map(m -> new Month("/history/" + m, times.month(m), m.equals(month)))
                .toList();
        String name = times.month(month);
        String title = chrome.say("history.title") + ", " + name + " · " + settings.name();
        return new Sheets.History(
                head(title, about(), "/history/" + month, null),
                name,
                months.getOrDefault(month, List.of()).stream().map(teller::line).toList(),
                nearest(months.higherKey(month)),
                nearest(months.lowerKey(month)),
                others.size() > 1 ? others : List.of());
    }

    private @Nullable Month nearest(@Nullable YearMonth month) {
        return month == null ? null : new Month("/history/" + month, times.month(month), false);
    }

    Sheets.Missing missing() {
        return new Sheets.Missing(head(chrome.say("missing.title") + " · " + settings.name(), about(), "/", null));
    }

    /** The state in a sentence, with its word in front where the sentence is somebody's own. */
    private String preview(Banner banner) {
        boolean authored = !FrontPage.active(reading).isEmpty();
        String sentence = (authored ? banner.face().word() + ": " : "") + banner.sentence();
        return banner.also().isEmpty() ? sentence : sentence + " · " + banner.also();
    }

    private String about() {
        return chrome.say("description", settings.name());
    }

    private Head head(String title, String preview, String path, @Nullable Moment asOf) {
        return new Head(
                chrome,
                settings.name(),
                title,
                about(),
                preview,
                Identity.of(settings).url() + path,
                assets.stylesheetPath(),
                assets.scriptPath(),
                times.zoneName(),
                asOf);
    }
}
