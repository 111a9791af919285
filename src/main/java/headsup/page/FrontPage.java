package headsup.page;

import headsup.catalog.Component;
import headsup.catalog.ComponentStatus;
import headsup.catalog.Components.StatusChange;
import headsup.incident.Affected;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.page.Bars.Day;
import headsup.page.Sheets.Banner;
import headsup.page.Sheets.Bar;
import headsup.page.Sheets.Part;
import headsup.page.Sheets.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sets the front page in one language. */
final class FrontPage {

    private static final int STEP = 5;

    /** Of 32: where the stub of a day without a record begins, to stand on the line. */
    private static final int STUB = 26;

    private static final int MOST_RECENT = 5;
    private static final Duration RECENTLY = Duration.ofDays(7);

    private final Reading reading;
    private final Map<String, Bars> bars;
    private final Chrome chrome;
    private final Times times;
    private final Faces faces;

    FrontPage(Reading reading, Map<String, Bars> bars, Chrome chrome, Times times) {
        this.reading = reading;
        this.bars = bars;
        this.chrome = chrome;
        this.times = times;
        this.faces = new Faces(chrome);
    }

    static Map<String, Bars> bars(Reading reading, java.time.ZoneId zone) {
        Map<String, List<StatusChange>> history = reading.historyByComponent();
        Map<String, Bars> bars = new LinkedHashMap<>();
        for (Component component : reading.components()) {
            bars.put(component.id(), Bars.of(history.getOrDefault(component.id(), List.of()), reading.at(), zone));
        }
        return bars;
    }

    /** The open incidents, worst first, then newest. */
    static List<Incident> active(Reading reading) {
        return reading.open(Kind.INCIDENT).stream()
                .sorted(Comparator.comparing(Incident::impact)
                        .thenComparing(Incident::createdAt)
                        .reversed())
                .toList();
    }

    /** What was over within the last week, newest first. */
    static List<Incident> recent(Reading reading, Instant now) {
        Instant since = now.minus(RECENTLY);
        return reading.of(Kind.INCIDENT).stream()
                .filter(i -> !i.isOpen())
                .filter(i -> overSince(i).isAfter(since))
                .sorted(Comparator.comparing(FrontPage::overSince).reversed())
                .limit(MOST_RECENT)
                .toList();
    }

    private static Instant overSince(Incident incident) {
        return Objects.requireNonNullElse(incident.resolvedAt(), incident.updatedAt());
    }

    /** One sentence: the worst open incident in the words of who declared it; else what the components say. */
    Banner banner() {
        List<Incident> open = active(reading);
        if (!open.isEmpty()) {
            Incident worst = open.get(0);
            String also = (open.size() == 1 ? "" : chrome.count("banner.also", open.size() - 1) + " ")
                    + (isRestFine(open) ? chrome.say("banner.rest") : "");
            return new Banner(faces.of(worst), worst.name(chrome.language().locale()), also.strip());
        }
        List<Component> troubled = reading.components().stream()
                .filter(c -> c.status().isWorseThan(ComponentStatus.UNDER_MAINTENANCE))
                .toList();
        if (!troubled.isEmpty()) {
            ComponentStatus state = ComponentStatus.worst(
                    troubled.stream().map(Component::status).toList());
            String sentence = troubled.size() == 1
                    ? chrome.say("banner.troubled.one", troubled.get(0).fullName())
                    : chrome.say("banner.troubled.many", troubled.size());
            return new Banner(faces.of(state), sentence, "");
        }
        boolean maintained =
                reading.components().stream().anyMatch(c -> c.status() == ComponentStatus.UNDER_MAINTENANCE);
        return maintained
                ? new Banner(faces.of(ComponentStatus.UNDER_MAINTENANCE), chrome.say("banner.maintenance"), "")
                : new Banner(faces.of(ComponentStatus.OPERATIONAL), chrome.say("banner.fine"), "");
    }

    /** Whether something works, and whatever does not is told of by an incident. */
    private boolean isRestFine(List<Incident> open) {
        Set<String> told = open.stream()
                .flatMap(i -> i.components().stream())
                .map(Affected::componentId)
                .collect(Collectors.toSet());
        List<Component> rest = reading.components().stream()
                .filter(c -> !told.contains(c.id()))
                .toList();
        return open.stream().noneMatch(i -> i.components().isEmpty())
                && !rest.isEmpty()
                && rest.stream().allMatch(c -> c.status() == ComponentStatus.OPERATIONAL);
    }

    List<Section> sections() {
        Map<String, List<Component>> byGroup = new LinkedHashMap<>();
        for (Component component : reading.components()) {
            String group = component.group() == null ? "" : component.group().name();
            byGroup.computeIfAbsent(group, g -> new ArrayList<>()).add(component);
        }
        List<Section> sections = new ArrayList<>();
        byGroup.forEach((group, components) -> sections.add(new Section(
                group.isEmpty() ? null : group,
                faces.of(ComponentStatus.worst(
                        components.stream().map(Component::status).toList())),
                components.stream().map(this::part).toList())));
        return sections;
    }

    private Part part(Component component) {
        Bars ninety = bars.getOrDefault(component.id(), new Bars(List.of(), null));
        String uptime = uptime(ninety.uptime());
        List<Bar> drawn = new ArrayList<>();
        if (component.showcase()) {
            for (Day day : ninety.days()) {
                drawn.add(bar(drawn.size() * STEP, day));
            }
        }
        List<Bar> troubled = drawn.stream()
                .filter(b -> !b.kind().equals("operational") && !b.kind().equals("unknown"))
                .toList()
                .reversed();
        return new Part(
                component.id(),
                component.name(),
                component.description(),
                faces.of(component.status()),
                drawn,
                summary(component.name(), ninety, uptime),
                uptime == null ? null : chrome.say("bars.uptime", uptime),
                troubled.isEmpty() ? null : chrome.count("bars.days", troubled.size()),
                troubled.stream().map(Bar::title).toList());
    }

    private Bar bar(int x, Day day) {
        ComponentStatus worst = day.worst();
        String state =
                worst == null ? chrome.say("bars.unknown") : faces.of(worst).word();
        String down = day.down().isZero() ? "" : ", " + Times.span(day.down());
        String kind = worst == null ? "unknown" : Faces.kind(worst);
        return new Bar(x, worst == null ? STUB : 0, kind, times.day(day.date()) + ": " + state + down);
    }

    /** The bars in words, for who can't see them. */
    private String summary(String name, Bars ninety, @Nullable String uptime) {
        long troubled = ninety.days().stream()
                .filter(d -> d.worst() != null && d.worst() != ComponentStatus.OPERATIONAL)
                .count();
        if (uptime == null) {
            return chrome.say("bars.summary", name, chrome.say("bars.unknown"));
        }
        return chrome.say("bars.summary", name, chrome.say("bars.uptime", uptime)) + " "
                + (troubled == 0 ? chrome.say("bars.days.none") : chrome.count("bars.days", (int) troubled));
    }

    private @Nullable String uptime(@Nullable Integer hundredths) {
        if (hundredths == null) {
            return null;
        }
        return String.format(chrome.language().locale(), "%.2f %%", hundredths / 100.0);
    }
}
