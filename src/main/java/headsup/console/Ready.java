package headsup.console;

import headsup.incident.DeclarationTemplate;
import headsup.incident.DeclarationTemplates;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The templates as forms take them: read out of one, put into one, offered beside one. */
@ApplicationScoped
class Ready {

    static final String TITLE = "title";
    static final String TEMPLATE = "template";
    static final String VERSION = "version";

    /** @param chosen whether the form begins with it */
    record Choice(String id, String name, boolean chosen) {}

    private final DeclarationTemplates templates;
    private final Parts parts;

    Ready(DeclarationTemplates templates, Parts parts) {
        this.templates = templates;
        this.parts = parts;
    }

    List<Choice> offered(Form form) {
        return templates.byName().stream()
                .map(t -> new Choice(t.id(), t.name(), form.says(TEMPLATE, t.id())))
                .toList();
    }

    /** A declaration that begins with a template; one that is gone leaves it blank, and says so. */
    Form begun(Form blank, String id) {
        try {
            DeclarationTemplate template = templates.get(id);
            return filled(blank, template).with(Drafts.NAME, template.title()).with(TEMPLATE, id);
        } catch (Refusal gone) {
            return blank.with(gone);
        }
    }

    /** The form in which a template is changed. */
    Form written(DeclarationTemplate template) {
        return filled(Form.blank(), template)
                .with(Drafts.NAME, template.name())
                .with(TITLE, template.title())
                .with(VERSION, Integer.toString(template.version()));
    }

    /** @throws Refusal {@code invalid_field} with every wrong field */
    DeclarationTemplates.Draft draft(Form form) {
        Faults faults = new Faults();
        faults.required(form, Drafts.NAME, DeclarationTemplates.LONGEST_NAME);
        faults.required(form, TITLE, DeclarationTemplates.LONGEST_TITLE);
        faults.required(form, Drafts.MESSAGE, DeclarationTemplates.LONGEST_MESSAGE);
        faults.refuse();
        return new DeclarationTemplates.Draft(
                form.value(Drafts.NAME),
                form.value(TITLE),
                form.value(Drafts.MESSAGE),
                parts.chosen(form),
                Drafts.interval(form));
    }

    private static Form filled(Form form, DeclarationTemplate template) {
        Form filled = form.with(Drafts.MESSAGE, template.message());
        if (template.next() != null) {
            filled = filled.with("next", Drafts.offered(template.next()));
        }
        for (var part : template.components().entrySet()) {
            filled = filled.with(Parts.PREFIX + part.getKey(), part.getValue().word());
        }
        return filled;
    }
}
