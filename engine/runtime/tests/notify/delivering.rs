//! Attempts, incidents, digests.

use crate::house::{House, at, to};
use jiff::SignedDuration;
use mingjing_core::ids::PersonId;
use mingjing_model::definition::CardLevel::{Red, Yellow};
use mingjing_runtime::{
    notify::{ATTEMPTS_MAX, Failure},
    store::read::{Lines, Notices},
};
use std::collections::BTreeSet;

fn organs() -> [String; 1] {
    ["city".to_owned()]
}

#[tokio::test]
async fn a_message_is_tried_with_growing_waits_and_then_somebody_has_to_see_to_it() {
    let house = House::new().await;
    house.sms.say(Err(Failure::Later { code: "MJ6221", detail: String::new() }));
    house.raise(1, "now", Yellow, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    let (mut now, mut ids) = (at("2026-03-03T09:00"), BTreeSet::new());
    let mut attempts = Vec::new();
    for _ in 0..40 * 60 {
        house.notifier.deliver(now).await.expect("delivers");
        for message in house.sms.take() {
            ids.insert(message.id);
            attempts.push(now);
        }
        now += SignedDuration::from_mins(1);
    }
    let waits: Vec<i64> = attempts.windows(2).map(|pair| pair[1].duration_since(pair[0]).as_mins()).collect();
    assert_eq!(waits, [1, 5, 30, 240, 1_200]);
    assert_eq!((attempts.len(), ids.len()), (ATTEMPTS_MAX as usize, 1), "one id at all attempts");
    let incidents = house.store.notice_incidents(&organs(), 10).await.expect("lists");
    assert_eq!((incidents[0].code.as_str(), incidents[0].person.as_ref()), ("MJ6221", Some(&PersonId::new("zhang"))));
    house.sms.say(Ok(()));
    house.store.notice_retry(&incidents[0].stuck, &organs(), now).await.expect("retries");
    assert_eq!(house.notifier.deliver(now).await.expect("delivers"), 1);
    assert!(ids.contains(&house.sms.take()[0].id), "the other side can tell that it is the same");
    assert!(house.store.notice_incidents(&organs(), 10).await.expect("lists").is_empty());
}

#[tokio::test]
async fn what_is_refused_is_not_tried_again() {
    let house = House::new().await;
    house.sms.say(Err(Failure::Refused { code: "MJ6222", detail: String::new() }));
    house.raise(1, "now", Yellow, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    house.deliver("2026-03-03T09:00").await;
    assert_eq!(house.store.notice_incidents(&organs(), 10).await.expect("lists").len(), 1);
    house.deliver("2026-03-04T09:00").await;
    assert_eq!(house.sms.take().len(), 1);
}

#[tokio::test]
async fn who_cannot_be_reached_is_asked_once_and_does_not_hold_up_the_other_way() {
    let house = House::new().await;
    house.mail.say(Err(Failure::Unreachable { code: "MJ6210", detail: String::new() }));
    house.raise(1, "red", Red, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    assert_eq!(house.deliver("2026-03-03T09:00").await, 2, "the text messages");
    assert_eq!((house.mail.take().len(), house.sms.take().len()), (1, 2));
    house.mail.say(Ok(()));
    assert_eq!(house.deliver("2026-03-03T09:01").await, 2);
}

#[tokio::test]
async fn a_message_whose_fate_was_not_noted_goes_out_again_under_its_id() {
    let house = House::new().await;
    house.raise(1, "now", Yellow, Some("zhang"));
    let before = house.store.copy();
    house.tell("2026-03-03T09:00").await;
    house.deliver("2026-03-03T09:00").await;
    // The process dies before it has noted anything: the store is as it was.
    let ways: Vec<std::sync::Arc<dyn mingjing_runtime::notify::Way>> = vec![house.sms.clone()];
    let again = mingjing_runtime::notify::Notifier::new(std::sync::Arc::new(before), ways, None);
    again.tell(at("2026-03-03T09:01")).await.expect("tells");
    again.deliver(at("2026-03-03T09:01")).await.expect("delivers");
    let sent = house.sms.take();
    assert_eq!((sent.len(), &sent[0].id), (2, &sent[1].id));
}

#[tokio::test]
async fn what_is_not_red_goes_out_once_a_day_in_one_and_only_what_is_unread() {
    let house = House::new().await;
    for number in 1..=3 {
        house.raise(number, "yellow", Yellow, Some("zhang"));
    }
    house.raise(4, "red", Red, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    assert_eq!(house.list("zhang").await.len(), 4, "in the app each stands at once");
    house.deliver("2026-03-03T17:00").await;
    assert_eq!(to(&house.mail.take()), ["jian", "zhang"], "red does not wait");
    house.sms.take();
    let first = house.list("zhang").await.last().map(|line| line.id).expect("a line");
    house
        .store
        .inbox_read(&PersonId::new("zhang"), &Lines::These(vec![first]), at("2026-03-03T17:00"))
        .await
        .expect("reads");
    let all = Lines::UpTo(u64::from(u32::MAX));
    house.store.inbox_read(&PersonId::new("wang"), &all, at("2026-03-03T17:00")).await.expect("reads");
    house.deliver("2026-03-04T08:39").await;
    assert!(house.mail.take().is_empty());
    house.deliver("2026-03-04T08:40").await;
    let (mail, sms) = (house.mail.take(), house.sms.take());
    assert_eq!((to(&mail), mail[0].subject.as_str()), (vec!["zhang"], "2 条"), "who has read all gets none");
    assert!(mail[0].body.starts_with("2026年3月4日 08:40 · 黄牌：临近，核查"), "{}", mail[0].body);
    assert_eq!(sms.iter().map(|message| message.body.as_str()).collect::<Vec<_>>(), ["2 条未读"]);
    house.deliver("2026-03-05T08:40").await;
    assert!(house.mail.take().is_empty(), "once");
}

#[tokio::test]
async fn who_has_no_address_has_the_list_in_the_app() {
    let house = House::new().await;
    house.reached("zhang", None, None).await;
    house.raise(1, "now", Yellow, Some("zhang"));
    assert_eq!(house.tell("2026-03-03T09:00").await, 1);
    assert_eq!(house.deliver("2026-03-03T09:00").await, 0);
    assert_eq!(house.list("zhang").await.len(), 1);
    // An address that is gone by the time of the attempt.
    house.reached("zhang", None, Some("13800000000")).await;
    house.raise(2, "now", Yellow, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    house.reached("zhang", None, None).await;
    house.deliver("2026-03-03T09:00").await;
    assert_eq!(house.store.notice_incidents(&organs(), 10).await.expect("lists")[0].code, "MJ6202");
}
