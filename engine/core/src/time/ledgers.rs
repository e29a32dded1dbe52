//! The ledger of a clock, put together from the state of its instance: for screens, which ask what no event records, such
//! as the day on which a clock that is paused now would end.

use super::{
    day_of,
    limits::{History, start_of},
    pauses,
};
use crate::{event::EventTime, state::Instance};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Calendar, ClockError, Entry, Fact, Ledger, Title};
use mingjing_model::definition::{ClockIx, Definition};

/// The ledger of a clock as it is known now; none before it has started.
///
/// # Errors
/// [`ClockError::EntryOutOfPlace`] when state contradicts itself.
pub fn clock_ledger(
    def: &Definition,
    instance: &Instance,
    clock: ClockIx,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<Option<Ledger>, ClockError> {
    let (Some(filed), Some(state)) = (def.clocks.get(clock.index()), instance.clocks.get(&clock)) else {
        return Ok(None);
    };
    let pauses = instance.pauses.values().filter(|state| filed.pauses.contains(&state.pause)).map(|state| {
        let pause = &def.pauses[state.pause.index()];
        (pauses::title(pause), state.first, state.last.map(|at| pauses::last_day(pause, day_of(at, calendar))))
    });
    let pauses: Vec<(Title, EventTime, Option<Date>)> = pauses.collect();
    let granted = instance.extended.get(&clock).into_iter().flatten();
    let extensions = granted.map(|granted| (granted.by, granted.at)).collect();
    let mut ledger = History { pauses, extensions, ..History::of(state.started) }.ledger(now)?;
    if let Some(at) = state.stopped {
        ledger.add(Entry { fact: Fact::Stopped, at: start_of(at), entered_at: now })?;
    }
    Ok(Some(ledger))
}
