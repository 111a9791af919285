package headsup.audience;

import static headsup.Cast.admin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import headsup.Cast;
import headsup.FreshDatabase;
import headsup.catalog.Components;
import headsup.kernel.Refusal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The band filter, with books that exist here alone. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class RegisterTest {

    @Inject
    Session database;

    @Inject
    Components catalog;

    @Inject
    Customers customers;

    @Test
    void aBandIsAskedForTogetherWithTheOtherFilters() {
        String cards = Cast.component("Cards");
        List<Long> ids = Stream.generate(() -> Cast.customer(cards, "dana@rivermill.example"))
                .limit(4)
                .map(ref -> customers.get(ref).id())
                .toList();
        List<Long> overdrawn = List.of(ids.get(0), ids.get(2), ids.get(3));
        Register register = new Register(database, catalog, new Books(overdrawn));
        assertEquals(overdrawn.subList(0, 2), ids(register, cards, 0, 2));
        assertEquals(overdrawn.subList(1, 3), ids(register, cards, overdrawn.get(0), 9));
        assertEquals(List.of(), ids(register, Cast.component("Login"), 0, 9));
    }

    @Test
    void withoutBooksNoBandCanBeAskedFor() {
        Register register = new Register(database, catalog, new Books(null));
        Refusal refusal = assertThrows(Refusal.class, () -> ids(register, Cast.component("Cards"), 0, 9));
        assertEquals("band", refusal.errors().get(0).field());
        admin().get("/api/v1/customers/nobody").then().statusCode(404);
    }

    private static List<Long> ids(Register register, String component, long after, int most) {
        return QuarkusTransaction.requiringNew()
                .call(() -> register.ids(new Customers.Filter(null, null, component, "overdrawn"), after, most));
    }

    /** Books in which these customers are overdrawn; null: there are no books. */
    private record Books(@Nullable List<Long> overdrawn) implements Instance<Standing>, Standing {
        @Override
        public Map<Long, Account> of(Collection<Long> customerIds) {
            return Map.of();
        }

        @Override
        public List<Long> customersInBand(String band, long afterId, int most) {
            return overdrawn == null
                    ? List.of()
                    : overdrawn.stream().filter(id -> id > afterId).limit(most).toList();
        }

        @Override
        public List<Long> inBand(String band, List<Long> customerIds) {
            return customerIds.stream()
                    .filter(id -> overdrawn != null && overdrawn.contains(id))
                    .toList();
        }

        @Override
        public Standing get() {
            return this;
        }

        @Override
        public boolean isUnsatisfied() {
            return overdrawn == null;
        }

        @Override
        public boolean isAmbiguous() {
            return false;
        }

        @Override
        public Iterator<Standing> iterator() {
            return List.<Standing>of(this).iterator();
        }

        @Override
        public void destroy(Standing instance) {}

        @Override
        public Instance<Standing> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends Standing> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends Standing> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Handle<Standing> getHandle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<? extends Handle<Standing>> handles() {
            return List.of();
        }
    }
}
