package headsup.console;

import headsup.audience.Audience;
import headsup.audience.Subscribers;
import headsup.goodwill.Band;
import headsup.incident.Affected;
import headsup.incident.Foresight;
import headsup.incident.Incident;
import headsup.incident.Reach;
import headsup.incident.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Says before anything leaves how many it will reach. */
@ApplicationScoped
class Crowd {

    /**
     * Whom the words would reach.
     *
     * @param sentence who is affected and who gets a letter
     * @param button what the last button does, in words
     */
    record Preview(String sentence, String button) {}

    /** How many of those affected stand in a band. */
    record Share(Mark mark, String customers) {}

    private final Audience audience;
    private final Subscribers subscribers;
    private final Foresight foresight;

    Crowd(Audience audience, Subscribers subscribers, Foresight foresight) {
        this.audience = audience;
        this.subscribers = subscribers;
        this.foresight = foresight;
    }

    /** Best band first; those in which nobody stands are left out. */
    List<Share> bands(Collection<String> components, Reach reach) {
        Map<String, Long> bands =
                foresight.of(components, reach, Visibility.AFFECTED).bands();
        return Arrays.stream(Band.values())
                .filter(band -> bands.getOrDefault(band.word(), 0L) > 0)
                .map(band -> new Share(Mark.of(band), Figures.of(bands.getOrDefault(band.word(), 0L))))
                .toList();
    }

    /** How many customers are affected. */
    long customers(Collection<String> components, Reach reach) {
        return audience.forecast(components, reach).customers();
    }

    /** Whom the next update would reach that does not end the incident. */
    Preview of(Incident incident) {
        List<String> components =
                incident.components().stream().map(Affected::componentId).toList();
        return of(
                audience.forecast(components, incident.reach()),
                subscribers.expecting(incident),
                incident.visibility(),
                true);
    }

    Preview of(Collection<String> components, Reach reach, Visibility visibility, boolean notifies) {
        return of(
                audience.forecast(components, reach),
                subscribers.expecting(components, reach, visibility),
                visibility,
                notifies);
    }

    private static Preview of(Audience.Forecast forecast, long readers, Visibility visibility, boolean notifies) {
        String published = visibility.isPublic()
                ? " it is published on the page."
                : " it stands on the own page of those affected.";
        String affected = Figures.of(forecast.customers(), "customer")
                + (forecast.customers() == 1 ? " is affected." : " are affected.");
        if (!notifies) {
            return new Preview(affected + " No emails are sent;" + published, "Publish without email");
        }
        if (forecast.contacts() + readers == 0) {
            return new Preview(affected + " Nobody gets email;" + published, "Publish now");
        }
        String told = told(forecast.contacts(), readers);
        String get = forecast.contacts() + readers == 1 ? " gets" : " get";
        String missed = forecast.unreachable() == 0
                ? ""
                : " " + Figures.of(forecast.unreachable(), "customer")
                        + (forecast.unreachable() == 1 ? " has" : " have") + " no address that works: call them.";
        return new Preview(affected + " " + told + get + " an email." + missed, "Tell " + told + " now");
    }

    /** As in {@code 12 contacts and 1 subscriber}. */
    private static String told(long contacts, long readers) {
        if (readers == 0) {
            return Figures.of(contacts, "contact");
        }
        return (contacts == 0 ? "" : Figures.of(contacts, "contact") + " and ") + Figures.of(readers, "subscriber");
    }
}
