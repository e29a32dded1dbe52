//! Processes that begin by time.

use super::{
    Checked,
    hand::{Hand, same, told, writes},
    sample::{instance, moment},
};
use crate::store::{Occurred, Reply, Request, Schedule, Writes, read::FiledBundle};
use mingjing_core::ids::{Hash, Tenant};
use mingjing_model::definition::Cycle;

fn schedule(n: u8, start: &str, cron: &str, at: i64) -> Result<Schedule, String> {
    let recurrence = cron.parse().map_err(|error| format!("{error}"))?;
    Ok(Schedule {
        organ: "scjg".to_owned(),
        bundle: Hash([n; 32]),
        process: "巡查".to_owned(),
        start: start.to_owned(),
        cycle: Cycle { recurrence, catch_up_all: n == 2 },
        timezone: "Asia/Shanghai".to_owned(),
        next_at: moment(at),
    })
}

async fn file(hand: &Hand, n: u8, schedules: Vec<Schedule>) -> Checked {
    let bundle = FiledBundle {
        hash: Hash([n; 32]),
        organ: "scjg".to_owned(),
        bytes: vec![n],
        by: "legal".to_owned(),
        reason: "first".to_owned(),
        at: moment(0),
        schedules,
    };
    hand.reads.bundle_file(&bundle).await.map_err(told)
}

/// What begins by this moment.
async fn due(hand: &mut Hand, at: i64) -> Result<Vec<(Tenant, Schedule)>, String> {
    let scan = Request::DueScan { now: moment(at), low_water: Some(moment(at)), limit: 2 };
    match hand.request(scan).await? {
        Reply::DueItems { starts, .. } => Ok(starts),
        other => Err(format!("expected DueItems, got {other:?}")),
    }
}

fn occurred(start: &str, at: i64, next: Option<i64>) -> Occurred {
    Occurred {
        tenant: Tenant(1),
        process: "巡查".to_owned(),
        start: start.to_owned(),
        at: moment(at),
        next_at: next.map(moment),
    }
}

pub(super) async fn what_begins_by_time_is_due_until_its_occurrence_is_taken(hand: &mut Hand) -> Checked {
    let all = [("a", 30), ("b", 10), ("c", 20), ("d", 90)];
    let all = all.map(|(start, at)| schedule(1, start, "0 0 9 * * *", at));
    let [a, b, c, d] = all;
    let (a, b, c) = (a?, b?, c?);
    file(hand, 1, vec![a.clone(), b.clone(), c.clone(), d?]).await?;
    same("not yet", &due(hand, 9).await?, &Vec::new())?;
    same("earliest first", &due(hand, 40).await?, &vec![(Tenant(1), b.clone()), (Tenant(1), c.clone())])?;
    let taken = vec![occurred("b", 10, Some(100)), occurred("c", 20, None), occurred("a", 29, Some(200))];
    let one = instance(1, 1);
    hand.begin(&[(one, None)]).await?;
    hand.commit(Writes { occurred: taken, ..writes(&[(one, 1)]) }).await?;
    same("what another has moved on stays", &due(hand, 40).await?, &vec![(Tenant(1), a)])?;
    hand.begin(&[]).await?;
    hand.commit(Writes { occurred: vec![occurred("a", 30, None)], ..Writes::default() }).await?;
    same("the next one", &due(hand, 99).await?.len(), &1)?;
    let b = Schedule { next_at: moment(100), ..b };
    same("moved", &due(hand, 100).await?.last().cloned(), &Some((Tenant(1), b)))
}

pub(super) async fn a_newer_bundle_replaces_the_schedules_of_its_organ(hand: &mut Hand) -> Checked {
    file(hand, 1, vec![schedule(1, "a", "0 0 9 * * *", 10)?, schedule(1, "b", "0 0 9 * * *", 10)?]).await?;
    file(hand, 3, vec![schedule(3, "a", "0 0 9 * * *", 50)?]).await?;
    let kept = vec![(Tenant(1), schedule(3, "a", "0 0 9 * * *", 10)?)];
    same("one that comes as before keeps its next occurrence", &due(hand, 60).await?, &kept)?;
    file(hand, 1, vec![schedule(1, "b", "0 0 9 * * *", 10)?]).await?;
    same("a bundle that was filed before changes nothing", &due(hand, 60).await?, &kept)?;
    file(hand, 5, vec![schedule(5, "a", "0 0 8 * * *", 55)?]).await?;
    same("another expression is planned anew", &due(hand, 54).await?, &Vec::new())?;
    file(hand, 7, Vec::new()).await?;
    same("none is left", &due(hand, 1_000).await?, &Vec::new())
}
