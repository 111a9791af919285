package headsup.demo;

import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.catalog.Components;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is there: the components of Harbourlight, a payments company that does not exist, and those it serves. */
@ApplicationScoped
class Neighbourhood {

    private final Components catalog;
    private final Customers customers;

    Neighbourhood(Components catalog, Customers customers) {
        this.catalog = catalog;
        this.customers = customers;
    }

    @Transactional
    void settle() {
        component("Cards in the EU", "Payments", "Authorisation and capture of card payments in Europe");
        component("Cards in the US", "Payments", "Authorisation and capture of card payments in North America");
        component("Payouts", "Payments", "Money on its way to your bank");
        component("Dashboard", "Tools", "dashboard.harbourlight.example");
        component("Reports", "Tools", "Daily settlement files");
        component("Telephone support", null, null);

        customer(
                "rivermill",
                "Rivermill Bakeries",
                "email",
                List.of("Cards in the EU", "Payouts"),
                "Dana Ortiz",
                "Europe/Berlin");
        customer(
                "northquay",
                "North Quay Ferries",
                "email",
                List.of("Cards in the EU", "Dashboard"),
                "Jonas Weiß",
                "Europe/Stockholm");
        customer("saltmarsh", "Saltmarsh Books", "email", List.of("Cards in the EU"), "Inès Laurent", "Europe/Paris");
        customer(
                "tallpines",
                "Tall Pines Campground",
                "email",
                List.of("Cards in the US", "Reports"),
                "Rosa Whitfield",
                "America/Denver");
        customer(
                "brightwater",
                "Brightwater Clinic",
                "page",
                List.of("Dashboard", "Telephone support"),
                "Theo Amari",
                "Europe/London");
    }

    private void component(String name, @Nullable String group, @Nullable String description) {
        catalog.add(new Components.Draft(name, description, group, null, null, null));
    }

    private void customer(
            String ref, String name, String channel, List<String> components, String person, String zone) {
        String address = person.split(" ")[0].toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "e");
        customers.put(
                ref,
                new Customers.Draft(
                        name,
                        List.of(new Customers.ContactDraft(address + "@" + ref + ".example", person, "en", zone)),
                        components.stream().toList(),
                        List.of("demo"),
                        "+49 30 555 0100",
                        1,
                        Profile.Channel.of(channel)));
    }
}
