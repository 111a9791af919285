package headsup;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/** The product with a clock that jumps. */
public class ThroughTime implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(MovableClock.class);
    }
}
