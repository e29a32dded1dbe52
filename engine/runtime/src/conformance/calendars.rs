//! Calendars on their way to the cases.

use super::{
    Checked,
    hand::{Hand, same, told},
    sample::{case, clock, instance, moment, new_calendar},
    screens::{put, puts},
};
use crate::store::read::{NewCalendar, RecountSlice};
use mingjing_core::{
    ids::Key,
    rows::{CaseRow, ClockRow, Row, TimerRow},
};
use mingjing_model::definition::LimitKind;

pub(super) async fn a_calendar_is_carried_to_the_cases_in_slices(hand: &mut Hand) -> Checked {
    let (quiet, late, timed) = (instance(1, 1), instance(1, 2), instance(2, 1));
    let lapses = |instance, seconds| ClockRow {
        lapses_at: moment(seconds),
        running: true,
        provisional: false,
        ..clock(instance, LimitKind::Promised)
    };
    let still = |instance| CaseRow { next_card_at: None, ..case(instance) };
    put(hand, quiet, 1, puts([Row::Case(still(quiet)), Row::Clock(lapses(quiet, 10))])).await?;
    put(hand, late, 1, puts([Row::Case(still(late)), Row::Clock(lapses(late, 50))])).await?;
    let timer = TimerRow { instance: timed, key: Key::new(7), due_at: moment(60), occurrence: 1 };
    put(hand, timed, 1, puts([Row::Case(still(timed)), Row::Timer(timer)])).await?;
    let reads = &hand.reads;
    same("nothing is under way", &reads.recount_open().await.map_err(told)?, &None)?;
    reads.calendar_put(&new_calendar("cn", "1", "{}")).await.map_err(told)?;
    let new = NewCalendar { changed_from: Some(moment(20)), ..new_calendar("cn", "2", "{\"a\":1}") };
    reads.calendar_put(&new).await.map_err(told)?;
    reads.calendar_put(&new).await.map_err(told)?;
    let open = reads.recount_open().await.map_err(told)?.ok_or("a version is under way")?;
    same("from", &(open.changed_from, open.after, open.scanned), &(moment(20), None, 0))?;
    let first = reads.recount_slice(open.changed_from, open.after, 2).await.map_err(told)?;
    same("first", &first, &RecountSlice { instances: vec![late], scanned: 2, through: Some(late) })?;
    reads.recount_advance(open.filed, &first, moment(70)).await.map_err(told)?;
    let open = reads.recount_open().await.map_err(told)?.ok_or("it is still under way")?;
    same("how far", &(open.after, open.scanned), &(Some(late), 2))?;
    let last = reads.recount_slice(open.changed_from, open.after, 2).await.map_err(told)?;
    same("last", &last, &RecountSlice { instances: vec![timed], scanned: 1, through: None })?;
    reads.recount_advance(open.filed, &last, moment(80)).await.map_err(told)?;
    same("done", &reads.recount_open().await.map_err(told)?, &None)?;
    let listed = reads.calendar_list().await.map_err(told)?;
    let brief: Vec<_> = listed.iter().map(|info| (info.version.as_str(), info.recount.is_some())).collect();
    same("versions, newest first", &brief, &vec![("2", true), ("1", false)])?;
    let done = listed[0].recount.as_ref().map(|recount| (recount.scanned, recount.done_at));
    same("all of it", &done, &Some((3, Some(moment(80)))))
}
