//! Clocks and limits, with the derivation of each date.

use super::{
    dossier::Dossier,
    shapes::{self, Explained, Limit, Ref},
    words,
};
use mingjing_clock::{Explanation, Lang};
use mingjing_core::{
    event::{Event, LimitRun, Subject},
    needs::Pointer,
    state::{ClockState, LimitState},
};
use mingjing_model::definition::{ClockIx, Definition, LimitKind};
use std::collections::BTreeSet;

/// All clocks that have started.
pub fn clocks(dossier: &Dossier) -> Vec<shapes::Clock> {
    let definition = dossier.pinned.definition();
    let clock = |(ix, state): (&ClockIx, &ClockState)| {
        let clock = &definition.clocks[ix.index()];
        shapes::Clock {
            id: clock.id.clone(),
            title: clock.title.clone(),
            basis: clock.basis.clone(),
            started: state.started.into(),
            stopped: state.stopped.map(Into::into),
            running: state.stopped.is_none(),
            paused: dossier
                .instance
                .paused_by(*ix, clock)
                .into_iter()
                .map(|pause| words::pause(definition, pause))
                .collect(),
            limits: state.limits.iter().map(|limit| worded(dossier, Subject::Clock(*ix), limit)).collect(),
        }
    };
    dossier.instance.clocks.iter().map(clock).collect()
}

/// What pauses the clocks of the case now, each once.
pub fn paused(dossier: &Dossier) -> Vec<Ref> {
    let definition = dossier.pinned.definition();
    let clocks = definition.clocks.iter().enumerate();
    let by: BTreeSet<_> = clocks.flat_map(|(ix, clock)| dossier.instance.paused_by(ClockIx::at(ix), clock)).collect();
    by.into_iter().map(|pause| words::pause(definition, pause)).collect()
}

/// A limit in words.
pub fn worded(dossier: &Dossier, subject: Subject, limit: &LimitState) -> Limit {
    Limit {
        kind: limit.kind,
        length: length(dossier, subject, limit.kind),
        last_day: limit.last_day,
        lapses_at: limit.lapses_at,
        provisional: limit.provisional,
        level: limit.card.map(|(_, level)| level),
        explanation: derivation(dossier, limit.explained),
    }
}

fn length(dossier: &Dossier, subject: Subject, kind: LimitKind) -> String {
    let definition: &Definition = dossier.pinned.definition();
    let limit = match subject {
        Subject::Task(key) => dossier.node_of(key).and_then(|node| definition.node(node).limit),
        Subject::Card(_) => definition.card_life.as_ref().map(|life| life.answer),
        Subject::Clock(ix) => match kind {
            LimitKind::Statutory => definition.clocks[ix.index()].statutory,
            LimitKind::Promised => definition.clocks[ix.index()].promised,
            LimitKind::Node | LimitKind::Answer => None,
        },
    };
    limit.map(|limit| limit.to_string()).unwrap_or_default()
}

/// The derivation that the record holds.
fn derivation(dossier: &Dossier, at: Pointer) -> Explained {
    let told = dossier.records.iter().find(|told| told.record.seq == at.seq);
    let event = told.and_then(|told| told.record.events.get(usize::from(at.event)));
    match event {
        Some(
            Event::LimitStarted { limit, .. }
            | Event::LimitMoved { limit, .. }
            | Event::LimitRecalculated { limit, .. },
        ) => explained_of(limit),
        _ => Explained { zh: Vec::new(), en: Vec::new() },
    }
}

/// How a limit was counted.
pub fn explained_of(limit: &LimitRun) -> Explained {
    explained(&limit.explanation)
}

/// A derivation, in both languages.
pub fn explained(explanation: &Explanation) -> Explained {
    Explained { zh: explanation.lines(Lang::Zh), en: explanation.lines(Lang::En) }
}
