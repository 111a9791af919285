package headsup.audience;

import headsup.kernel.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A draft of a customer that was read and found well. */
record Wanted(
        String name,
        List<Wanted.Contact> contacts,
        Set<String> components,
        Set<String> tags,
        @Nullable String phone,
        int weight,
        @Nullable LocalDate customerSince,
        @Nullable String owner,
        @Nullable String mobile,
        @Nullable String area,
        Profile.Channel channel,
        OpeningBalances.@Nullable Opening opening) {

    private static final int MOST_CONTACTS = 500;
    private static final int MOST_COMPONENTS = 500;
    private static final int MOST_TAGS = 100;
    static final int LARGEST_WEIGHT = 1_000_000;

    record Contact(String email, @Nullable String name, String locale, String timeZone) {}

    /** @throws Refusal {@code invalid_field} with every fault of the draft */
    static Wanted of(Customers.Draft draft, ComponentNames names) {
        Proofreader proofreader = new Proofreader();
        String name = proofreader.requiredName("name", draft.name());
        List<Contact> contacts = contacts(draft.contacts(), proofreader);
        Set<String> components = components(draft.components(), names, proofreader);
        Set<String> tags = tags(draft.tags(), proofreader);
        String phone = proofreader.phone("phone", draft.phone());
        int weight = Objects.requireNonNullElse(draft.weight(), 1);
        if (weight < 1 || weight > LARGEST_WEIGHT) {
            proofreader.note("weight", "must be from 1 to " + LARGEST_WEIGHT);
        }
        LocalDate since = proofreader.day("customerSince", draft.customerSince());
        String owner = proofreader.word("owner", draft.owner());
        String mobile = proofreader.phone("mobile", draft.mobile());
        String area = proofreader.word("area", draft.area());
        OpeningBalances.Opening opening = opening(draft.opening(), proofreader);
        proofreader.refuseFaults();
        return new Wanted(
                Objects.requireNonNull(name, "no fault, hence a name"),
                contacts,
                components,
                tags,
                phone,
                weight,
                since,
                owner,
                mobile,
                area,
                Objects.requireNonNullElse(draft.channel(), Profile.Channel.EMAIL),
                opening);
    }

    private static OpeningBalances.@Nullable Opening opening(
            Customers.@Nullable OpeningDraft draft, Proofreader proofreader) {
        if (draft == null) {
            return null;
        }
        if (draft.points() == null) {
            proofreader.note("opening.points", "is missing");
            return null;
        }
        return proofreader.opening(
                "opening.points", Integer.toString(draft.points()), "opening.source", draft.source());
    }

    private static List<Contact> contacts(
            @Nullable List<Customers.@Nullable ContactDraft> drafts, Proofreader proofreader) {
        List<Contact> contacts = new ArrayList<>();
        Map<String, Integer> firsts = new HashMap<>();
        List<Customers.@Nullable ContactDraft> given = bounded("contacts", drafts, MOST_CONTACTS, true, proofreader);
        for (int i = 0; i < given.size(); i++) {
            String field = "contacts[" + i + "]";
            Customers.ContactDraft draft = given.get(i);
            if (draft == null) {
                proofreader.note(field, "is missing");
                continue;
            }
            Contact contact = contact(field + ".", draft, proofreader);
            if (contact == null) {
                continue;
            }
            Integer first = firsts.putIfAbsent(contact.email().toLowerCase(Locale.ROOT), i);
            if (first != null) {
                proofreader.note(field + ".email", "stands at contacts[" + first + "] already");
            }
            contacts.add(contact);
        }
        return contacts;
    }

    /** Null when its address can't be read; {@code path} stands before the fields of its faults. */
    static @Nullable Contact contact(String path, Customers.ContactDraft draft, Proofreader proofreader) {
        String email = proofreader.email(path + "email", draft.email());
        String name = proofreader.name(path + "name", draft.name());
        String locale = proofreader.locale(path + "locale", draft.locale());
        String timeZone = proofreader.timeZone(path + "timeZone", draft.timeZone());
        return email == null
                ? null
                : new Contact(
                        email,
                        name,
                        Objects.requireNonNullElse(locale, Proofreader.FIRST_LOCALE),
                        Objects.requireNonNullElse(timeZone, Proofreader.FIRST_TIME_ZONE));
    }

    private static Set<String> components(
            @Nullable List<@Nullable String> drafts, ComponentNames names, Proofreader proofreader) {
        Set<String> ids = new LinkedHashSet<>();
        List<@Nullable String> given = bounded("components", drafts, MOST_COMPONENTS, true, proofreader);
        for (int i = 0; i < given.size(); i++) {
            String id = names.id("components[" + i + "]", given.get(i), proofreader);
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static Set<String> tags(@Nullable List<@Nullable String> drafts, Proofreader proofreader) {
        Set<String> tags = new LinkedHashSet<>();
        List<@Nullable String> given = bounded("tags", drafts, MOST_TAGS, false, proofreader);
        for (int i = 0; i < given.size(); i++) {
            String tag = proofreader.tag("tags[" + i + "]", given.get(i));
            if (tag != null) {
                tags.add(tag);
            }
        }
        return tags;
    }

    /** What was given when that is not too much, else nothing, with the fault noted. */
    private static <T extends @Nullable Object> List<T> bounded(
            String field, @Nullable List<T> given, int most, boolean required, Proofreader proofreader) {
        if (given == null && required) {
            proofreader.note(field, "is missing; give an empty list for none");
        } else if (given != null && given.size() > most) {
            proofreader.note(field, "must have at most " + most + " entries");
            return List.of();
        }
        return given == null ? List.of() : given;
    }
}
