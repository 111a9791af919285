package headsup.delivery;

import headsup.incident.AffectedState;
import headsup.incident.Status;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** A status as letters say it, out of {@code headsup/delivery/states*.properties}. */
record StateWords(ResourceBundle bundle) {

    static final Locale ENGLISH = Locale.ENGLISH;
    static final List<Locale> LANGUAGES = List.of(ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.of("es"));

    static StateWords in(Locale language) {
        return new StateWords(ResourceBundle.getBundle(
                "headsup.delivery.states",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    String of(Status status) {
        return bundle.getString(status.word());
    }

    /** That nobody knows yet when it will be fixed. */
    String estimateUnknown() {
        return bundle.getString("estimate.unknown");
    }

    /** A component with its status, as in {@code Cards: Partial outage}; its name alone where no status is stated. */
    String of(AffectedState component) {
        return component.statusWord().isEmpty()
                ? component.name()
                : component.name() + ": " + bundle.getString("component." + component.statusWord());
    }
}
