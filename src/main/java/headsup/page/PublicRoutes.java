package headsup.page;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The public door: what is the page's is answered on the event loop, all else passes on. */
@ApplicationScoped
class PublicRoutes {

    /** Before all else: signing in, limits and measures of the other doors would cost more than the answer. */
    private static final int FIRST = -100_000;

    private static final long LOOK_AGAIN_MILLIS = 25;
    private static final int MOST_LOOKS = 40;

    private final Publisher publisher;
    private final Unprinted unprinted;
    private final Answers answers;

    PublicRoutes(Publisher publisher, Unprinted unprinted, Stream stream, PageSettings settings) {
        this.publisher = publisher;
        this.unprinted = unprinted;
        this.answers = new Answers(stream::admit, new Headers(settings.url()));
    }

    void open(@Observes Router router) {
        router.route().order(FIRST).handler(context -> answer(context, 0));
    }

    /** An incident that is being printed is waited for, a second at most. */
    private void answer(RoutingContext context, int looks) {
        Snapshot snapshot = publisher.published();
        if (looks < MOST_LOOKS && unprinted.isAskedFor(context.request().path(), snapshot)) {
            context.vertx().setTimer(LOOK_AGAIN_MILLIS, timer -> answer(context, looks + 1));
        } else if (!answers.answer(context.request(), snapshot)) {
            context.next();
        }
    }
}
