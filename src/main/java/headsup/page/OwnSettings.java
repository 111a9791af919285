package headsup.page;

import headsup.audience.Person;
import headsup.audience.Persons;
import headsup.audience.Subscribers;
import headsup.audience.Subscribers.Kept;
import headsup.audience.Wish;
import headsup.incident.Incidents;
import headsup.kernel.Refusal;
import headsup.page.LetterSheets.Choice;
import headsup.page.OwnSheets.Settings;
import headsup.page.OwnSheets.Subscription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a reader can choose on their own page: as it is, as it was filled in, and as the room of readers takes it. */
@ApplicationScoped
class OwnSettings {

    private static final String EMAIL = "email";
    private static final String PAGE = "page";

    private final LetterPages pages;
    private final Incidents incidents;
    private final PageSettings settings;

    OwnSettings(LetterPages pages, Incidents incidents, PageSettings settings) {
        this.pages = pages;
        this.incidents = incidents;
        this.settings = settings;
    }

    /** As it is. */
    Settings of(Person person, Language language) {
        String channel = !person.mayHaveMail() ? "" : person.isWrittenTo() ? EMAIL : PAGE;
        Subscription subscription = person.subscription()
                .map(kept -> new Subscription(
                        kept.everything() ? "everything" : kept.components().isEmpty() ? "incidents" : "parts",
                        pages.groups(kept.components()),
                        kept.incidents().stream()
                                .map(one -> incident(one, true, language))
                                .toList(),
                        null))
                .orElse(null);
        return settings(
                person, language, channel, subscription, person.contact().locale(), zone(person));
    }

    /** As it is shown: the page's where nobody knows theirs. */
    private String zone(Person person) {
        return person.zoneKnown()
                ? person.contact().timeZone()
                : settings.timeZone().getId();
    }

    private static Settings settings(
            Person person,
            Language language,
            String channel,
            @Nullable Subscription subscription,
            String locale,
            String zone) {
        Chrome chrome = Chrome.in(language);
        boolean reading = !person.customers().isEmpty() && !person.mayHaveMail();
        // Who reads the page is written to of what is not on it.
        boolean leaves = person.isWrittenTo() || subscription != null;
        return new Settings(
                false,
                null,
                false,
                channel,
                reading
                        ? chrome.say(
                                person.isWrittenTo() ? "own.channel.fixed.some" : "own.channel.fixed",
                                OwnPages.whose(person))
                        : null,
                subscription,
                languages(locale),
                zone,
                null,
                "/u/" + person.contact().token(),
                person.customers().size() > 1,
                leaves
                        ? chrome.say(
                                person.customers().isEmpty() ? "own.leave.forgotten" : "own.leave.words",
                                person.contact().masked())
                        : null);
    }

    private static List<Choice> languages(String locale) {
        Language chosen = Objects.requireNonNullElse(Language.of(locale), Language.EN);
        return Arrays.stream(Language.values())
                .map(l -> new Choice(l.tag(), l.locale().getDisplayLanguage(l.locale()), l == chosen))
                .toList();
    }

    private Choice incident(Kept.OfIncident kept, boolean chosen, Language language) {
        String name = incidents
                .findByIdOptional(kept.id())
                .map(found -> found.name(language.locale()))
                .orElse(kept.id());
        return new Choice(kept.id(), name, chosen);
    }

    /** As a form asks for it; a field that is not in the form stays as it is. */
    Persons.Choice choice(MultivaluedMap<String, String> form, Person person) {
        List<String> channel = LetterPages.all(form, "channel");
        boolean chooses = person.mayHaveMail() && !channel.isEmpty();
        String about = form.getFirst("about");
        return new Persons.Choice(
                otherLanguage(form, person),
                otherZone(form, person),
                chooses ? channel.contains(EMAIL) : null,
                about == null
                        ? null
                        : new Subscribers.Change(
                                kind(about),
                                LetterPages.all(form, "component"),
                                LetterPages.all(form, "incident"),
                                null,
                                null));
    }

    /** Null where it stays: who reads {@code de-CH} goes on doing so. */
    private static @Nullable String otherLanguage(MultivaluedMap<String, String> form, Person person) {
        String wanted = form.getFirst("locale");
        Language known = Language.of(person.contact().locale());
        return wanted == null || (known != null && known == Language.of(wanted)) ? null : wanted;
    }

    /** Null where it stays: what only stood in the form, because theirs is not known, is not theirs. */
    private @Nullable String otherZone(MultivaluedMap<String, String> form, Person person) {
        String wanted = form.getFirst("timeZone");
        return wanted == null || wanted.strip().equals(zone(person)) ? null : wanted;
    }

    private static Wish.Kind kind(String about) {
        return switch (about) {
            case "everything" -> Wish.Kind.EVERYTHING;
            case "parts" -> Wish.Kind.COMPONENT;
            default -> Wish.Kind.INCIDENT;
        };
    }

    /** As it was filled in, with what is wrong with it. */
    Settings filled(MultivaluedMap<String, String> form, Person person, Language language, Refusal wrong) {
        Chrome chrome = Chrome.in(language);
        boolean zone = wrong.errors().stream().anyMatch(error -> error.field().equals("timeZone"));
        boolean parts = wrong.errors().stream()
                .anyMatch(error ->
                        !error.field().equals("timeZone") && !error.field().equals("locale"));
        List<String> chosen = LetterPages.all(form, "incident");
        Subscription subscription = person.subscription()
                .map(kept -> new Subscription(
                        LetterPages.kept(form, "about"),
                        pages.groups(LetterPages.all(form, "component")),
                        kept.incidents().stream()
                                .map(one -> incident(one, chosen.contains(one.id()), language))
                                .toList(),
                        parts ? chrome.say("own.nothing") : null))
                .orElse(null);
        Settings shown = settings(
                person,
                language,
                !person.mayHaveMail() ? "" : LetterPages.all(form, "channel").contains(EMAIL) ? EMAIL : PAGE,
                subscription,
                LetterPages.kept(form, "locale"),
                LetterPages.kept(form, "timeZone"));
        return with(shown, chrome.say("own.wrong"), false, zone ? chrome.say("mine.zone.wrong") : null);
    }

    /** With what was done. */
    static Settings told(Settings shown, String said) {
        return with(shown, said, true, null);
    }

    /** With why nothing was done. */
    static Settings refused(Settings shown, String said) {
        return with(shown, said, false, null);
    }

    private static Settings with(Settings shown, String said, boolean done, @Nullable String zoneFault) {
        return new Settings(
                true,
                said,
                done,
                shown.channel(),
                shown.fixed(),
                shown.subscription(),
                shown.languages(),
                shown.timeZone(),
                zoneFault,
                shown.leave(),
                shown.several(),
                shown.leaveWords());
    }
}
