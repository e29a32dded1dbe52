//! Messages from case to case: sent with the sender's commit, looked into afterwards, acknowledged by a receipt.

use crate::rig::{Rig, instance, start};
use mingjing_core::{
    command::{Command, What},
    event::{Event, Relation},
    ids::InstanceId,
    state::Instance,
};
use mingjing_runtime::control;

/// More requests than the whole exchange takes.
const REQUESTS_MAX: usize = 24;

fn sender(of: InstanceId) -> Command {
    let mut command = start(of, "A");
    if let What::Start(start) = &mut command.what {
        start.process = "sender".to_owned();
    }
    command
}

fn control_of(rig: &Rig, instance: InstanceId) -> Instance {
    control::decode(&rig.store.state().instances[&instance].1).expect("readable control")
}

/// What must be true when all has come to rest: one case was started, and both know each other.
async fn arrived_once(rig: &Rig, from: InstanceId) {
    let sent = control_of(rig, from);
    assert!(sent.sent.is_empty(), "the receipt is on record");
    let [link] = sent.links.as_slice() else { panic!("one link, not {:?}", sent.links) };
    assert_eq!((link.relation, link.organ.as_deref()), (Relation::Started, Some("two")));
    let others: Vec<_> = rig.store.state().instances.keys().filter(|id| **id != from).copied().collect();
    assert_eq!(others, [link.instance], "the message started one case");
    let back = control_of(rig, link.instance);
    assert_eq!(
        back.links.iter().map(|link| (link.instance, link.relation)).collect::<Vec<_>>(),
        [(from, Relation::StartedBy)]
    );
    let receipts = rig.events(from).iter().filter(|event| matches!(event, Event::MessageReceipted { .. })).count();
    assert_eq!(receipts, 1);
    assert_eq!(rig.verify().await.finding, None);
}

#[tokio::test]
async fn a_message_starts_a_case_in_another_organ_and_both_know() {
    let mut rig = Rig::new().await;
    let from = instance(1, 1);
    rig.run(sender(from));
    arrived_once(&rig, from).await;
}

#[tokio::test]
async fn a_sent_message_arrives_once_through_a_crash_at_any_request() {
    for crash_at in 0..REQUESTS_MAX {
        for heard in [false, true] {
            let mut rig = Rig::new().await;
            let from = instance(1, 1);
            rig.submit(sender(from));
            for _ in 0..crash_at {
                rig.pump_one();
            }
            if heard {
                rig.crash_unheard();
            }
            let mut later = Rig::on(rig.store.clone());
            drop(rig);
            later.tick();
            later.pump();
            later.run(sender(from));
            arrived_once(&later, from).await;
        }
    }
}
