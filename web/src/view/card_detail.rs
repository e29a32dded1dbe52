//! A card by itself: its life line by line, and, where it lost its ground, both dates: the one by which it was raised and
//! the one that counts.

use super::{
    card_history, cards,
    dossier::Dossier,
    history::{self, Entry},
    ledgers::{CardLine, CaseRef},
    limits::explained,
    shapes::Explained,
};
use crate::{app::App, http::problem::Answer, identity::viewer::Viewer};
use jiff::{Timestamp, civil::Date};
use mingjing_core::{
    command::What,
    event::{CancelCause, CardEvent, Event, LimitRun, Subject},
    ids::Key,
    state::{CardStage, CardState},
};
use mingjing_model::definition::{CardLevel, LimitKind};
use serde::Serialize;

/// A card, its life, and what may be done.
#[derive(Debug, Serialize)]
pub struct CardDetail {
    #[serde(flatten)]
    line: CardLine,
    /// The records in which something became of it, first to last.
    life: Vec<Entry>,
    /// The date by which it was raised.
    #[serde(skip_serializing_if = "Option::is_none")]
    raised_by: Option<Verdict>,
    /// Why the engine cancelled it, and the date that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled: Option<Cancelled>,
    /// What the viewer may do about it now.
    actions: Vec<&'static str>,
}

/// A date with its derivation.
#[derive(Debug, Serialize)]
pub struct Verdict {
    last_day: Option<Date>,
    lapses_at: Timestamp,
    calendar: String,
    explanation: Explained,
}

/// A cancellation by the engine.
#[derive(Debug, Serialize)]
pub struct Cancelled {
    cause: &'static str,
    /// The version of the calendar, where that is the cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<String>,
    /// When its rule would raise it by what is known now.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<Timestamp>,
    /// The date that counts; none where the matter was done in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Verdict>,
}

/// A card of an open case; none when it has no such card.
///
/// # Errors
/// Those of the store.
pub async fn card(
    app: &App,
    viewer: &Viewer,
    dossier: &Dossier,
    key: Key,
    (answers, judges): (bool, bool),
) -> Answer<Option<CardDetail>> {
    let Some(state) = dossier.instance.cards.get(&key) else { return Ok(None) };
    let who = app.names.of(Vec::new()).await?;
    let line = CardLine { card: cards::of_case(dossier, key, state), case: CaseRef::of(dossier, &who) };
    let mut life = Vec::new();
    for told in dossier.records.iter().filter(|told| told.record.events.iter().any(|event| concerns(event, key))) {
        let mut entry = history::entries(app, viewer, dossier, std::slice::from_ref(told)).await?;
        entry.iter_mut().for_each(|entry| entry.lines.retain(|line| card_history::is_of_cards(line.kind)));
        life.extend(entry);
    }
    let stage = line.card.stage;
    let actions = actions(dossier, key, state, stage, (answers, judges));
    Ok(Some(CardDetail {
        life,
        raised_by: limit_before(dossier, state.subject, state.limit, state.seq).map(verdict),
        cancelled: cancelled(dossier, key, state),
        actions,
        line,
    }))
}

fn concerns(event: &Event, key: Key) -> bool {
    match event {
        Event::CardRaised { key: raised, supersedes, .. } => *raised == key || supersedes.contains(&key),
        Event::Card(CardEvent::Answered { card, .. })
        | Event::Card(CardEvent::Decided { card, .. })
        | Event::Card(CardEvent::Cancelled { card, .. })
        | Event::Card(CardEvent::Unanswered { card }) => *card == key,
        _ => false,
    }
}

fn cancelled(dossier: &Dossier, key: Key, state: &CardState) -> Option<Cancelled> {
    let events = dossier.records.iter().flat_map(|told| told.record.events.iter().map(move |event| (told, event)));
    let (told, cause, instead) = events.into_iter().find_map(|(told, event)| match event {
        Event::Card(CardEvent::Cancelled { card, cause, instead }) if *card == key => Some((told, cause, *instead)),
        _ => None,
    })?;
    let (cause, calendar) = match cause {
        CancelCause::LateFact => ("late_fact", None),
        CancelCause::Calendar { version } => ("calendar", Some(version.clone())),
    };
    let after = limit_before(dossier, state.subject, state.limit, told.record.seq);
    Some(Cancelled { cause, calendar, instead, date: after.map(verdict) })
}

/// The limit as a record up to `seq` counted it last.
fn limit_before(dossier: &Dossier, of: Subject, kind: LimitKind, seq: u64) -> Option<&LimitRun> {
    let records = dossier.records.iter().rev().filter(|told| told.record.seq <= seq);
    records.flat_map(|told| told.record.events.iter().rev()).find_map(|event| match event {
        Event::LimitStarted { subject, limit }
        | Event::LimitMoved { subject, limit }
        | Event::LimitRecalculated { subject, limit, .. }
            if *subject == of && limit.kind == kind =>
        {
            Some(limit)
        }
        _ => None,
    })
}

fn verdict(limit: &LimitRun) -> Verdict {
    Verdict {
        last_day: limit.last_day,
        lapses_at: limit.lapses_at,
        calendar: limit.calendar.clone(),
        explanation: explained(&limit.explanation),
    }
}

/// What may be done now, by people who answer and by people who judge.
fn actions(
    dossier: &Dossier,
    key: Key,
    state: &CardState,
    stage: CardStage,
    (answers, judges): (bool, bool),
) -> Vec<&'static str> {
    if state.superseded_by.is_some() || state.level == CardLevel::Prompt {
        return Vec::new();
    }
    let elsewhere = dossier.instance.is_decided_elsewhere(key);
    let may = |deed: &&str| match What::about_card(key, deed) {
        Some(What::AnswerCard { answer, .. }) => answers && stage.allows_answer(answer),
        Some(What::JudgeCard { verdict, .. }) => judges && !elsewhere && stage.allows_verdict(verdict),
        _ => false,
    };
    What::CARD_DEEDS.into_iter().filter(may).collect()
}
