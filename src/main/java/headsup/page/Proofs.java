package headsup.page;

import headsup.incident.PageProof;
import headsup.incident.Sketches.Sketch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

/** Sets the front page with words that have not left yet, as the press would print it. */
@ApplicationScoped
class Proofs implements PageProof {

    private final Publisher publisher;
    private final PageSettings settings;
    private final Assets assets;
    private final Clock clock;

    Proofs(Publisher publisher, PageSettings settings, Assets assets, Clock clock) {
        this.publisher = publisher;
        this.settings = settings;
        this.assets = assets;
        this.clock = clock;
    }

    @Override
    public String front(Sketch sketch, Locale reader) {
        Instant now = clock.instant();
        Reading reading = publisher.reading().with(sketch, now);
        Typesetter typesetter = new Typesetter(
                Language.wanted(reader.toLanguageTag()),
                reading,
                FrontPage.bars(reading, settings.timeZone()),
                settings,
                assets,
                now);
        return Templates.front(typesetter.front()).render();
    }
}
