//! Versions of calendars and their way to the cases.

use super::{SimStore, ready};
use crate::store::{
    Answered,
    read::{CalendarInfo, Calendars, NewCalendar, Recount, RecountSlice},
};
use jiff::Timestamp;
use mingjing_core::{ids::InstanceId, rows::Row};

impl Calendars for SimStore {
    fn calendar_put<'a>(&'a self, new: &'a NewCalendar<'a>) -> Answered<'a, ()> {
        let mut state = self.state();
        let newest = state.calendars.iter().rev().find(|(info, _)| info.id == new.id);
        if newest.is_some_and(|(info, json)| info.version == new.version && json == new.json) {
            return ready(());
        }
        let filed = state.calendars.len() as u64 + 1;
        let recount = |changed_from| Recount { filed, changed_from, after: None, scanned: 0, done_at: None };
        let (id, version) = (new.id.to_owned(), new.version.to_owned());
        let info = CalendarInfo { id, version, at: new.at, recount: new.changed_from.map(recount) };
        state.calendars.push((info, new.json.to_owned()));
        ready(())
    }

    fn calendar_get<'a>(&'a self, id: &'a str) -> Answered<'a, Option<String>> {
        let state = self.state();
        ready(state.calendars.iter().rev().find(|(info, _)| info.id == id).map(|(_, json)| json.clone()))
    }

    fn calendar_list(&self) -> Answered<'_, Vec<CalendarInfo>> {
        let mut listed: Vec<_> = self.state().calendars.iter().rev().map(|(info, _)| info.clone()).collect();
        listed.sort_by(|one, other| one.id.cmp(&other.id));
        ready(listed)
    }

    fn recount_open(&self) -> Answered<'_, Option<Recount>> {
        let state = self.state();
        let mut recounts = state.calendars.iter().filter_map(|(info, _)| info.recount.as_ref());
        ready(recounts.find(|recount| recount.done_at.is_none()).cloned())
    }

    fn recount_slice(
        &self,
        changed_from: Timestamp,
        after: Option<InstanceId>,
        limit: u32,
    ) -> Answered<'_, RecountSlice> {
        let state = self.state();
        let mut ids: Vec<_> = state.cases().map(|case| case.instance).filter(|id| Some(*id) > after).collect();
        ids.sort();
        let is_last = ids.len() < limit as usize;
        ids.truncate(limit as usize);
        let through = ids.last().copied().filter(|_| !is_last);
        let may_move = |id: InstanceId| {
            let late = |at: Option<Timestamp>| at.is_some_and(|at| at >= changed_from);
            state.rows.values().any(|row| match row {
                Row::Case(row) => row.instance == id && late(row.next_card_at),
                Row::Task(row) => {
                    row.instance == id && (row.due_provisional || late(row.due_at) || late(row.next_card_at))
                }
                Row::Timer(row) => row.instance == id && row.due_at >= changed_from,
                Row::Clock(row) => {
                    row.instance == id && row.running && (row.provisional || row.lapses_at >= changed_from)
                }
                Row::Subscription(_) | Row::Card(_) | Row::Refusal(_) | Row::Incident(_) => false,
            })
        };
        let scanned = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let instances = ids.into_iter().filter(|id| may_move(*id)).collect();
        ready(RecountSlice { instances, scanned, through })
    }

    fn recount_advance<'a>(&'a self, filed: u64, slice: &'a RecountSlice, at: Timestamp) -> Answered<'a, ()> {
        let mut state = self.state();
        let recounts = state.calendars.iter_mut().filter_map(|(info, _)| info.recount.as_mut());
        for recount in recounts.filter(|recount| recount.filed == filed) {
            recount.after = slice.through.or(recount.after);
            recount.scanned += u64::from(slice.scanned);
            recount.done_at = slice.through.is_none().then_some(at);
        }
        ready(())
    }
}
