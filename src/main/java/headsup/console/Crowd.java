package headsup.console;

import headsup.audience.Audience;
import headsup.goodwill.Band;
import headsup.incident.Affected;
import headsup.incident.Foresight;
import headsup.incident.Incident;
import headsup.incident.Reach;
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
    private final Foresight foresight;

    Crowd(Audience audience, Foresight foresight) {
        this.audience = audience;
        this.foresight = foresight;
    }

    /** Best band first; those in which nobody stands are left out. */
    List<Share> bands(Collection<String> components, Reach reach) {
        Map<String, Long> bands = foresight.of(components, reach).bands();
        return Arrays.stream(Band.values())
                .filter(band -> bands.getOrDefault(band.word(), 0L) > 0)
                .map(band -> new Share(Mark.of(band), Figures.of(bands.getOrDefault(band.word(), 0L))))
                .toList();
    }

    Preview of(Incident incident) {
        List<String> components =
                incident.components().stream().map(Affected::componentId).toList();
        return of(components, incident.reach(), true);
    }

    Preview of(Collection<String> components, Reach reach, boolean notifies) {
        Audience.Forecast forecast = audience.forecast(components, reach);
        String affected = Figures.of(forecast.customers(), "customer")
                + (forecast.customers() == 1 ? " is affected." : " are affected.");
        if (!notifies) {
            return new Preview(
                    affected + " No letters go out; it is published on the page.", "Publish without letters now");
        }
        if (forecast.contacts() == 0) {
            return new Preview(
                    affected + " Nobody among them gets letters; it is published on the page.", "Publish now");
        }
        String contacts = Figures.of(forecast.contacts(), "contact");
        String missed = forecast.unreachable() == 0
                ? ""
                : " " + Figures.of(forecast.unreachable(), "customer")
                        + (forecast.unreachable() == 1 ? " has" : " have") + " no address that works: call them.";
        return new Preview(
                affected + " " + contacts + (forecast.contacts() == 1 ? " gets" : " get") + " a letter." + missed,
                "Tell " + contacts + " now");
    }
}
