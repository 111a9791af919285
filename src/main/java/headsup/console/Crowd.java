package headsup.console;

import headsup.audience.Audience;
import headsup.incident.Affected;
import headsup.incident.Incident;
import headsup.incident.Reach;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

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

    private final Audience audience;

    Crowd(Audience audience) {
        this.audience = audience;
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
        return new Preview(
                affected + " " + contacts + (forecast.contacts() == 1 ? " gets" : " get") + " a letter.",
                "Tell " + contacts + " now");
    }
}
