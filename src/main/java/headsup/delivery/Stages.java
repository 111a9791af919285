package headsup.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Where the time of a fan-out goes: {@code headsup_delivery_stage_seconds} by stage, for whoever tunes it. */
@ApplicationScoped
class Stages {

    /** What is done to rows, batch by batch. */
    enum Stage {
        PLAN,
        CLAIM,
        WRITE,
        HAND_OVER,
        SETTLE
    }

    private final Map<Stage, Timer> timers = new EnumMap<>(Stage.class);

    Stages(MeterRegistry registry) {
        for (Stage stage : Stage.values()) {
            timers.put(
                    stage,
                    Timer.builder("headsup.delivery.stage")
                            .tag("stage", stage.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    <T> T time(Stage stage, Supplier<T> work) {
        return timer(stage).record(work);
    }

    void time(Stage stage, Runnable work) {
        timer(stage).record(work);
    }

    private Timer timer(Stage stage) {
        return Objects.requireNonNull(timers.get(stage));
    }
}
