//! What another version of a calendar moves in a case, in words.

use super::{
    dossier,
    limits::explained,
    shapes::{Explained, Ref},
    words,
};
use crate::{app::App, http::problem::Answer};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::Calendar;
use mingjing_core::ids::InstanceId;
use mingjing_model::definition::LimitKind;
use mingjing_runtime::recount::{self, Move};
use serde::Serialize;
use std::sync::Arc;

/// Something that moves.
#[derive(Debug, Serialize)]
pub struct MoveLine {
    case: String,
    number: Option<String>,
    title: Option<String>,
    /// `limit`, `timer` or `card`.
    what: &'static str,
    /// The clock, the node, or what the card is about.
    about: Option<Ref>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<LimitKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<Day>,
    /// How the new date comes about.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explained>,
}

/// A date that moves.
#[derive(Debug, Serialize)]
pub struct Day {
    last_day: Option<Date>,
    lapses_at: Timestamp,
    provisional: bool,
}

/// What the calendar would move in a case.
///
/// # Errors
/// Those of the store.
pub async fn of(app: &App, instance: InstanceId, calendar: &Arc<Calendar>) -> Answer<Vec<MoveLine>> {
    let dossier = dossier::after_act(app, instance).await?;
    let definition = dossier.pinned.definition();
    let foreseen = recount::foresee(app.store.as_ref(), definition, instance, calendar, app.clock.now()).await?;
    let Some((_, moves)) = foreseen else { return Ok(Vec::new()) };
    let case = &dossier.facts.case;
    let line = |what, about| MoveLine {
        case: instance.to_string(),
        number: case.number.clone(),
        title: case.title.clone(),
        what,
        about,
        kind: None,
        was: None,
        now: None,
        explanation: None,
    };
    let day = |was: mingjing_core::event::Was| Day {
        last_day: was.last_day,
        lapses_at: was.lapses_at,
        provisional: was.provisional,
    };
    let moment = |lapses_at| Day { last_day: None, lapses_at, provisional: false };
    let shown = |moved: Move| match moved {
        Move::Limit { subject, kind, was, now, explanation } => MoveLine {
            kind: Some(kind),
            was: Some(day(was)),
            now: Some(day(now)),
            explanation: Some(explained(&explanation)),
            ..line("limit", super::cards::subject(&dossier, subject))
        },
        Move::Timer { key, was, now } => MoveLine {
            was: Some(moment(was)),
            now: Some(moment(now)),
            ..line("timer", dossier.awaiting(key).map(|node| words::node(definition, node)))
        },
        Move::Card { key } => {
            let card = dossier.instance.cards.get(&key);
            line("card", card.and_then(|card| super::cards::subject(&dossier, card.subject)))
        }
    };
    Ok(moves.into_iter().map(shown).collect())
}
