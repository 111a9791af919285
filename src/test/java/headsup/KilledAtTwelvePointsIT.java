package headsup;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at twelve points: nobody is forgotten, and who is told twice is known by name. */
class KilledAtTwelvePointsIT {

    @TempDir
    private Path home;

    @Test
    void everyContactIsToldAndWhoIsToldTwiceIsRecorded() throws Exception {
        new TwelveKills(home, 4_000).run();
    }
}
