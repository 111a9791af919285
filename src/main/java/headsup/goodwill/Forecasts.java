package headsup.goodwill;

import headsup.audience.Audience;
import headsup.audience.Subscribers;
import headsup.incident.Foresight;
import headsup.incident.Reach;
import headsup.incident.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Foresees whom words would reach, and how those stand with us. */
@ApplicationScoped
class Forecasts implements Foresight {

    private final Audience audience;
    private final Subscribers subscribers;
    private final Accounts accounts;

    Forecasts(Audience audience, Subscribers subscribers, Accounts accounts) {
        this.audience = audience;
        this.subscribers = subscribers;
        this.accounts = accounts;
    }

    @Override
    @Transactional
    public Foreseen of(Collection<String> components, Reach reach, Visibility visibility) {
        Audience.Forecast reached = audience.forecast(components, reach);
        audience.handOver(components, reach);
        Map<String, Long> bands = new LinkedHashMap<>();
        accounts.bandsOfTheAffected().forEach((band, customers) -> bands.put(band.word(), customers));
        return new Foreseen(
                reached.customers(),
                reached.contacts(),
                subscribers.expecting(components, reach, visibility),
                reached.unreachable(),
                bands);
    }
}
