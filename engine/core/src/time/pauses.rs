//! Pauses of the case: days that do not count on the clocks that name them. An approved act opens a pause and its end
//! closes it; two acts of one kind, as two tests, are told apart by the event sub-process in which they live.

use crate::{
    data,
    event::{Event, EventTime},
    ids::Key,
    machine::scopes::scope_of,
    state::PauseState,
    work::Work,
};
use jiff::civil::Date;
use mingjing_clock::Title;
use mingjing_model::definition::{Definition, Moment, NodeKind, Pause, PauseIx};

/// What a fact does to a pause.
pub(crate) enum PauseChange {
    /// It begins, in this surrounding.
    Begin {
        /// The pause.
        pause: PauseIx,
        /// The element that it ends with.
        within: Key,
        /// Its first day.
        event_at: EventTime,
    },
    /// One that began earlier ends.
    End {
        /// Its key.
        key: Key,
        /// When the act ended.
        event_at: EventTime,
    },
}

/// What a fact at `at` does to the pauses.
pub(super) fn changes(work: &Work, at: Key, fact: impl Fn(&Moment) -> Option<EventTime>) -> Vec<PauseChange> {
    let within = surroundings(work, at);
    let mut changes = Vec::new();
    for (position, pause) in work.def.pauses.iter().enumerate() {
        let ix = PauseIx::at(position);
        let mut open = work.instance.pauses.iter().filter(|(_, state)| state.pause == ix && state.last.is_none());
        // An end that is told elsewhere, as by a milestone of the main road, ends the one that stands.
        let stands = open.clone().find(|(_, state)| state.within == within).or_else(|| open.next());
        let ends = pause.to.iter().find_map(&fact);
        match (stands, fact(&pause.from), ends) {
            (Some((key, _)), _, Some(event_at)) => changes.push(PauseChange::End { key: *key, event_at }),
            (Some((_, state)), Some(event_at), None) if state.within != within => {
                changes.push(PauseChange::Begin { pause: ix, within, event_at });
            }
            (None, Some(event_at), _) => changes.push(PauseChange::Begin { pause: ix, within, event_at }),
            (Some(_), _, None) | (None, None, _) => {}
        }
    }
    changes
}

/// The open pauses whose surroundings are over: they end today.
pub(super) fn left_open(work: &Work) -> Vec<PauseChange> {
    ended_now(work, |state| !work.instance.elements.contains_key(&state.within))
}

/// All open pauses, which end today.
pub(super) fn all_open(work: &Work) -> Vec<PauseChange> {
    ended_now(work, |_| true)
}

fn ended_now(work: &Work, which: impl Fn(&PauseState) -> bool) -> Vec<PauseChange> {
    let open = work.instance.pauses.iter().filter(|(_, state)| state.last.is_none() && which(state));
    let now = EventTime::At(work.now());
    open.map(|(key, _)| PauseChange::End { key: *key, event_at: now }).collect()
}

/// The pauses as they will stand after the changes.
pub(super) fn after(work: &Work, changes: &[PauseChange]) -> Vec<PauseState> {
    let mut pauses = work.instance.pauses.clone();
    let mut begun = Vec::new();
    for change in changes {
        match change {
            PauseChange::Begin { pause, within, event_at } => {
                begun.push(PauseState { pause: *pause, within: *within, first: *event_at, last: None });
            }
            PauseChange::End { key, event_at } => {
                if let Some(state) = pauses.get_mut(key) {
                    state.last = Some(*event_at);
                }
            }
        }
    }
    pauses.into_values().chain(begun).collect()
}

/// Whether a change concerns a pause.
pub(super) fn concerns(work: &Work, change: &PauseChange, pause: PauseIx) -> bool {
    match change {
        PauseChange::Begin { pause: changed, .. } => *changed == pause,
        PauseChange::End { key, .. } => work.instance.pauses.get(key).is_some_and(|state| state.pause == pause),
    }
}

/// Writes a change down.
pub(super) fn carry_out(work: &mut Work, change: PauseChange) {
    let event = match change {
        PauseChange::Begin { pause, within, event_at } => {
            let key = work.next_key();
            Event::PauseBegan { key, pause, within, event_at }
        }
        PauseChange::End { key, event_at } => Event::PauseEnded { key, event_at },
    };
    work.emit(event);
}

/// The last paused day of an act that ended on this day.
pub(super) fn last_day(pause: &Pause, ended: Date) -> Date {
    if pause.until_day_before { ended.yesterday().unwrap_or(ended) } else { ended }
}

/// What people see of a pause, on a line of the derivation.
pub(super) fn title(pause: &Pause) -> Title {
    let zh = pause.title.zh.clone();
    Title { en: pause.title.en.clone().unwrap_or_else(|| zh.clone()), zh }
}

/// The event sub-process around an element, else the process: an act of the case lives in one of its own.
fn surroundings(work: &Work, at: Key) -> Key {
    let is_act = |key: &Key| is_event_subprocess(work.def, work, *key);
    data::outward(work, at).find(is_act).unwrap_or(Key::ROOT)
}

fn is_event_subprocess(def: &Definition, work: &Work, key: Key) -> bool {
    let element = work.instance.elements.get(&key);
    scope_of(&work.instance, key).is_some()
        && element.is_some_and(|element| matches!(def.node(element.node).kind, NodeKind::EventSubProcess { .. }))
}
