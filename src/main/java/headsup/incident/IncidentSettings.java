package headsup.incident;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The settings of this room, {@code HEADSUP_INCIDENT_*}. */
@ConfigMapping(prefix = "headsup.incident")
interface IncidentSettings {

    /**
     * A properties file that adds to the word lists by which an update is judged to blame others: {@code names} for companies,
     * {@code en.others} and the like for a list of a language.
     */
    Optional<String> blameWords();
}
