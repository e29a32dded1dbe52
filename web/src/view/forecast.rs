//! Moments of cards that are to come, in words.

use super::{
    ledgers::{self, CaseRef},
    shapes::{Due, Name, Ref},
    tasks, words,
};
use crate::{
    app::App,
    http::{
        codes,
        problem::{Answer, Problem},
    },
};
use jiff::Timestamp;
use mingjing_core::{
    event::Subject,
    state::{Instance, LimitState},
};
use mingjing_model::definition::{CardLevel, Definition, LimitKind, RuleIx};
use mingjing_runtime::{control, store::read::Forecast};
use serde::Serialize;

/// A card that comes unless somebody acts before.
#[derive(Debug, Serialize)]
pub struct Coming {
    /// When.
    at: Timestamp,
    /// Within a day, or within three working days.
    within: Within,
    level: CardLevel,
    rule: Ref,
    /// The node or the clock; of a card that nobody answers, what that is about.
    about: Ref,
    kind: LimitKind,
    /// The end of its limit.
    due: Option<Due>,
    /// Who holds the task, or the tasks of the case.
    holders: Vec<Name>,
    case: CaseRef,
}

/// How soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// Within 24 hours.
    Day,
    /// Within three working days.
    Workdays,
}

/// What turns yellow or red in these cases up to a moment, the earliest first.
///
/// # Errors
/// Those of the store.
pub async fn coming(app: &App, cases: &[Forecast], until: Timestamp, day_until: Timestamp) -> Answer<Vec<Coming>> {
    let mut coming = Vec::new();
    for case in cases {
        let Some(place) = ledgers::place(app, case.instance).await? else { continue };
        let Some((_, bytes)) = app.store.instance_get(case.instance).await? else { continue };
        let instance = control::decode(&bytes).map_err(|error| Problem::fault(codes::FAULT, &error))?;
        let who = app.names.of(place.facts.line().holders).await?;
        let definition = place.definition();
        for moment in moments(definition, &instance, until) {
            let Moment { at, subject, limit, rule, level } = moment;
            let rule = &definition.cards[rule.index()];
            let holder = holder(&instance, subject);
            coming.push(Coming {
                at,
                within: if at <= day_until { Within::Day } else { Within::Workdays },
                level,
                rule: Ref { id: rule.id.clone(), title: rule.title.clone() },
                about: about(definition, &instance, subject),
                kind: limit.kind,
                due: tasks::due(app, Some(limit.lapses_at), limit.provisional),
                holders: match holder {
                    Some(holder) => vec![who.person(holder)],
                    None => place.facts.line().holders.iter().map(|person| who.person(person)).collect(),
                },
                case: place.shown(&who),
            });
        }
    }
    coming.sort_by(|one, other| (one.at, other.level).cmp(&(other.at, one.level)));
    Ok(coming)
}

/// A moment at which a card comes.
struct Moment<'a> {
    at: Timestamp,
    subject: Subject,
    limit: &'a LimitState,
    rule: RuleIx,
    level: CardLevel,
}

/// The moments of yellow and red cards up to one: those of running limits, and the ends of the times to answer a yellow
/// card, which turns red without an answer.
fn moments<'a>(definition: &Definition, instance: &'a Instance, until: Timestamp) -> Vec<Moment<'a>> {
    let mut moments = Vec::new();
    for (subject, limit) in instance.limits() {
        for (rule, at) in limit.pending.iter().filter(|(_, at)| *at <= until) {
            let level = definition.cards[rule.index()].level;
            if level > CardLevel::Prompt {
                moments.push(Moment { at: *at, subject, limit, rule: *rule, level });
            }
        }
    }
    for (key, limit) in instance.unanswered().filter(|(_, limit)| limit.lapses_at <= until) {
        if let Some(card) = instance.cards.get(&key).filter(|card| card.level == CardLevel::Yellow) {
            let (at, subject, rule) = (limit.lapses_at, Subject::Card(key), card.rule);
            moments.push(Moment { at, subject, limit, rule, level: CardLevel::Red });
        }
    }
    moments
}

fn about(definition: &Definition, instance: &Instance, subject: Subject) -> Ref {
    match subject {
        Subject::Clock(ix) => {
            let clock = &definition.clocks[ix.index()];
            Ref { id: clock.id.clone(), title: clock.title.clone() }
        }
        Subject::Card(key) => match instance.cards.get(&key) {
            Some(card) => card
                .node
                .map_or_else(|| about(definition, instance, card.subject), |node| words::node(definition, node)),
            None => words::process(definition),
        },
        Subject::Task(key) => match instance.elements.get(&key) {
            Some(element) => words::node(definition, element.node),
            None => words::process(definition),
        },
    }
}

fn holder(instance: &Instance, subject: Subject) -> Option<&mingjing_core::ids::PersonId> {
    match subject {
        Subject::Task(key) => instance.elements.get(&key)?.task()?.assignee.as_ref(),
        Subject::Clock(_) | Subject::Card(_) => None,
    }
}
