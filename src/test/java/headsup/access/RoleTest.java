package headsup.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

    /** As an operator may have set it. */
    private static final OpenIdSettings.Roles WORDS = new OpenIdSettings.Roles() {
        @Override
        public Set<String> viewer() {
            return Set.of("viewer", "everybody");
        }

        @Override
        public Set<String> responder() {
            return Set.of("on-call");
        }

        @Override
        public Set<String> care() {
            return Set.of("care");
        }

        @Override
        public Set<String> admin() {
            return Set.of("platform");
        }
    };

    @ParameterizedTest
    @CsvSource({
        "VIEWER, ADMIN, VIEWER",
        "ADMIN, ADMIN, ADMIN",
        "ADMIN, VIEWER, VIEWER",
        "CARE, RESPONDER, VIEWER",
        "RESPONDER, RESPONDER, RESPONDER",
        "RESPONDER, CARE, VIEWER"
    })
    void aTokenMayNeverDoMoreThanItsOwner(Role wanted, Role owner, Role may) {
        assertEquals(may, wanted.within(owner));
    }

    @Test
    void theProvidersWordsMeanWhatTheOperatorSays() {
        assertEquals(Optional.of(Role.VIEWER), WORDS.of(Set.of("everybody", "accounting")));
        assertEquals(Optional.of(Role.RESPONDER), WORDS.of(Set.of("everybody", "on-call", "care")));
        assertEquals(Optional.of(Role.ADMIN), WORDS.of(Set.of("on-call", "platform")));
        assertEquals(Optional.empty(), WORDS.of(Set.of("admin", "accounting")));
        assertEquals(Optional.empty(), WORDS.of(Set.of()));
    }
}
