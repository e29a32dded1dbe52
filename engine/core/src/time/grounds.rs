//! Whether a card that was raised still has its ground once more is known: a pause or an extension that was entered
//! late, another version of the calendar.
//!
//! What counts is what had happened by the moment of the card, whenever it was entered. So a card that was right at its
//! moment stays when later facts move the date; one that only stood because facts were missing, or because the
//! calendar was another, goes.

use super::{
    day_of,
    limits::{self, History},
    moment_of,
};
use crate::{
    event::{CancelCause, CardEvent, Event, EventTime, Subject},
    ids::Key,
    state::CardState,
    work::{Run, Work},
};
use jiff::Timestamp;
use mingjing_clock::{Calendar, Limit};
use mingjing_model::definition::{LimitKind, RuleIx};

/// A card that has lost its ground.
pub(super) struct Groundless {
    key: Key,
    /// When its rule would raise it now; none = not while things stand as they do.
    instead: Option<Timestamp>,
}

/// The rules that have raised a card on this run of a limit, and those cards that lose their ground by the history.
pub(super) fn examine(
    work: &mut Work,
    subject: Subject,
    (kind, limit): (LimitKind, &Limit),
    history: &History,
) -> Run<(Vec<RuleIx>, Vec<Groundless>)> {
    let calendar = work.calendar()?;
    let start = moment_of(history.started, &calendar)?;
    let on_it = |card: &CardState| card.subject == subject && card.limit == kind && card.event_at >= start;
    let raised: Vec<_> = work
        .instance
        .cards
        .iter()
        .filter(|(key, card)| on_it(card) && !work.instance.is_cancelled(**key))
        .map(|(key, card)| (*key, card.rule, card.event_at))
        .collect();
    let (mut rules, mut groundless) = (Vec::new(), Vec::new());
    for (key, rule, event_at) in raised {
        let (by_then, was_paused) = by_then(history, event_at, &calendar)?;
        let planned = limits::moment(work, (kind, limit), rule, &by_then, day_of(EventTime::At(event_at), &calendar))?;
        if !was_paused && planned.is_some_and(|planned| planned <= event_at) {
            rules.push(rule);
        } else {
            groundless.push(Groundless { key, instead: planned.filter(|_| !was_paused) });
        }
    }
    Ok((rules, groundless))
}

/// Cancels what has lost its ground, and what an unanswered card of these has become.
pub(super) fn cancel(work: &mut Work, groundless: Vec<Groundless>, cause: &CancelCause) {
    for Groundless { key, instead } in groundless {
        for card in grown_from(work, key) {
            work.emit(Event::Card(CardEvent::Cancelled { card, cause: cause.clone(), instead: None }));
        }
        work.emit(Event::Card(CardEvent::Cancelled { card: key, cause: cause.clone(), instead }));
    }
}

/// The cards that an unanswered one has become, the highest first; without those that were cancelled before.
fn grown_from(work: &Work, key: Key) -> Vec<Key> {
    let cards = &work.instance.cards;
    let next = |key: &Key| cards.iter().find(|(_, card)| card.subject == Subject::Card(*key)).map(|(key, _)| *key);
    let mut grown: Vec<_> = std::iter::successors(next(&key), next).collect();
    grown.retain(|key| !work.instance.is_cancelled(*key));
    grown.reverse();
    grown
}

/// Cancels the cards on a subject whose moment lies after this one: what they blame was done by then.
pub(super) fn cancel_after(work: &mut Work, subject: Subject, done: Timestamp) {
    let instance = &work.instance;
    let late =
        |key: Key, card: &CardState| card.subject == subject && card.event_at > done && !instance.is_cancelled(key);
    let cards = instance.cards.iter().filter(|(key, card)| late(**key, card));
    let groundless = cards.map(|(key, _)| Groundless { key: *key, instead: None }).collect();
    cancel(work, groundless, &CancelCause::LateFact);
}

/// The history as it had happened by a moment; and whether the limit was paused then. Facts of the civil day itself
/// come after its 00:00.
fn by_then(history: &History, at: Timestamp, calendar: &Calendar) -> Run<(History, bool)> {
    let day = day_of(EventTime::At(at), calendar);
    let before = |fact: EventTime| match fact {
        EventTime::On(fact) => fact < day,
        EventTime::At(fact) => fact <= at,
    };
    let pauses: Vec<_> =
        history.pauses.iter().filter(|(_, first, _)| day_of(*first, calendar) < day).cloned().collect();
    let paused = pauses.iter().any(|(_, _, last)| last.is_none_or(|last| last >= day));
    let extensions = history.extensions.iter().filter(|(_, granted)| before(*granted)).copied().collect();
    Ok((History { pauses, extensions, ..History::of(history.started) }, paused))
}
