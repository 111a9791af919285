package headsup.page;

import static headsup.catalog.ComponentStatus.DEGRADED_PERFORMANCE;
import static headsup.catalog.ComponentStatus.MAJOR_OUTAGE;
import static headsup.catalog.ComponentStatus.OPERATIONAL;
import static headsup.catalog.ComponentStatus.PARTIAL_OUTAGE;
import static headsup.catalog.ComponentStatus.UNDER_MAINTENANCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.catalog.ComponentStatus;
import headsup.incident.Impact;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RollupTest {

    private record Row(List<ComponentStatus> leaves, String indicator, String description) {}

    /** The table of the v2 contract, one row a line. */
    private static final List<Row> TABLE = List.of(
            new Row(List.of(), "none", "All Systems Operational"),
            new Row(List.of(OPERATIONAL, OPERATIONAL), "none", "All Systems Operational"),
            new Row(List.of(MAJOR_OUTAGE, MAJOR_OUTAGE), "critical", "Major System Outage"),
            new Row(List.of(MAJOR_OUTAGE, OPERATIONAL), "major", "Partial System Outage"),
            new Row(List.of(PARTIAL_OUTAGE, PARTIAL_OUTAGE), "major", "Partial System Outage"),
            new Row(List.of(PARTIAL_OUTAGE, OPERATIONAL), "minor", "Minor Service Outage"),
            new Row(List.of(PARTIAL_OUTAGE, UNDER_MAINTENANCE), "minor", "Minor Service Outage"),
            new Row(List.of(DEGRADED_PERFORMANCE, DEGRADED_PERFORMANCE), "minor", "Degraded System Service"),
            new Row(List.of(DEGRADED_PERFORMANCE, OPERATIONAL), "minor", "Partially Degraded Service"),
            new Row(List.of(UNDER_MAINTENANCE, OPERATIONAL), "maintenance", "Service Under Maintenance"),
            new Row(List.of(UNDER_MAINTENANCE, UNDER_MAINTENANCE), "maintenance", "Service Under Maintenance"),
            new Row(List.of(OPERATIONAL), "none", "All Systems Operational"),
            new Row(List.of(UNDER_MAINTENANCE), "maintenance", "Service Under Maintenance"),
            new Row(List.of(DEGRADED_PERFORMANCE), "minor", "Partially Degraded Service"),
            new Row(List.of(PARTIAL_OUTAGE), "major", "Partial System Outage"),
            new Row(List.of(MAJOR_OUTAGE), "critical", "Major System Outage"));

    @TestFactory
    Stream<DynamicTest> everyRowOfTheTableHolds() {
        return TABLE.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.leaves() + " is " + row.description(),
                        () -> assertEquals(
                                new Rollup(row.indicator(), row.description()), Rollup.of(row.leaves(), List.of()))));
    }

    @Test
    void anOpenIncidentWithoutComponentsCountsForTheWholePage() {
        assertEquals(
                new Rollup("critical", "Major System Outage"),
                Rollup.of(List.of(OPERATIONAL, OPERATIONAL), List.of(Impact.CRITICAL)));
        assertEquals(
                new Rollup("minor", "Minor Service Outage"),
                Rollup.of(List.of(DEGRADED_PERFORMANCE, OPERATIONAL), List.of(Impact.MINOR)));
    }

    @Test
    void anOperatorWithCautiousReadersCanHideMaintenance() {
        Rollup rollup = Rollup.of(List.of(UNDER_MAINTENANCE, OPERATIONAL), List.of());
        assertEquals(
                new Rollup("none", "Service Under Maintenance"), rollup.as(PageSettings.MaintenanceIndicator.NONE));
        assertEquals(rollup, rollup.as(PageSettings.MaintenanceIndicator.MAINTENANCE));
    }
}
