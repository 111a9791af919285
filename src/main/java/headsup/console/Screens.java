package headsup.console;

import headsup.incident.Hint;
import headsup.kernel.Problems;
import headsup.mail.OpenLetter;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The templates of the console, checked when it is built. */
@CheckedTemplate(basePath = "console")
final class Screens {

    private Screens() {}

    static native TemplateInstance signIn(SignInScreen.Sheet sheet);

    static native TemplateInstance refused(Problems.Problem problem);

    static native TemplateInstance now(NowScreen.Sheet sheet);

    static native TemplateInstance declare(DeclareScreen.Sheet sheet);

    static native TemplateInstance hints(List<Hint> hints);

    static native TemplateInstance review(DeclareScreen.Review review);

    static native TemplateInstance proof(OpenLetter letter);

    static native TemplateInstance proofless(Form form);

    static native TemplateInstance unseen(String name);

    static native TemplateInstance incident(Rooms.Room room);

    static native TemplateInstance announce(AnnounceScreen.Sheet sheet);

    static native TemplateInstance announced(AnnounceScreen.Review review);

    static native TemplateInstance maintenances(MaintenancesScreen.Sheet sheet);

    static native TemplateInstance maintenance(PlanRooms.Room room);

    static native TemplateInstance templates(TemplatesScreen.Sheet sheet);

    static native TemplateInstance template(TemplateScreen.Sheet sheet);

    static native TemplateInstance components(ComponentsScreen.Sheet sheet);

    static native TemplateInstance people(PeopleScreen.Sheet sheet);

    static native TemplateInstance person(PersonScreen.Sheet sheet);

    static native TemplateInstance password(PasswordScreen.Sheet sheet);

    static native TemplateInstance tokens(TokensScreen.Sheet sheet);

    static native TemplateInstance webhooks(WebhooksScreen.Sheet sheet);

    static native TemplateInstance webhook(WebhookScreen.Sheet sheet);

    static native TemplateInstance trail(TrailScreen.Sheet sheet);

    static native TemplateInstance settings(SettingsScreen.Sheet sheet);

    static native TemplateInstance deliveries(DeliveriesScreen.Sheet sheet);

    static native TemplateInstance calls(CallsScreen.Sheet sheet);

    static native TemplateInstance customers(CustomersScreen.Sheet sheet);

    static native TemplateInstance statement(StatementScreen.Sheet sheet);

    static native TemplateInstance contacts(ContactsScreen.Sheet sheet);

    static native TemplateInstance received(ReceivedScreen.Sheet sheet);

    static native TemplateInstance opening(OpeningScreen.Sheet sheet);

    static native TemplateInstance touchpoints(TouchpointsScreen.Sheet sheet);

    static native TemplateInstance complaints(ComplaintsScreen.Sheet sheet);

    static native TemplateInstance goodwill(GoodwillScreen.Sheet sheet);

    static native TemplateInstance policy(PolicyScreen.Sheet sheet);

    static native TemplateInstance imports(ImportsScreen.Sheet sheet);

    static native TemplateInstance imported(ImportsScreen.Report report);

    static native TemplateInstance subscribers(SubscribersScreen.Sheet sheet);

    static native TemplateInstance letters(LettersScreen.Sheet sheet);

    static native TemplateInstance letter(OpenLetter letter);
}
