package headsup.kernel;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** A body over 1 MiB is refused with 413, announced or not; the CSV import alone streams as much as it likes. */
class BodyLimit {

    private static final long MOST_BYTES = 1 << 20;
    private static final String STREAMED = "/api/v1/customers/import";

    @ServerRequestFilter(priority = 100)
    @Nullable
    Response check(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().equals(STREAMED)) {
            return null;
        }
        if (request.getLength() > MOST_BYTES) {
            return Problems.answer(tooLarge());
        }
        if (request.hasEntity() && request.getLength() < 0) {
            request.setEntityStream(new Bounded(request.getEntityStream()));
        }
        return null;
    }

    private static Refusal tooLarge() {
        return Refusal.of(Refusal.Code.TOO_LARGE, "A body may have at most " + MOST_BYTES + " bytes.");
    }

    private static final class Bounded extends FilterInputStream {
        private long left = MOST_BYTES;

        Bounded(InputStream in) {
            super(in);
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
                throw tooLarge();
            }
            return count;
        }
    }
}
