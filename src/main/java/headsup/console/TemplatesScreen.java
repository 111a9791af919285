package headsup.console;

import headsup.access.Role;
import headsup.incident.DeclarationTemplate;
import headsup.incident.DeclarationTemplates;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The templates of declarations. */
@Path(TemplatesScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class TemplatesScreen {

    static final String PATH = "/console/templates";

    record Sheet(List<Line> lines, String notice) {}

    /** @param by who changed it last */
    record Line(String id, String name, String title, Times.Moment at, String by) {}

    private final DeclarationTemplates templates;
    private final Times times;

    TemplatesScreen(DeclarationTemplates templates, Times times) {
        this.templates = templates;
        this.times = times;
    }

    @GET
    public String list(@QueryParam("said") @Nullable String said) {
        return Screens.templates(
                        new Sheet(templates.byName().stream().map(this::line).toList(), Notice.sentence(said)))
                .render();
    }

    private Line line(DeclarationTemplate template) {
        return new Line(
                template.id(),
                template.name(),
                template.title(),
                times.onDay(template.changedAt()),
                template.changedBy());
    }
}
