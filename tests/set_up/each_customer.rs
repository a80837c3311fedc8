//! What a line has of each of its customers: limits, and shares of its milestones.

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    dto::{BillingMethod, ContractLineForm, CustomerSplitForm},
};
use proforma_tests::noon;

use super::{Office, pays, refused};

#[test]
// SPEC 5.4: limits hold what is worked and spent, so that one on a fixed-price line would hold nothing.
fn a_fixed_price_line_has_no_limit_of_its_own_or_of_a_customer() {
    let office = Office::with_adatum();
    let form = ContractLineForm {
        not_to_exceed: "500".to_owned(),
        customers: vec![
            pays("adatum", "60"),
            CustomerSplitForm { not_to_exceed: "300".to_owned(), ..pays("fabrikam", "40") },
        ],
        ..office.set_up("ADATUM").lines[0].form.clone()
    };
    assert_eq!(
        refused(office.save_line(Some("prototype"), &form)),
        [
            "not_to_exceed: a fixed-price line bills its milestones and has no limit",
            "customers[1].not_to_exceed: a fixed-price line bills its milestones and has no limit",
        ]
    );
    let hourly = ContractLineForm { id: "more".to_owned(), ..form };
    let hourly = ContractLineForm {
        billing_method: BillingMethod::TimeAndMaterial,
        contracted_amount: String::new(),
        milestones: Vec::new(),
        ..hourly
    };
    office.save_line(None, &hourly).unwrap();
}

#[test]
// SPEC 5.3: each customer's share of a milestone has a status of its own; the lowest is the milestone's.
fn a_milestone_says_how_far_each_share_is() {
    let office = Office::with_adatum();
    let split = ContractLineForm {
        customers: vec![pays("adatum", "60"), pays("fabrikam", "40")],
        ..office.set_up("ADATUM").lines[0].form.clone()
    };
    office.save_line(Some("prototype"), &split).unwrap();
    let id = split.milestones[0].id.clone();
    let ready = [Marking { id: &id, customer: Some("fabrikam") }];
    mark(office.open.connection(), &ready, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon())
        .unwrap();
    let states = office.set_up("ADATUM").lines[0].milestones.clone();
    let told: Vec<String> = states
        .iter()
        .map(|state| {
            let shares = state.shares.iter();
            let shares: Vec<String> =
                shares.map(|share| format!("{} {:?}", share.customer, share.billing_status)).collect();
            format!("{:?}: {}", state.billing_status, shares.join(", "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "NotReady: adatum NotReady, fabrikam ReadyToInvoice",
            "NotReady: adatum NotReady, fabrikam NotReady"
        ]
    );
}
