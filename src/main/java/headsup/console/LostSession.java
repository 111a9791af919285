package headsup.console;

import headsup.access.Sessions;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The way in for whoever's session is over, and back to where they were: to the page they asked for, or to what they wrote. */
@ApplicationScoped
class LostSession {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_FIELDS = 1000;

    private final Sessions sessions;
    private final KeptWords words;

    LostSession(Sessions sessions, KeptWords words) {
        this.sessions = sessions;
        this.words = words;
    }

    /** The address to sign in at. Reading and keeping what was sent takes a thread that may wait. */
    Uni<String> wayIn(ContainerRequestContext request) {
        Uni<String> back = request.getMethod().equals("POST")
                ? Uni.createFrom()
                        .item(() -> withWords(request))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                : Uni.createFrom().item(action(request) + query(request));
        return back.map(LostSession::leadingBack);
    }

    private static String leadingBack(String back) {
        return back.equals(NowScreen.PATH)
                ? SignInScreen.PATH
                : SignInScreen.PATH + "?next=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }

    private static String query(ContainerRequestContext request) {
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        return query == null ? "" : "?" + query;
    }

    /** Back to a form whose words are kept; empty where nothing of them is to be kept. */
    Optional<String> wayBack(ContainerRequestContext request, MultivaluedMap<String, String> written) {
        return kept(request, written).map(id -> page(request) + "?" + KeptWords.QUERY + "=" + id);
    }

    /** Only what this console handed out to a member is kept; nobody else can leave anything with us. */
    private String withWords(ContainerRequestContext request) {
        Cookie session = request.getCookies().get(Sessions.COOKIE);
        MultivaluedMap<String, String> written = written(request);
        return session != null && Seal.fits(session.getValue(), written.getFirst(Seal.FIELD))
                ? wayBack(request, written).orElseGet(() -> page(request))
                : page(request);
    }

    private Optional<String> kept(ContainerRequestContext request, MultivaluedMap<String, String> written) {
        Cookie session = request.getCookies().get(Sessions.COOKIE);
        return session == null
                ? Optional.empty()
                : sessions.lastOwner(session.getValue())
                        .flatMap(member -> words.keep(member, action(request), Form.of(written)));
    }

    private static String page(ContainerRequestContext request) {
        return KeptWords.page(action(request));
    }

    private static String action(ContainerRequestContext request) {
        return request.getUriInfo().getRequestUri().getRawPath();
    }

    /** What was sent, which nobody has read: who is not signed in is refused before that. */
    private static MultivaluedMap<String, String> written(ContainerRequestContext request) {
        MultivaluedMap<String, String> written = new MultivaluedHashMap<>();
        try {
            byte[] body = MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(request.getMediaType())
                    ? request.getEntityStream().readNBytes(MOST_BYTES)
                    : new byte[0];
            if (body.length < MOST_BYTES) {
                written.putAll(new QueryStringDecoder(
                                new String(body, StandardCharsets.US_ASCII), StandardCharsets.UTF_8, false, MOST_FIELDS)
                        .parameters());
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            written.clear();
        }
        return written;
    }
}
