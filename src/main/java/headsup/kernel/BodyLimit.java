package headsup.kernel;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * A body over 1 MiB is refused with 413, announced or not. A bounce may carry the whole letter it is about, so that door takes
 * 25 MiB; the CSV import alone, at both its doors, streams as much as it likes.
 */
class BodyLimit {

    private static final long MOST_BYTES = 1 << 20;
    private static final Map<String, Long> OTHERS = Map.of(
            "/api/v1/customers/import",
            Long.MAX_VALUE,
            "/console/imports",
            Long.MAX_VALUE,
            "/api/v1/integrations/bounce",
            25L << 20);

    @ServerRequestFilter(priority = 100)
    @Nullable
    Response check(ContainerRequestContext request) {
        long most = OTHERS.getOrDefault(request.getUriInfo().getPath(), MOST_BYTES);
        if (request.getLength() > most) {
            return Problems.answer(tooLarge(most));
        }
        if (most < Long.MAX_VALUE && request.hasEntity() && request.getLength() < 0) {
            request.setEntityStream(new Bounded(request.getEntityStream(), most));
        }
        return null;
    }

    private static Refusal tooLarge(long most) {
        return Refusal.of(Refusal.Code.TOO_LARGE, "A body may have at most " + most + " bytes.");
    }

    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            if (octet >= 0) {
                counted(1);
            }
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            return count < 0 ? count : counted(count);
        }

        private int counted(int count) {
            left -= count;
            if (left < 0) {
                throw tooLarge(most);
            }
            return count;
        }
    }
}
