//! Creation by hand: SPEC 7.6, and the case T15.

use super::*;

#[test]
// SPEC 7.6 (T15): schedules ignored, dated up to a date.
fn creation_by_hand_ignores_schedules() {
    let adatum = october();
    let drafts = adatum.backlog.create_now(date("2020-10-05")).expect("can be billed");
    assert_eq!(
        drafts.iter().map(|draft| adatum.show(draft)).collect::<Vec<_>>(),
        [
            "2020-10-05 customer 1 8700.00: prototype 5000.00 [m1], implementation 3200.00 [t1 t2 t3], expenses 500.00 [e1 e2 e3]"
        ]
    );
}
