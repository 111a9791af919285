package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scheduler calls can be called: each such method, found in the code, on its bean and with its interceptors. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class ScheduledMethodsTest {

    private static final List<JavaMethod> ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("headsup").stream()
                    .flatMap(type -> type.getMethods().stream())
                    .filter(method -> method.isAnnotatedWith(Scheduled.class)
                            || method.isAnnotatedWith(Scheduled.Schedules.class))
                    .toList();

    @Inject
    Scheduler scheduler;

    @Inject
    Session database;

    @Test
    void everyScheduledMethodRunsOnItsBeanAndTwiceInARow() {
        TreeMap<String, String> failures = new TreeMap<>();
        for (JavaMethod method : ALL) {
            for (int time = 1; time <= 2; time++) {
                String failure = run(method);
                if (!failure.isEmpty()) {
                    failures.put(method.getFullName(), failure);
                }
            }
        }
        assertEquals(new TreeMap<>(), failures);
    }

    @Test
    void noneIsOverlooked() {
        Set<String> found = ALL.stream()
                .map(method -> method.getOwner().getName() + "#" + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = scheduler.getScheduledJobs().stream()
                .map(trigger -> String.valueOf(trigger.getMethodDescription()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, found);
        assertTrue(found.contains("headsup.goodwill.Integrity#everyNight"));
    }

    /** What nobody tests elsewhere: each of these lets go of what is old, and of nothing else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "headsup.access.OldKeys.forget() | INSERT INTO idempotent_answer (actor, key, fingerprint, status, body, created_at)"
                        + " SELECT 'ada', :name, '', 200, '', now() - CAST(:age AS interval) | idempotent_answer | key | 8 days | 6 days",
                "headsup.console.KeptWords.forget() | INSERT INTO console_kept (id, member, action, fields, created_at)"
                        + " SELECT :name, 'ada', '/', '', now() - CAST(:age AS interval) | console_kept | id | 25 hours | 23 hours",
                "headsup.audience.Imports.forget() | WITH job AS (INSERT INTO import_job (id, form, file, author, state, bytes, started_at, alive_at)"
                        + " SELECT left(:name, 12), :name, 'a.csv', 'ada', 'DONE', 1, now() - CAST(:age AS interval), now() RETURNING id)"
                        + " INSERT INTO import_rejected SELECT id, 1, 'x' FROM job | import_job | form | 91 days | 29 days"
            })
    void whatIsOldIsForgotten(String method, String insert, String table, String key, String old, String young) {
        String gone = Cast.unique("old");
        String kept = Cast.unique("young");
        Map.of(gone, old, kept, young).forEach((name, age) -> QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(insert)
                        .setParameter("name", name)
                        .setParameter("age", age)
                        .executeUpdate()));
        ALL.stream()
                .filter(scheduled -> scheduled.getFullName().equals(method))
                .forEach(scheduled -> assertEquals("", run(scheduled)));
        assertEquals(List.of(kept), QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(
                        "SELECT " + key + " FROM " + table + " WHERE " + key + " IN (:names)", String.class)
                .setParameter("names", List.of(gone, kept))
                .getResultList()));
    }

    /** An import whose process died is over, by whichever process looks. */
    @Test
    void anImportWhoseProcessDiedIsEnded() {
        String form = Cast.unique("import");
        QuarkusTransaction.requiringNew().run(() -> database.createNativeMutationQuery("""
                                INSERT INTO import_job (id, form, file, author, state, bytes, started_at, alive_at)
                                VALUES (left(:form, 12), :form, 'a.csv', 'ada', 'READING', 1, now() - interval '2 hours', now() - interval '1 hour')""")
                .setParameter("form", form)
                .executeUpdate());
        ALL.stream()
                .filter(scheduled -> scheduled.getFullName().equals("headsup.audience.Imports.tick()"))
                .forEach(scheduled -> assertEquals("", run(scheduled)));
        assertEquals("STOPPED", QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(
                        "SELECT state FROM import_job WHERE form = :form", String.class)
                .setParameter("form", form)
                .getSingleResult()));
    }

    private static String run(JavaMethod scheduled) {
        try {
            Class<?> type = Thread.currentThread()
                    .getContextClassLoader()
                    .loadClass(scheduled.getOwner().getName());
            Method method = type.getDeclaredMethod(scheduled.getName());
            method.setAccessible(true);
            try (var bean = Arc.container().instance(type)) {
                method.invoke(bean.get());
            }
            return "";
        } catch (InvocationTargetException failed) {
            StringWriter trace = new StringWriter();
            failed.getTargetException().printStackTrace(new PrintWriter(trace));
            return trace.toString();
        } catch (ReflectiveOperationException odd) {
            return odd.toString();
        }
    }
}
