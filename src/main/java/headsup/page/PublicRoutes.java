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

    private final Publisher publisher;
    private final Answers answers;

    PublicRoutes(Publisher publisher, Stream stream, PageSettings settings) {
        this.publisher = publisher;
        this.answers = new Answers(stream::admit, new Headers(settings.url()));
    }

    void open(@Observes Router router) {
        router.route().order(FIRST).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (!answers.answer(context.request(), publisher.published())) {
            context.next();
        }
    }
}
