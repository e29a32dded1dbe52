//! Big steps go on by themselves, also after a crash.

use crate::rig::{Rig, hours, instance, start};
use mingjing_core::{
    command::{Command, What},
    event::Event,
    ids::InstanceId,
};
use mingjing_expr::Value;
use mingjing_runtime::lane::Answer;

fn spin(one: InstanceId) -> Command {
    let mut command = start(one, "A");
    if let What::Start(start) = &mut command.what {
        start.process = "spin".to_owned();
        start.submission = Value::Null;
    }
    command
}

/// The process is stopped by the core's bound on activations without outside input.
fn is_stopped(rig: &Rig, one: InstanceId) -> bool {
    rig.events(one).iter().any(|event| matches!(event, Event::IncidentRaised { .. }))
}

#[tokio::test]
async fn a_big_step_goes_on_in_the_next_batches() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    assert_eq!(rig.run(spin(one)), Answer::Done { seq: 1 }, "the first slice is answered");
    assert!(is_stopped(&rig, one));
    let report = rig.verify().await;
    assert!(report.records > 2, "in slices: {report:?}");
    assert_eq!(report.finding, None);
    assert!(rig.is_idle());
}

#[tokio::test]
async fn a_big_step_that_a_crash_left_goes_on_with_the_scan() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.submit(spin(one));
    while rig.answers.is_empty() {
        assert!(rig.pump_one());
    }
    assert!(!is_stopped(&rig, one));
    let mut later = Rig::on(rig.store.clone());
    drop(rig);
    later.advance(hours(0));
    assert!(is_stopped(&later, one));
    assert_eq!(later.verify().await.finding, None);
}

#[tokio::test]
async fn people_are_served_between_the_slices() {
    let mut rig = Rig::new().await;
    let (one, other) = (instance(1, 1), instance(1, 2));
    rig.submit(spin(one));
    let ticket = rig.submit(start(other, "B"));
    while !rig.answers.contains_key(&ticket) {
        assert!(rig.pump_one());
    }
    assert!(!is_stopped(&rig, one), "the other case did not wait for the end");
}
