package headsup;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twelve kills over a large audience: {@code ./mvnw -Pbench verify -Dit.test=TwelveKillsBench -Dcontacts=100000}. */
@Tag("bench")
class TwelveKillsBench {

    @TempDir
    private Path home;

    @Test
    void everyContactIsToldAndWhoIsToldTwiceIsRecorded() throws Exception {
        new TwelveKills(home, Integer.getInteger("contacts", 100_000)).run();
    }
}
