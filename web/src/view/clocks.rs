//! The clocks of a case: how they stand now, and what happened to them.

use super::{
    dossier::Dossier,
    limits::{self, Counted},
    shapes::{self, Happened, Ref},
    words,
};
use crate::{app::App, calendars, http::problem::Answer};
use mingjing_clock::{Calendar, moments};
use mingjing_core::{event::EventTime, state::ClockState};
use mingjing_model::definition::ClockIx;
use std::collections::BTreeSet;

/// All clocks that have started.
///
/// # Errors
/// Those of the store.
pub async fn clocks(app: &App, dossier: &Dossier) -> Answer<Vec<shapes::Clock>> {
    if dossier.instance.clocks.is_empty() {
        return Ok(Vec::new());
    }
    let calendar = calendars::of_process(app, dossier.pinned.definition()).await?;
    Ok(dossier.instance.clocks.iter().map(|(ix, state)| clock(app, dossier, &calendar, *ix, state)).collect())
}

fn clock(app: &App, dossier: &Dossier, calendar: &Calendar, ix: ClockIx, state: &ClockState) -> shapes::Clock {
    let definition = dossier.pinned.definition();
    let clock = &definition.clocks[ix.index()];
    let paused = dossier.instance.paused_by(ix, clock);
    let now = app.clock.now();
    let ledger = mingjing_core::clock_ledger(definition, &dossier.instance, ix, calendar, now).ok().flatten();
    let counted = Counted { dossier, calendar, now, ledger, stopped: state.stopped, paused: !paused.is_empty() };
    shapes::Clock {
        id: clock.id.clone(),
        title: clock.title.clone(),
        basis: clock.basis.clone(),
        started: state.started.into(),
        stopped: state.stopped.map(Into::into),
        running: state.stopped.is_none(),
        paused: paused.into_iter().map(|pause| words::pause(definition, pause)).collect(),
        happened: happened(dossier, calendar, ix, state),
        limits: state.limits.iter().map(|limit| limits::of_clock(&counted, ix, limit)).collect(),
    }
}

/// The pauses and extensions of a clock in the order of their days. A pause that was over before the clock started left no
/// day out, and is not told.
fn happened(dossier: &Dossier, calendar: &Calendar, ix: ClockIx, state: &ClockState) -> Vec<Happened> {
    let definition = dossier.pinned.definition();
    let day = |at: EventTime| match at {
        EventTime::On(day) => day,
        EventTime::At(moment) => moments::civil_date_of(moment, calendar),
    };
    let of_clock = dossier.instance.pauses.values().filter(|pause| {
        definition.clocks[ix.index()].pauses.contains(&pause.pause)
            && pause.last.is_none_or(|last| day(last) >= day(state.started))
    });
    let pauses = of_clock.map(|pause| {
        let filed = &definition.pauses[pause.pause.index()];
        let ended = pause.last.map(day);
        let to = ended.map(|ended| if filed.until_day_before { ended.yesterday().unwrap_or(ended) } else { ended });
        Happened::Paused { by: words::pause(definition, pause.pause), from: day(pause.first), to }
    });
    let granted = dossier.instance.extended.get(&ix).into_iter().flatten();
    let extensions = granted.map(|granted| Happened::Extended { by: limits::term(granted.by), on: day(granted.at) });
    let mut happened: Vec<Happened> = pauses.chain(extensions).collect();
    happened.sort_by_key(Happened::day);
    happened
}

/// What pauses the clocks of the case now, each once.
pub fn paused(dossier: &Dossier) -> Vec<Ref> {
    let definition = dossier.pinned.definition();
    let clocks = definition.clocks.iter().enumerate();
    let by: BTreeSet<_> = clocks.flat_map(|(ix, clock)| dossier.instance.paused_by(ClockIx::at(ix), clock)).collect();
    by.into_iter().map(|pause| words::pause(definition, pause)).collect()
}
