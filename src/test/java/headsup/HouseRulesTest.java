package headsup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Imports point left: which room may touch which, held against the compiled classes on every build. */
class HouseRulesTest {

    /** Every room and the rooms it may import, as the README's table has it. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("kernel", Set.of()),
            Map.entry("access", Set.of("kernel")),
            Map.entry("catalog", Set.of("kernel", "access")),
            Map.entry("incident", Set.of("kernel", "access", "catalog")),
            Map.entry("audience", Set.of("kernel", "access", "catalog", "incident")),
            Map.entry("mail", Set.of("kernel")),
            Map.entry("delivery", Set.of("kernel", "incident", "audience", "mail")),
            Map.entry("goodwill", Set.of("kernel", "incident", "audience", "delivery")),
            Map.entry("care", Set.of("kernel", "access", "audience", "mail", "goodwill")),
            Map.entry("page", Set.of("kernel", "catalog", "incident", "audience")),
            Map.entry(
                    "console",
                    Set.of(
                            "kernel",
                            "access",
                            "catalog",
                            "incident",
                            "audience",
                            "mail",
                            "delivery",
                            "goodwill",
                            "care")),
            Map.entry(
                    "demo",
                    Set.of(
                            "kernel",
                            "access",
                            "catalog",
                            "incident",
                            "audience",
                            "mail",
                            "delivery",
                            "goodwill",
                            "care",
                            "page")));

    private static final int MOST_KERNEL_FILES = 12;

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("headsup");

    @TestFactory
    Iterable<DynamicTest> everyRoomTouchesOnlyWhatItMay() {
        Map<String, DynamicTest> tests = new TreeMap<>();
        for (String room : rooms()) {
            tests.put(room, DynamicTest.dynamicTest(room, () -> {
                assertTrue(MAY_IMPORT.containsKey(room), "a room nobody knows: " + room);
                Set<String> forbidden = new LinkedHashSet<>(MAY_IMPORT.keySet());
                forbidden.removeAll(MAY_IMPORT.get(room));
                forbidden.remove(room);
                String[] packages = forbidden.stream()
                        .map(other -> "headsup." + other + "..")
                        .toArray(String[]::new);
                noClasses()
                        .that()
                        .resideInAPackage("headsup." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages)
                        .check(PRODUCT);
            }));
        }
        return tests.values();
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("headsup.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void theKernelStaysSmall() {
        long files = PRODUCT.stream()
                .filter(c -> c.getPackageName().equals("headsup.kernel"))
                .filter(JavaClass::isTopLevelClass)
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .filter(c -> !c.getSimpleName().contains("_"))
                .count();
        assertTrue(files <= MOST_KERNEL_FILES, "the kernel has " + files + " files");
    }

    @Test
    void everyRoomIsNullMarked() {
        Set<String> unmarked = PRODUCT.stream()
                .filter(c -> c.getSimpleName().equals("package-info"))
                .filter(c -> !c.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> withoutPackageInfo = new TreeSet<>(rooms());
        PRODUCT.stream()
                .filter(c -> c.getSimpleName().equals("package-info"))
                .forEach(c -> withoutPackageInfo.remove(roomOf(c)));
        assertEquals(Set.of(), unmarked);
        assertEquals(Set.of(), withoutPackageInfo, "rooms without a package-info");
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void namesSaySomething() {
        String[] empty = {"Manager", "Helper", "Util", "Utils", "Impl", "Processor", "Handler", "Common", "Base", "Info"
        };
        Arrays.stream(empty).forEach(word -> noClasses()
                .that()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveSimpleNameEndingWith(word)
                .check(PRODUCT));
    }

    @Test
    void entitiesKeepTheirStateToThemselves() {
        fields().that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .and()
                .areNotStatic()
                .should()
                .bePrivate()
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    private static Set<String> rooms() {
        return PRODUCT.stream()
                .map(HouseRulesTest::roomOf)
                .filter(room -> !room.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String roomOf(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 1 ? parts[1] : "";
    }
}
