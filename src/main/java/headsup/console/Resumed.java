package headsup.console;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** What a form of a screen begins with: nothing, or the words that were kept while its writer was signed out. */
@RequestScoped
class Resumed {

    private final KeptWords words;
    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;

    Resumed(KeptWords words, SecurityIdentity identity, CurrentVertxRequest request) {
        this.words = words;
        this.identity = identity;
        this.request = request;
    }

    /** The kept form this request asks for, if it was sent for one thing of the list on {@code page}. */
    Optional<KeptWords.Item> below(String page) {
        String id = request.getCurrent().request().getParam(KeptWords.QUERY);
        return id == null
                ? Optional.empty()
                : words.below(id, identity.getPrincipal().getName(), page);
    }

    /** The form that is sent to {@code action}: the kept one this request asks for, or {@code blank}. */
    Form or(Form blank, String action) {
        String id = request.getCurrent().request().getParam(KeptWords.QUERY);
        return id == null
                ? blank
                : words.of(id, identity.getPrincipal().getName(), action).orElse(blank);
    }
}
