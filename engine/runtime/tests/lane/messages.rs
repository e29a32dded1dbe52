//! Messages meet subscriptions, start instances, wait or find nobody.

use crate::rig::{Rig, claim, complete, hours, instance, morning, start, task};
use jiff::Timestamp;
use mingjing_core::{
    event::Event,
    ids::{InstanceId, Tenant},
};
use mingjing_runtime::{
    lane::Answer,
    store::{MailboxKey, Message},
};

pub fn reply(key: &str) -> MailboxKey {
    MailboxKey { tenant: Tenant(1), name: "reply".to_owned(), key: key.to_owned() }
}

pub fn message(id: &str, expires_at: Option<Timestamp>) -> Message {
    Message { id: id.to_owned(), body: br#"{"m":{}}"#.to_vec(), at: morning(), expires_at, salt: [4; 16], from: None }
}

fn later() -> Option<Timestamp> {
    Some(morning() + hours(100))
}

/// A case that has come to its message.
fn await_reply(rig: &mut Rig, one: InstanceId, code: &str) {
    let number = one.uuid.as_u128() * 1_000;
    rig.run(start(one, code));
    rig.run(claim(number + 1, "zhang", one, task(1)));
    assert!(matches!(rig.run(complete(number + 2, "zhang", one, task(2))), Answer::Done { .. }));
}

fn correlated(rig: &Rig, one: InstanceId) -> Vec<String> {
    let message =
        |event: Event| if let Event::MessageCorrelated { message, .. } = event { Some(message) } else { None };
    rig.events(one).into_iter().filter_map(message).collect()
}

#[tokio::test]
async fn a_message_meets_its_subscription() {
    let mut rig = Rig::new().await;
    let (one, other) = (instance(1, 1), instance(1, 2));
    await_reply(&mut rig, one, "A");
    await_reply(&mut rig, other, "B");
    let answer = rig.post(reply("B"), message("m1", None));
    assert_eq!(answer, Answer::Delivered { instance: other, seq: 4 });
    assert_eq!(correlated(&rig, other), ["m1"]);
    assert_eq!(correlated(&rig, one), Vec::<String>::new());
}

#[tokio::test]
async fn a_message_that_nobody_awaits_is_dropped_or_kept() {
    let mut rig = Rig::new().await;
    assert_eq!(rig.post(reply("A"), message("m1", None)), Answer::NoReceiver);
    assert_eq!(rig.post(reply("A"), message("m2", later())), Answer::Kept);
    assert_eq!(rig.post(reply("A"), message("m2", later())), Answer::Known);
}

#[tokio::test]
async fn a_kept_message_is_delivered_when_its_subscription_opens() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    for id in ["m1", "m2"] {
        rig.post(reply("A"), message(id, later()));
    }
    await_reply(&mut rig, one, "A");
    assert_eq!(correlated(&rig, one), ["m1"], "one message, one subscription, the oldest first");
    assert_eq!(rig.post(reply("A"), message("m1", later())), Answer::Known);
    assert!(rig.is_idle());
}

#[tokio::test]
async fn a_kept_message_dies() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.post(reply("A"), message("m1", Some(morning() + hours(1))));
    rig.now += hours(1);
    await_reply(&mut rig, one, "A");
    assert_eq!(correlated(&rig, one), Vec::<String>::new());
}

#[tokio::test]
async fn a_match_that_a_crash_forgot_is_found_by_the_scan() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.post(reply("A"), message("m1", later()));
    rig.run(start(one, "A"));
    rig.run(claim(11, "zhang", one, task(1)));
    rig.submit(complete(12, "zhang", one, task(2)));
    while rig.store.state().instances[&one].0 < 3 {
        assert!(rig.pump_one());
    }
    let mut later = Rig::on(rig.store.clone());
    assert_eq!(correlated(&later, one), Vec::<String>::new());
    later.advance(hours(0));
    assert_eq!(correlated(&later, one), ["m1"]);
}

#[tokio::test]
async fn a_message_starts_a_process_once() {
    let mut rig = Rig::new().await;
    let tip = MailboxKey { tenant: Tenant(1), name: "tip".to_owned(), key: String::new() };
    let Answer::Delivered { instance, seq: 1 } = rig.post(tip.clone(), message("m1", None)) else {
        panic!("it starts a case: {:?}", rig.answers)
    };
    assert_eq!(rig.post(tip.clone(), message("m1", None)), Answer::Known);
    assert!(
        matches!(rig.post(tip, message("m2", None)), Answer::Delivered { instance: other, .. } if other != instance)
    );
    assert_eq!(rig.verify().await.finding, None);
}

#[tokio::test]
async fn a_body_that_is_no_value_is_rejected() {
    let mut rig = Rig::new().await;
    let broken = Message { body: b"{".to_vec(), ..message("m1", None) };
    assert!(matches!(rig.post(reply("A"), broken), Answer::Rejected(rejection) if rejection.code == "MJ6022"));
}
