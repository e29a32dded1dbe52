//! Timers and cards.

use crate::rig::{Rig, claim, complete, hours, instance, start, task};
use mingjing_core::event::Event;
use mingjing_runtime::lane::Answer;

fn count(rig: &Rig, instance: mingjing_core::ids::InstanceId, wanted: fn(&Event) -> bool) -> usize {
    rig.events(instance).iter().filter(|event| wanted(event)).count()
}

fn fired(event: &Event) -> bool {
    matches!(event, Event::TimerFired { .. })
}

#[tokio::test]
async fn a_timer_fires_once_and_not_early() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    rig.advance(hours(1) - jiff::SignedDuration::from_micros(1));
    assert_eq!(count(&rig, one, fired), 0);
    rig.advance(jiff::SignedDuration::from_micros(1));
    assert_eq!(count(&rig, one, fired), 1);
    for _ in 0..3 {
        rig.advance(hours(1));
    }
    assert_eq!(count(&rig, one, fired), 1);
    assert_eq!(rig.verify().await.finding, None);
}

#[tokio::test]
async fn timers_of_many_cases_fire_once_each() {
    let mut rig = Rig::new().await;
    for number in 1..=1_200 {
        rig.submit(start(instance(1, number), "A"));
    }
    rig.pump();
    rig.advance(hours(1));
    for number in 1..=1_200 {
        assert_eq!(count(&rig, instance(1, number), fired), 1, "case {number}");
    }
    assert!(rig.is_idle());
}

#[tokio::test]
async fn a_new_lane_fires_what_the_old_one_left() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    let mut later = Rig::on(rig.store.clone());
    later.advance(hours(2));
    assert_eq!(count(&later, one, fired), 1);
}

#[tokio::test]
async fn a_card_is_raised_when_the_limit_is_over() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    let raised = |event: &Event| matches!(event, Event::CardRaised { .. });
    rig.advance(hours(24 * 7));
    assert_eq!(count(&rig, one, raised), 0, "the fifth working day has not ended");
    rig.advance(hours(24));
    assert_eq!(count(&rig, one, raised), 1);
    rig.advance(hours(24));
    assert_eq!(count(&rig, one, raised), 1);
}

#[tokio::test]
async fn a_timer_that_is_armed_later_fires_too() {
    let mut rig = Rig::new().await;
    let one = instance(1, 1);
    rig.run(start(one, "A"));
    rig.advance(hours(5));
    rig.run(claim(11, "zhang", one, task(1)));
    assert_eq!(rig.run(complete(12, "zhang", one, task(2))), Answer::Done { seq: 4 });
    let message = crate::messages::message("m1", None);
    assert!(matches!(rig.post(crate::messages::reply("A"), message), Answer::Delivered { seq: 5, .. }));
    rig.advance(hours(2));
    let ended = |event: &Event| matches!(event, Event::InstanceEnded { .. });
    assert_eq!((count(&rig, one, fired), count(&rig, one, ended)), (2, 1));
    assert_eq!(rig.verify().await.finding, None);
}
