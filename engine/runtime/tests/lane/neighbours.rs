//! Two lanes on one store, as two nodes are on one database.

use crate::rig::{Rig, claim, instance, start, task};
use mingjing_runtime::lane::Answer;

/// One node that holds the case in an open transaction, and another one.
async fn nodes() -> (Rig, Rig) {
    let mut one = Rig::new().await;
    one.run(start(instance(1, 1), "A"));
    one.submit(claim(11, "zhang", instance(1, 1), task(1)));
    one.pump_one();
    let other = Rig::on(one.store.clone());
    (one, other)
}

#[tokio::test]
async fn a_case_that_another_node_holds_is_tried_again() {
    let (mut one, mut other) = nodes().await;
    let ticket = other.submit(claim(12, "li", instance(1, 1), task(1)));
    for _ in 0..6 {
        other.pump_one();
    }
    assert_eq!(other.answers.get(&ticket), None);
    one.pump();
    other.pump();
    match &other.answers[&ticket] {
        Answer::Rejected(rejection) => assert_eq!(rejection.code, "MJ4004", "the task has changed meanwhile"),
        answer => panic!("expected a rejection, got {answer:?}"),
    }
    assert_eq!(one.verify().await.finding, None);
}

#[tokio::test]
async fn a_case_that_stays_held_is_given_up_and_others_go_on() {
    let (_one, mut other) = nodes().await;
    let held = other.submit(claim(12, "li", instance(1, 1), task(1)));
    let free = other.submit(start(instance(1, 2), "B"));
    other.pump();
    assert!(matches!(&other.answers[&held], Answer::Fault(fault) if fault.code == "MJ6004"));
    assert_eq!(other.answers[&free], Answer::Done { seq: 1 });
}

#[tokio::test]
async fn a_cached_case_that_another_node_moved_is_read_again() {
    let mut one = Rig::new().await;
    one.run(start(instance(1, 1), "A"));
    let mut other = Rig::on(one.store.clone());
    assert_eq!(other.run(claim(11, "zhang", instance(1, 1), task(1))), Answer::Done { seq: 2 });
    let release = crate::rig::release(12, "zhang", instance(1, 1), task(2));
    assert_eq!(one.run(release), Answer::Done { seq: 3 });
    assert_eq!(one.verify().await.finding, None);
}
