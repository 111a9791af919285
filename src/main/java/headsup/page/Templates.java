package headsup.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page's templates, checked when it is built. */
@CheckedTemplate(basePath = "page")
final class Templates {

    private Templates() {}

    static native TemplateInstance front(Sheets.Front front);

    static native TemplateInstance incident(Sheets.Permalink page);

    static native TemplateInstance history(Sheets.History page);

    static native TemplateInstance missing(Sheets.Missing page);

    static native TemplateInstance icon(String kind);

    static native TemplateInstance badge(Badge badge);

    static native TemplateInstance subscribe(LetterSheets.Subscribe sheet);

    static native TemplateInstance slip(LetterSheets.Slip sheet);

    static native TemplateInstance my(OwnSheets.Page page);
}
