package headsup;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/** A product whose clock jumps. */
public class ThroughDays implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(MovableClock.class);
    }
}
