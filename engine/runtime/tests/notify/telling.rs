//! Who is told, when, and in which words.

use crate::house::{House, at, to};
use mingjing_core::ids::PersonId;
use mingjing_model::definition::CardLevel::{Red, Yellow};
use mingjing_runtime::store::read::Notices;

#[tokio::test]
async fn a_card_of_the_night_is_told_when_work_begins() {
    let house = House::new().await;
    house.raise(1, "red", Red, Some("zhang"));
    assert_eq!(house.tell("2026-03-03T00:00").await, 0);
    assert!(house.list("zhang").await.is_empty());
    assert_eq!(house.tell("2026-03-03T08:29").await, 0);
    assert_eq!(house.tell("2026-03-03T08:30").await, 1);
    let list = house.list("zhang").await;
    assert_eq!(list[0].zh, "红牌：超期，核查，案〔2026〕1号");
    assert_eq!((list[0].en.as_deref(), list[0].at), (Some("red card: Over, Check"), at("2026-03-03T08:30")));
    assert_eq!(house.tell("2026-03-03T08:31").await, 0, "told once");
}

#[tokio::test]
async fn a_rule_that_says_at_once_does_not_wait() {
    let house = House::new().await;
    house.raise(1, "now", Yellow, Some("zhang"));
    assert_eq!(house.tell("2026-03-07T03:00").await, 1, "a Saturday, at night");
    assert_eq!(house.deliver("2026-03-07T03:00").await, 1);
    assert_eq!(house.sms.take().len(), 1);
}

#[tokio::test]
async fn a_weekend_and_a_holiday_are_no_working_hours_and_a_makeup_day_is() {
    for (seen, told) in [("2026-03-06T18:00", "2026-03-09T08:30"), ("2026-05-01T10:00", "2026-05-06T08:30")] {
        let house = House::new().await;
        house.raise(1, "red", Red, Some("zhang"));
        assert_eq!(house.tell(seen).await, 0);
        assert_eq!(house.tell(told).await, 1, "raised {seen}");
    }
    let house = House::new().await;
    house.raise(1, "red", Red, Some("zhang"));
    assert_eq!(house.tell("2026-05-09T10:00").await, 1, "a Saturday that is worked");
}

async fn told(house: &House) -> Vec<&'static str> {
    let mut told = Vec::new();
    for person in ["zhang", "li", "wang", "chen", "jian", "ben"] {
        if !house.list(person).await.is_empty() {
            told.push(person);
        }
    }
    told
}

#[tokio::test]
async fn whoever_holds_the_task_is_told_and_else_all_who_may_claim_it() {
    let house = House::new().await;
    house.raise(1, "yellow", Yellow, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    assert_eq!(told(&house).await, ["zhang", "wang"]);
    // Nobody holds it: `li` may not claim it, `chen` works elsewhere.
    let house = House::new().await;
    house.raise(1, "red", Red, None);
    house.tell("2026-03-03T09:00").await;
    assert_eq!(told(&house).await, ["zhang", "jian"]);
}

#[tokio::test]
async fn who_stands_in_on_that_day_is_told_too_and_who_may_not_act_is_not() {
    let house = House::new().await;
    house.person("ben", "other", None, true).await;
    house.stands_in("ben", "zhang").await;
    house.person("wang", "head", Some("food"), false).await;
    house.raise(1, "yellow", Yellow, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    assert_eq!(told(&house).await, ["zhang", "ben"]);
    let house = House::new().await;
    house.person("ben", "other", None, true).await;
    house.stands_in("ben", "zhang").await;
    house.raise(1, "yellow", Yellow, Some("zhang"));
    house.tell("2026-03-09T09:00").await;
    assert_eq!(told(&house).await, ["zhang", "wang"], "the days of the stand-in are over");
}

#[tokio::test]
async fn a_notice_that_finds_nobody_waits_for_somebody_to_see_to_it() {
    let house = House::new().await;
    house.person("zhang", "handler", Some("food"), false).await;
    house.raise(1, "now", Yellow, Some("zhang"));
    assert_eq!(house.tell("2026-03-03T09:00").await, 0);
    let organs = ["city".to_owned()];
    let incidents = house.store.notice_incidents(&organs, 10).await.expect("lists");
    assert_eq!((incidents.len(), incidents[0].code.as_str()), (1, "MJ6200"));
    house.person("zhang", "handler", Some("food"), true).await;
    house.store.notice_retry(&incidents[0].stuck, &organs, at("2026-03-03T10:00")).await.expect("retries");
    assert_eq!(house.tell("2026-03-03T10:00").await, 1);
    assert!(house.store.notice_incidents(&organs, 10).await.expect("lists").is_empty());
}

#[tokio::test]
async fn a_message_is_in_the_language_of_its_reader_and_a_text_message_says_nothing_of_the_case() {
    let house = House::new().await;
    house.person("wang", "watch", None, true).await;
    house.raise(1, "red", Red, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    house.deliver("2026-03-03T09:00").await;
    let mail = house.mail.take();
    assert_eq!(to(&mail), ["jian", "wang", "zhang"]);
    let link = "https://mj.example/cases/pi_1-00000000-0000-0000-0000-000000000007";
    assert_eq!(
        (mail[1].subject.as_str(), mail[1].body.as_str()),
        ("red card 案〔2026〕1号", format!("City Food 3 March 2026 {link}").as_str())
    );
    assert_eq!(
        (mail[2].subject.as_str(), mail[2].body.as_str()),
        ("红牌 案〔2026〕1号", format!("市局食品处 2026年3月3日 {link}").as_str())
    );
    for text in house.sms.take().iter().map(|message| &message.body) {
        assert!(["市局1件红牌", "City: 1 red card"].contains(&text.as_str()), "{text}");
    }
}

#[tokio::test]
async fn followers_hear_whose_list_has_changed() {
    let house = House::new().await;
    let mut hints = house.notifier.follow();
    house.raise(1, "now", Yellow, Some("zhang"));
    house.tell("2026-03-03T09:00").await;
    assert_eq!(hints.try_recv(), Ok(PersonId::new("zhang")));
}
