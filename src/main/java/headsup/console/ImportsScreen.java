package headsup.console;

import headsup.access.Role;
import headsup.audience.ImportReport;
import headsup.audience.Imports;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Customers out of a CSV file: sent, watched, and what came of it. Whoever opens the address sees the same. */
@Path(ImportsScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class ImportsScreen {

    static final String PATH = "/console/imports";

    private static final int SHOWN = 20;
    /** Seconds until a page that shows a running import loads itself again. */
    private static final int AGAIN = 2;

    record Sheet(Form form, List<Line> lines) {}

    record Line(String id, String file, Times.Moment at, String author, String kind, String state, String sums) {}

    /**
     * @param reading how far the file is read, {@code writing} how far customers are written
     * @param running whether the page loads itself again; {@code judged} whether there is anything to report yet
     * @param unchanged customers who were as the file has them
     * @param unsubscribed new contacts who had ended all email before; empty when there is none
     * @param full whether more is wrong than is shown
     */
    record Report(
            String id,
            String file,
            Times.Moment at,
            String author,
            String kind,
            String state,
            String sentence,
            boolean running,
            boolean judged,
            Bar reading,
            Bar writing,
            String created,
            String updated,
            String unchanged,
            String unsubscribed,
            String rejected,
            boolean lost,
            List<ImportReport.LineError> errors,
            boolean full,
            String kept) {}

    /** @param of what, in whole numbers that {@code words} say */
    record Bar(long done, long of, String words, boolean begun) {}

    private final Imports imports;
    private final Times times;

    ImportsScreen(Imports imports, Times times) {
        this.imports = imports;
        this.times = times;
    }

    @GET
    public String list() {
        return sheet(Form.blank());
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.CARES)
    public Response start(@RestForm("form") @Nullable String id, @RestForm("file") @Nullable FileUpload file) {
        Form form = Form.blank().with("form", Objects.requireNonNullElse(id, ""));
        try {
            if (file == null || file.size() == 0) {
                throw Refusal.field("file", file == null || file.fileName().isEmpty() ? "is missing" : "is empty");
            }
            String job = imports.start(form.id(), file.fileName(), file.uploadedFile());
            return Response.status(303)
                    .header(HttpHeaders.LOCATION, PATH + "/" + job)
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(form.with(refusal)))
                    .build();
        }
    }

    @GET
    @Path("/{id}")
    public Response show(@PathParam("id") String id) {
        Imports.Job job = imports.get(id);
        Response.ResponseBuilder answer =
                Response.ok(Screens.imported(report(job)).render());
        if (job.state().isRunning()) {
            answer.header("Refresh", AGAIN);
        }
        return answer.build();
    }

    @GET
    @Path("/{id}/rejected.csv")
    @Produces("text/csv;charset=utf-8")
    @RolesAllowed(Role.CARES)
    public Response rejected(@PathParam("id") String id) {
        return Response.ok(imports.rejected(id))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"rejected-" + imports.get(id).id() + ".csv\"")
                .build();
    }

    private String sheet(Form form) {
        return Screens.imports(new Sheet(
                        form, imports.newest(SHOWN).stream().map(this::line).toList()))
                .render();
    }

    private Line line(Imports.Job job) {
        return new Line(
                job.id(),
                job.file(),
                times.dated(job.startedAt()),
                job.author(),
                kind(job.state()),
                word(job.state()),
                Figures.of(job.created()) + " new, " + Figures.of(job.updated()) + " changed, "
                        + Figures.of(job.rejected(), "line") + " not taken");
    }

    private Report report(Imports.Job job) {
        boolean reading = job.state() == Imports.State.READING;
        List<ImportReport.LineError> errors = imports.errors(job.id());
        return new Report(
                job.id(),
                job.file(),
                times.dated(job.startedAt()),
                job.author(),
                kind(job.state()),
                word(job.state()),
                sentence(job),
                job.state().isRunning(),
                !reading && job.state() != Imports.State.REFUSED,
                new Bar(
                        job.bytesRead(),
                        Math.max(1, job.bytes()),
                        size(job.bytesRead()) + " of " + size(job.bytes()) + ", " + Figures.of(job.rowsRead(), "line"),
                        true),
                new Bar(
                        job.written(),
                        Math.max(1, job.customers()),
                        Figures.of(job.written()) + " of " + Figures.of(job.customers(), "customer"),
                        !reading && job.customers() > 0),
                Figures.of(job.created()),
                Figures.of(job.updated()),
                Figures.of(Math.max(0, job.written() - job.created() - job.updated())),
                job.unsubscribed() == 0 ? "" : Figures.of(job.unsubscribed()),
                Figures.of(job.rejected()),
                job.rejected() > 0,
                errors,
                errors.size() == ImportReport.MOST_ERRORS,
                job.keptLines() == 0 ? "" : Figures.of(job.keptLines(), "line"));
    }

    private String sentence(Imports.Job job) {
        return switch (job.state()) {
            case READING -> "The file is read. Nothing is written yet.";
            case WRITING -> "Customers are written, each for good. You can close this page; it goes on.";
            case DONE -> "Done" + took(job) + ".";
            case REFUSED -> "Nothing was taken. " + job.trouble();
            case STOPPED -> job.trouble() + " " + kept(job);
        };
    }

    private static String took(Imports.Job job) {
        Duration took = Duration.between(job.startedAt(), Objects.requireNonNullElse(job.endedAt(), job.startedAt()));
        return took.toSeconds() < 60 ? " in " + Math.max(1, took.toSeconds()) + " s" : " in " + Times.span(took);
    }

    private static String kept(Imports.Job job) {
        return job.written() == 0
                ? "Nothing was written. Send the file again."
                : Figures.of(job.written()) + " of " + Figures.of(job.customers(), "customer")
                        + " were written and stay. Send the file again: it does the rest, and nothing twice.";
    }

    private static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(java.util.Locale.ENGLISH, "%,d kB", Math.ceilDiv(bytes, 1_000))
                : String.format(java.util.Locale.ENGLISH, "%,.1f MB", bytes / 1e6);
    }

    private static String word(Imports.State state) {
        return switch (state) {
            case READING -> "Reading";
            case WRITING -> "Writing";
            case DONE -> "Done";
            case REFUSED -> "Refused";
            case STOPPED -> "Stopped";
        };
    }

    private static String kind(Imports.State state) {
        return switch (state) {
            case READING, WRITING -> "maintenance";
            case DONE -> "operational";
            case REFUSED, STOPPED -> "major";
        };
    }
}
