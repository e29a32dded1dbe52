//! Processes that begin by time, and timers that come again and again.

use crate::rig::{Rig, hours, morning};
use jiff::{SignedDuration, Timestamp};
use mingjing_core::{
    event::Event,
    ids::{Hash, InstanceId, Tenant},
};
use mingjing_model::definition::Cycle;
use mingjing_runtime::{
    sim::Mishap,
    store::{
        ErrorKind, Request, Schedule,
        read::{Bundles, FiledBundle},
    },
};
use proptest::prelude::*;

const HASH: Hash = Hash([6; 32]);

fn schedule(cron: &str, catch_up_all: bool) -> Schedule {
    Schedule {
        organ: "one".to_owned(),
        bundle: HASH,
        process: "round".to_owned(),
        start: "begin".to_owned(),
        cycle: Cycle { recurrence: cron.parse().expect("an expression"), catch_up_all },
        timezone: "Asia/Shanghai".to_owned(),
        next_at: "2026-03-02T10:00:00+08:00".parse().expect("a moment"),
    }
}

async fn file(rig: &Rig, hash: Hash, schedules: Vec<Schedule>) {
    let bundle = FiledBundle {
        hash,
        organ: "one".to_owned(),
        bytes: vec![1],
        by: "legal".to_owned(),
        reason: "test".to_owned(),
        at: morning(),
        schedules,
    };
    rig.store.bundle_file(&bundle).await.expect("files");
}

async fn filed(cron: &str, catch_up_all: bool) -> Rig {
    let rig = Rig::new().await;
    file(&rig, HASH, vec![schedule(cron, catch_up_all)]).await;
    rig
}

/// The rounds that were begun, with their moments.
fn begun(rig: &Rig) -> Vec<(InstanceId, Timestamp)> {
    let state = rig.store.state();
    let lines = state.log.get(&Tenant(1)).into_iter().flatten().filter(|line| line.seq == 1);
    lines.map(|line| (line.instance, line.entry_at)).collect()
}

fn hour(hours: i64) -> Timestamp {
    morning() + SignedDuration::from_hours(hours)
}

#[tokio::test]
async fn each_occurrence_starts_one_instance_at_its_time() {
    let mut rig = filed("0 0 * * * *", false).await;
    for _ in 0..6 {
        rig.advance(SignedDuration::from_mins(30));
        rig.tick();
        rig.pump();
    }
    let times: Vec<_> = begun(&rig).into_iter().map(|(_, at)| at).collect();
    assert_eq!(times, [hour(1), hour(2), hour(3)]);
    assert_eq!(rig.verify().await.finding, None);
}

#[tokio::test]
async fn occurrences_that_were_missed_collapse_to_one() {
    let mut rig = filed("0 0 * * * *", false).await;
    rig.advance(hours(5) + SignedDuration::from_mins(10));
    assert_eq!(begun(&rig).len(), 1);
    rig.advance(hours(1));
    let times: Vec<_> = begun(&rig).into_iter().map(|(_, at)| at).collect();
    assert_eq!(times, [hour(5) + SignedDuration::from_mins(10), hour(6) + SignedDuration::from_mins(10)]);
}

#[tokio::test]
async fn occurrences_that_were_missed_are_made_up_for_where_the_definition_says_so() {
    let mut rig = filed("0 0 * * * *", true).await;
    rig.advance(hours(5));
    assert_eq!(begun(&rig).len(), 5);
    assert!(rig.is_idle());
}

#[tokio::test]
async fn after_the_last_occurrence_nothing_begins() {
    let mut rig = filed("0 0 10 2 3 * 2026", false).await;
    rig.advance(hours(1));
    rig.advance(hours(24 * 366));
    assert_eq!(begun(&rig).len(), 1);
    assert!(rig.store.state().schedules.is_empty());
}

#[tokio::test]
async fn a_newer_bundle_takes_the_schedules_over_and_leaves_no_occurrence_out() {
    let mut rig = filed("0 0 * * * *", false).await;
    rig.now = hour(3);
    let newer = Schedule { bundle: Hash([7; 32]), next_at: hour(4), ..schedule("0 0 * * * *", false) };
    file(&rig, Hash([7; 32]), vec![newer]).await;
    rig.tick();
    rig.pump();
    assert_eq!(begun(&rig).len(), 1, "what was due before the newer bundle came begins on it");
    let other = Schedule { bundle: Hash([8; 32]), next_at: hour(24), ..schedule("0 0 9 * * *", false) };
    file(&rig, Hash([8; 32]), vec![other]).await;
    rig.advance(hours(5));
    assert_eq!(begun(&rig).len(), 1, "another expression is planned anew");
    file(&rig, Hash([9; 32]), Vec::new()).await;
    rig.advance(hours(72));
    assert_eq!(begun(&rig).len(), 1, "a bundle without the process begins nothing");
}

#[tokio::test]
async fn a_timer_that_comes_again_fires_at_each_occurrence_until_its_task_ends() {
    let mut rig = filed("0 0 * * * *", false).await;
    rig.advance(hours(1));
    let (instance, _) = begun(&rig)[0];
    for _ in 0..6 {
        rig.advance(SignedDuration::from_mins(10));
    }
    let armed = |event: &Event| match event {
        Event::TimerArmed { key, occurrence, .. } => Some((*key, *occurrence)),
        _ => None,
    };
    let occurrences: Vec<_> = rig.events(instance).iter().filter_map(armed).collect();
    let (key, _) = occurrences[0];
    assert_eq!(occurrences, (1..=4).map(|occurrence| (key, occurrence)).collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn each_occurrence_starts_once_through_crashes(
        crashes in prop::collection::vec((0..9usize, 0..90i64), 0..8),
        mishaps in prop::collection::vec(0..5u8, 0..6),
        catch_up in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let rig = filed("0 0/20 * * * *", catch_up).await;
            let (store, mut now) = (rig.store.clone(), rig.now);
            for (crash, minutes) in crashes {
                let mut lane = Rig::on(store.clone());
                now += SignedDuration::from_mins(minutes);
                lane.now = now;
                lane.tick();
                for _ in 0..crash {
                    lane.pump_one();
                }
                lane.crash_unheard();
            }
            let mut last = Rig::on(store.clone());
            last.now = now;
            let mut mishaps = mishaps.into_iter();
            last.mishaps(Box::new(move |request| match (mishaps.next()?, request) {
                (0, _) => Some(Mishap::Fails(ErrorKind::Unavailable)),
                (1, Request::Commit(_)) => Some(Mishap::CommitsUnheard),
                (2, Request::Commit(_)) => Some(Mishap::LostUnheard),
                _ => None,
            }));
            for _ in 0..8 {
                last.advance(SignedDuration::from_mins(20));
            }
            let rounds = begun(&last);
            let next = store.state().schedules[0].1.next_at;
            prop_assert!(next > last.now, "the next occurrence is planned");
            let first = hour(1);
            let due = ((last.now.duration_since(first)).as_mins() / 20 + 1).max(0);
            let due = usize::try_from(due).expect("few");
            if catch_up {
                prop_assert_eq!(rounds.len(), due, "each occurrence once");
            } else {
                prop_assert!(rounds.len() <= due, "none twice: {} of {due}", rounds.len());
                prop_assert!(due == 0 || !rounds.is_empty(), "what is due has begun");
            }
            prop_assert!(rounds.iter().all(|(_, at)| *at >= first), "none early");
            prop_assert_eq!(last.verify().await.finding, None);
            Ok(())
        })?;
    }
}
