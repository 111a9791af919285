package headsup.page;

import headsup.audience.Contacts;
import headsup.audience.OwnIncident;
import headsup.audience.Person;
import headsup.audience.Profile;
import headsup.audience.SentUpdates;
import headsup.audience.ServiceStatus;
import headsup.audience.ServiceStatuses;
import headsup.catalog.Components;
import headsup.incident.Kind;
import headsup.incident.Update;
import headsup.page.OwnSheets.Own;
import headsup.page.OwnSheets.Part;
import headsup.page.OwnSheets.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the page of one reader: what they depend on, what concerns them, and what they were sent, in their language and zone. */
@ApplicationScoped
class OwnPages {

    private static final int NEWEST = 4;

    private final LetterPages pages;
    private final PageSettings settings;
    private final Components catalog;
    private final ServiceStatuses statuses;
    private final Instance<SentUpdates> sentUpdates;
    private final Clock clock;

    OwnPages(
            LetterPages pages,
            PageSettings settings,
            Components catalog,
            ServiceStatuses statuses,
            Instance<SentUpdates> sentUpdates,
            Clock clock) {
        this.pages = pages;
        this.settings = settings;
        this.catalog = catalog;
        this.statuses = statuses;
        this.sentUpdates = sentUpdates;
        this.clock = clock;
    }

    OwnSheets.Page page(Person person, Language language, Settings chosen) {
        Chrome chrome = Chrome.in(language);
        Instant now = clock.instant();
        ZoneId zone = person.zoneKnown() ? ZoneId.of(person.contact().timeZone()) : settings.timeZone();
        Times times = new Times(language, zone, now);
        ServiceStatus status = statuses.of(person.customers(), person.subscription());
        var reading = new Reading(now, List.of(), catalog.inPageOrder(), List.of(), List.of());
        var teller = new OwnTeller(
                new StoryTeller(chrome, times, reading, now), chrome, times, sent(person, status), NEWEST);
        return new OwnSheets.Page(
                pages.head(language, chrome.say("own.title"), "/").at(times.zoneName(), times.withSeconds(now)),
                chrome.say("own.for", whose(person)),
                person.zoneKnown(),
                notice(person, chrome),
                OwnBanner.of(status, chrome),
                told(status.open(), Kind.INCIDENT, teller),
                told(status.open(), Kind.MAINTENANCE, teller),
                parts(status, new Faces(chrome), reading),
                status.recent().stream().map(teller::tell).toList(),
                chosen);
    }

    /** The organisations a person belongs to; the address, masked, of who belongs to none. */
    static String whose(Person person) {
        return person.customers().isEmpty()
                ? person.contact().masked()
                : person.customers().stream().map(Profile::name).distinct().collect(Collectors.joining(", "));
    }

    private static @Nullable String notice(Person person, Chrome chrome) {
        Contacts.Addressee contact = person.contact();
        return contact.quarantinedAt() == null ? null : chrome.say("own.quarantined", contact.masked());
    }

    private Map<String, SentUpdates.Sent> sent(Person person, ServiceStatus status) {
        Set<String> updates = new HashSet<>();
        Stream.of(status.open(), status.recent())
                .flatMap(Collection::stream)
                .flatMap(own -> own.updates().stream())
                .map(Update::id)
                .forEach(updates::add);
        return updates.isEmpty() || !sentUpdates.isResolvable()
                ? Map.of()
                : sentUpdates.get().to(person.contactIds(), updates);
    }

    private static List<Own> told(List<OwnIncident> open, Kind kind, OwnTeller teller) {
        return open.stream()
                .filter(own -> own.incident().kind() == kind)
                .map(teller::tell)
                .toList();
    }

    private static List<Part> parts(ServiceStatus status, Faces faces, Reading reading) {
        return status.parts().stream()
                .map(part -> new Part(reading.shortName(part.component()), faces.of(part.status())))
                .toList();
    }
}
