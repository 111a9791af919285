package headsup;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The mail client Quarkus brings, as fast as it can be made to go: the best of several pool sizes. */
final class VertxSender {

    /** @param letters per second, with {@code pool} kept connections */
    record Rate(int pool, double letters) {}

    private static final int TRIAL = 3_000;
    private static final int[] POOLS = {4, 8, 16, 32, 64};

    private final int port;
    private final String half;

    VertxSender(int port, int octets) {
        this.port = port;
        this.half = "Seventy-six octets to a line, as the text part of a real letter has them.\n".repeat(octets / 152);
    }

    /** A trial of each pool size, then the best one over so many letters. */
    Rate best(int letters) throws InterruptedException {
        send(16, TRIAL);
        Rate best = new Rate(0, 0);
        for (int pool : POOLS) {
            double rate = send(pool, TRIAL);
            best = rate > best.letters() ? new Rate(pool, rate) : best;
        }
        return new Rate(best.pool(), send(best.pool(), letters));
    }

    private double send(int pool, int letters) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            MailClient client = MailClient.create(
                    vertx,
                    new MailConfig()
                            .setHostname("127.0.0.1")
                            .setPort(port)
                            .setStarttls(StartTLSOptions.DISABLED)
                            .setKeepAlive(true)
                            .setPipelining(true)
                            .setMaxPoolSize(pool));
            var places = new Semaphore(2 * pool);
            var all = new CountDownLatch(letters);
            long from = System.nanoTime();
            for (int i = 0; i < letters; i++) {
                places.acquire();
                client.sendMail(new MailMessage()
                                .setFrom("updates@bare.example")
                                .setTo("person" + i + "@bare.example")
                                .setSubject("as fast as it goes")
                                .setText(half)
                                .setHtml("<p>" + half + "</p>"))
                        .onComplete(done -> {
                            places.release();
                            all.countDown();
                        });
            }
            if (!all.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException(all.getCount() + " letters were never answered");
            }
            return letters / ((System.nanoTime() - from) / 1e9);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
