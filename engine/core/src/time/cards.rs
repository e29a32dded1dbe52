//! Cards: every pending moment that has come raises one, in time order. The plan of a limit never falls in level (see
//! `limits`), so each moment raises exactly one card, which supersedes those of a lower level on the same limit.

use super::answers;
use crate::{
    event::{Event, Subject},
    ids::Key,
    state::CardState,
    work::{Run, Work},
};
use jiff::Timestamp;
use mingjing_model::definition::{CardLevel, LimitKind, RuleIx};

/// Raises every card whose moment is not after the time of the step, and what follows from cards that nobody answered:
/// on `RaiseCards`, and at the end of every other step, because a late fact may start a limit whose moments are past.
///
/// # Errors
/// [`Halt::Needs`](crate::work::Halt::Needs) for the calendar, by which the time to answer is counted.
pub(crate) fn raise_due(work: &mut Work) -> Run {
    let now = work.now();
    raise_until(work, now, |_| true)?;
    answers::unanswered(work)
}

/// Raises what is due on a task that is about to end: finishing late does not spare the card.
///
/// # Errors
/// As [`raise_due`].
pub(crate) fn before_end_of_task(work: &mut Work, key: Key) -> Run {
    let now = work.now();
    raise_until(work, now, |subject| subject == Subject::Task(key))
}

/// Raises what has come by `until` on the subjects asked for, oldest moment first.
///
/// # Errors
/// As [`raise_due`].
pub(super) fn raise_until(work: &mut Work, until: Timestamp, concerns: impl Fn(Subject) -> bool) -> Run {
    for DueCard { event_at, subject, limit, rule } in due_by(work, until, concerns) {
        let level = work.def.cards[rule.index()].level;
        let supersedes = lower(work, subject, limit, level);
        raise(work, Raised { rule, level, subject, limit, event_at, supersedes })?;
    }
    Ok(())
}

/// A card to be raised.
pub(super) struct Raised {
    pub(super) rule: RuleIx,
    pub(super) level: CardLevel,
    pub(super) subject: Subject,
    pub(super) limit: LimitKind,
    pub(super) event_at: Timestamp,
    pub(super) supersedes: Vec<Key>,
}

/// Raises a card and starts the time to answer it.
///
/// # Errors
/// As [`raise_due`].
pub(super) fn raise(work: &mut Work, raised: Raised) -> Run {
    let Raised { rule, level, subject, limit, event_at, supersedes } = raised;
    let answer = answers::time_to_answer(work, level)?;
    let key = work.next_key();
    work.emit(Event::CardRaised { key, rule, level, subject, limit, event_at, supersedes });
    if let Some(limit) = answer {
        work.emit(Event::LimitStarted { subject: Subject::Card(key), limit });
    }
    Ok(())
}

/// A moment that has come; the order of the fields is the order in which cards are raised.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct DueCard {
    event_at: Timestamp,
    subject: Subject,
    limit: LimitKind,
    rule: RuleIx,
}

/// The cards of a lower level that stand on the same limit.
fn lower(work: &Work, subject: Subject, limit: LimitKind, level: CardLevel) -> Vec<Key> {
    let on_it =
        |key: Key, card: &CardState| work.instance.stands(key) && card.subject == subject && card.limit == limit;
    let cards = work.instance.cards.iter().filter(|(key, card)| on_it(**key, card) && card.level < level);
    cards.map(|(key, _)| *key).collect()
}

fn due_by(work: &Work, until: Timestamp, concerns: impl Fn(Subject) -> bool) -> Vec<DueCard> {
    let mut due = Vec::new();
    for (subject, limit) in work.instance.limits().filter(|(subject, _)| concerns(*subject)) {
        let come = limit.pending.iter().take_while(|(_, event_at)| *event_at <= until);
        due.extend(come.map(|(rule, event_at)| DueCard {
            event_at: *event_at,
            subject,
            limit: limit.kind,
            rule: *rule,
        }));
    }
    due.sort();
    due
}
