//! The life of a card: it is answered in time, or it grows; an objection is decided, at the card or in a process of its
//! own, which is told and tells back by message.

use super::{
    cards::{self, Raised},
    limits::{self, History},
};
use crate::{
    acts::stored::stored,
    event::{CardAnswer, CardEvent, CardVerdict, Event, EventTime, LimitRun, Relation, Subject},
    ids::{Key, PersonId},
    outcome::{Rejection, RejectionKind},
    state::{CardStage, CardState},
    work::{Halt, Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::{CardLevel, LimitKind, ObjectionRoute};
use std::{collections::BTreeMap, sync::Arc};

/// The time that a new card gives for its answer. A prompt asks for none.
///
/// # Errors
/// [`Halt::Needs`] for the calendar.
pub(super) fn time_to_answer(work: &mut Work, level: CardLevel) -> Run<Option<LimitRun>> {
    match &work.def.card_life {
        Some(life) if level > CardLevel::Prompt => {
            let history = History::of(EventTime::At(work.now()));
            limits::limit_run(work, LimitKind::Answer, &life.answer, &history).map(Some)
        }
        Some(_) | None => Ok(None),
    }
}

/// A yellow card that nobody answered in time turns red; a red one opens an inquiry, where the organ has one.
///
/// # Errors
/// [`Halt::Needs`] for the calendar.
pub(super) fn unanswered(work: &mut Work) -> Run {
    let now = work.now();
    let over: Vec<_> = work
        .instance
        .unanswered()
        .filter(|(_, limit)| limit.lapses_at <= now)
        .map(|(card, limit)| (card, limit.lapses_at))
        .collect();
    for (key, event_at) in over {
        let Some(card) = work.instance.cards.get(&key).cloned() else { continue };
        work.emit(Event::Card(CardEvent::Unanswered { card: key }));
        if card.level < CardLevel::Red {
            let (subject, limit, supersedes) = (Subject::Card(key), LimitKind::Answer, vec![key]);
            let raised = Raised { rule: card.rule, level: CardLevel::Red, subject, limit, event_at, supersedes };
            cards::raise(work, raised)?;
        } else if let Some(name) = inquiry(work) {
            report(work, key, &card, name, None);
        }
    }
    Ok(())
}

/// The message that opens an inquiry. What a card has started is not inquired into in its turn: that would go on for ever.
fn inquiry(work: &Work) -> Option<String> {
    let life = work.def.card_life.as_ref()?;
    let mut began = work.instance.links.iter().filter(|link| link.relation == Relation::StartedBy);
    let by_card = began.any(|link| life.sends(&link.message));
    life.inquiry.clone().filter(|_| !by_card)
}

/// The organ answers a card; an objection goes to those who decide on it.
///
/// # Errors
/// MJ4022 when there is no such card, MJ4023 when it cannot be answered like that now.
pub(crate) fn answer(work: &mut Work, key: Key, answer: CardAnswer, person: PersonId) -> Run {
    let (card, stage) = living(work, key)?;
    if !stage.allows_answer(answer) {
        return Err(out_of_place(stage));
    }
    let reason = work.command.reason.clone();
    if answer != CardAnswer::Acknowledged && reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(reject(Rejection::new("MJ4024", RejectionKind::Invalid)));
    }
    work.emit(Event::Card(CardEvent::Answered { card: key, answer, person, reason: reason.clone() }));
    let route = work.def.card_life.as_ref().and_then(|life| life.objection.clone());
    if let (CardAnswer::Objected, Some(ObjectionRoute { message, verdict })) = (answer, route) {
        report(work, key, &card, message, reason);
        let (subscription, correlation) = (work.next_key(), card_id(work, key));
        work.emit(Event::Card(CardEvent::VerdictAwaited { key: subscription, card: key, name: verdict, correlation }));
    }
    Ok(())
}

/// A supervisor decides on a card.
///
/// # Errors
/// MJ4022 when there is no such card, MJ4023 when that is not possible now, MJ4024 without reasons, MJ4026 for a person
/// while the verdict of a process is awaited.
pub(crate) fn decide(
    work: &mut Work,
    key: Key,
    verdict: CardVerdict,
    person: Option<PersonId>,
    reason: Option<String>,
) -> Run {
    let (_, stage) = living(work, key)?;
    if person.is_some() && work.instance.is_decided_elsewhere(key) {
        return Err(reject(Rejection::new("MJ4026", RejectionKind::Conflict)));
    }
    if !stage.allows_verdict(verdict) {
        return Err(out_of_place(stage));
    }
    if verdict != CardVerdict::Closed && reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(reject(Rejection::new("MJ4024", RejectionKind::Invalid)));
    }
    work.emit(Event::Card(CardEvent::Decided { card: key, verdict, person, reason }));
    Ok(())
}

