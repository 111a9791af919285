package headsup.mail;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.Version;
import org.jspecify.annotations.Nullable;

/**
 * The calendar part of a letter: one event that keeps its {@code UID} for ever, with a {@code SEQUENCE} that grows when it
 * is moved or cancelled (RFC 5546 sections 3.2.1 and 3.2.5). Made from the bulletin alone, so a letter made again is the
 * same.
 */
record Appointment(String method, String text) {

    private static final String PRODUCT = "-//HeadsUp//Maintenance//EN";

    /** Null when calendars have nothing to learn from it. */
    static @Nullable Appointment of(Bulletin bulletin, Letterhead letterhead) {
        Occasion occasion = bulletin.occasion();
        String method = occasion == null ? null : occasion.event().method();
        return occasion == null || method == null
                ? null
                : new Appointment(method, text(method, event(bulletin, occasion, letterhead)));
    }

    private static VEvent event(Bulletin bulletin, Occasion occasion, Letterhead letterhead) {
        Bulletin.Topic topic = bulletin.topic();
        URI permalink = topic.permalink();
        boolean cancelled = occasion.event() == Occasion.Event.CANCELLED;
        VEvent event = new VEvent(false);
        event.add(new Uid(topic.key()));
        event.add(new DtStamp(bulletin.published()));
        event.add(new DtStart<>(occasion.begins()));
        event.add(new DtEnd<>(occasion.ends()));
        event.add(new Sequence(occasion.sequence()));
        event.add(new Status(cancelled ? Status.VALUE_CANCELLED : Status.VALUE_CONFIRMED));
        event.add(new Summary(letterhead.product() + ": " + topic.subject()));
        if (permalink != null) {
            event.add(new Description(permalink.toASCIIString()));
            event.add(new Url(permalink));
        }
        event.add(
                new Organizer(URI.create("mailto:" + letterhead.from().mailbox().address())));
        // It says when we work, not that its reader is busy.
        event.add(new Transp(Transp.VALUE_TRANSPARENT));
        return event;
    }

    private static String text(String method, VEvent event) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId(PRODUCT));
        calendar.add(new Version(new net.fortuna.ical4j.model.ParameterList(), Version.VALUE_2_0));
        calendar.add(new Method(method));
        calendar.add(event);
        StringWriter written = new StringWriter();
        try {
            new CalendarOutputter(false, Integer.MAX_VALUE).output(calendar, written);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing a calendar in memory", impossible);
        }
        // The library folds at 73 characters whatever it is told, also inside a character outside the first plane.
        return Folding.fold(written.toString().replace("\r\n ", ""));
    }
}
