package headsup.page;

import headsup.incident.Incident;
import headsup.incident.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.Version;
import net.fortuna.ical4j.model.property.XProperty;

/**
 * The calendar of maintenances (RFC 5545), for subscribing to. An event's {@code UID} is the maintenance's id, as in the
 * calendar part of our letters, so that who has both sees one event. Nothing in it is newer than the facts: equal facts make
 * equal bytes.
 */
final class Planner {

    private static final int MOST = 100;
    private static final int LONGEST_LINE = 75;

    private final Identity identity;

    Planner(Identity identity) {
        this.identity = identity;
    }

    /** The newest ones, past and cancelled ones too: a calendar that no longer lists an event may keep it as it was. */
    static List<Incident> maintenances(Reading reading) {
        return reading.of(Kind.MAINTENANCE).stream()
                .filter(m -> m.scheduledFor() != null && m.scheduledUntil() != null)
                .limit(MOST)
                .toList();
    }

    byte[] print(List<Incident> maintenances) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//HeadsUp//Status//EN"));
        calendar.add(new Version(new ParameterList(), Version.VALUE_2_0));
        calendar.add(new Method(Method.VALUE_PUBLISH));
        // What calendars call it and how often they look again, in the words they all know (RFC 7986 has others).
        calendar.add(new XProperty("X-WR-CALNAME", identity.name() + ": maintenance"));
        calendar.add(new XProperty("X-PUBLISHED-TTL", "PT1H"));
        maintenances.forEach(m -> calendar.add(event(m)));
        StringWriter written = new StringWriter();
        try {
            new CalendarOutputter(false).output(calendar, written);
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
        return folded(written.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private VEvent event(Incident maintenance) {
        URI page = URI.create(identity.url() + StoryTeller.href(maintenance));
        VEvent event = new VEvent(false);
        event.add(new Uid(maintenance.id()));
        event.add(new DtStamp(seconds(maintenance.updatedAt())));
        event.add(new Created(seconds(maintenance.createdAt())));
        event.add(new LastModified(seconds(maintenance.updatedAt())));
        event.add(new DtStart<>(seconds(Objects.requireNonNull(maintenance.scheduledFor()))));
        event.add(new DtEnd<>(seconds(Objects.requireNonNull(maintenance.scheduledUntil()))));
        event.add(new Sequence(maintenance.sequence()));
        event.add(new Status(maintenance.cancelledAt() != null ? Status.VALUE_CANCELLED : Status.VALUE_CONFIRMED));
        event.add(new Summary(sayable(identity.name() + ": " + maintenance.name())));
        event.add(new Description(sayable(maintenance.lastUpdate().body() + "\n\n" + page)));
        event.add(new Url(page));
        // It says when we work, not that its reader is busy.
        event.add(new Transp(Transp.VALUE_TRANSPARENT));
        return event;
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Text of a calendar has no control characters but its line ends (section 3.3.11). */
    private static String sayable(String words) {
        return XmlSheet.sayable(words).replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}&&[^\\t\\n]]", "");
    }

    /**
     * At most 75 octets a line, no character cut in two (section 3.1). The library counts characters, and folds at 73
     * whatever it is told: its folds are taken out first, for one may lie inside a character.
     */
    static String folded(String lines) {
        StringBuilder folded = new StringBuilder(lines.length() + 64);
        for (String line : lines.replace("\r\n ", "").split("\r\n")) {
            int octets = 0;
            for (int character : line.codePoints().toArray()) {
                int width = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
                if (octets + width > LONGEST_LINE) {
                    folded.append("\r\n ");
                    octets = 1;
                }
                folded.appendCodePoint(character);
                octets += width;
            }
            folded.append("\r\n");
        }
        return folded.toString();
    }
}