/// A verdict on an objection has come: `{verdict: upheld | cancelled, reason: …}`.
///
/// # Errors
/// MJ4025 when the message says something else; those of [`decide`].
pub(crate) fn verdict(work: &mut Work, card: Key, body: &Value) -> Run {
    let text = |name: &str| match body {
        Value::Map(map) => map.get(name).and_then(Value::as_text).map(str::to_owned),
        _ => None,
    };
    let verdict = match text("verdict").as_deref() {
        Some("upheld") => CardVerdict::Upheld,
        Some("cancelled") => CardVerdict::Cancelled,
        other => {
            let found = other.unwrap_or_default().to_owned();
            return Err(reject(Rejection::new("MJ4025", RejectionKind::Invalid).with("found", found)));
        }
    };
    decide(work, card, verdict, None, text("reason"))
}

/// A yellow or red card that lives: superseded and cancelled ones are over.
fn living(work: &Work, key: Key) -> Run<(CardState, CardStage)> {
    let card = work.instance.cards.get(&key).filter(|card| card.level > CardLevel::Prompt).cloned();
    let Some(card) = card else {
        let rejection = Rejection::new("MJ4022", RejectionKind::NotFound).with("card", card_id(work, key));
        return Err(reject(rejection));
    };
    let stage = work.instance.lives.get(&key).map_or(CardStage::Issued, |life| life.stage);
    if card.superseded_by.is_some() || stage == CardStage::Cancelled {
        return Err(out_of_place(if card.superseded_by.is_some() { CardStage::Closed } else { stage }));
    }
    Ok((card, stage))
}

/// Sends word of a card to the processes of the organ itself.
fn report(work: &mut Work, key: Key, card: &CardState, name: String, reason: Option<String>) {
    let rule = &work.def.cards[card.rule.index()];
    let text = |text: &str| Value::Text(Arc::from(text));
    let mut body: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    let level = match card.level {
        CardLevel::Prompt => "prompt",
        CardLevel::Yellow => "yellow",
        CardLevel::Red => "red",
    };
    let members = [
        ("card", card_id(work, key)),
        ("case", work.instance.id.to_string()),
        ("rule", rule.id.clone()),
        ("rule_title", rule.title.zh.clone()),
        ("level", level.to_owned()),
    ];
    body.extend(members.iter().map(|(name, value)| (Arc::from(*name), text(value))));
    let number = work.instance.numbers.values().next().map(|number| (Arc::from("case_no"), text(number)));
    body.extend(number);
    body.extend(reason.map(|reason| (Arc::from("reason"), text(&reason))));
    let correlation = card_id(work, key);
    let body = stored(work, Value::Map(body), &[]);
    let (to, recipient) = (work.instance.id.tenant, work.instance.organ.clone());
    let message = work.next_key();
    work.emit(Event::Card(CardEvent::Reported { key: message, card: key, to, recipient, name, correlation, body }));
}

fn card_id(work: &Work, key: Key) -> String {
    work.instance.id.card(key)
}

fn out_of_place(stage: CardStage) -> Halt {
    reject(Rejection::new("MJ4023", RejectionKind::Conflict).with("stage", stage.name()))
}

fn reject(rejection: Rejection) -> Halt {
    Halt::Reject(Box::new(rejection))
}
