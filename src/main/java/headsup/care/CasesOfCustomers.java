package headsup.care;

import headsup.audience.OpenCases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Answers what a customer waits for: its complaints that are not resolved. */
@ApplicationScoped
class CasesOfCustomers implements OpenCases {

    private final Complaints complaints;

    CasesOfCustomers(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    @Transactional
    public List<Case> of(long customerId) {
        return complaints.waiting(customerId).stream()
                .map(view -> new Case(
                        view.id(), view.subject(), view.state().word(), view.owner(), view.dueAt(), view.receivedAt()))
                .toList();
    }
}
