//! The history in words: a line a record, and behind it the record itself (sequence, hash, what happened).

use super::{
    accruals, card_history,
    dossier::{Dossier, Told},
    duties,
    shapes::{FieldValue, Name, Ref, When},
    submissions, words,
};
use crate::{app::App, http::problem::Answer, identity::viewer::Viewer, names::Who};
use jiff::Timestamp;
use mingjing_core::{
    command::Actor,
    event::{Event, MadeDocument},
    ids::{InstanceId, PersonId},
};
use mingjing_model::definition::{CardLevel, Definition, Text};
use serde::Serialize;
use std::collections::BTreeSet;

/// A record.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// Sequence in the case.
    pub seq: u64,
    /// Gapless sequence in the store's log.
    pub log_seq: u64,
    /// When it was entered.
    pub entry_at: Timestamp,
    /// Who; none = the engine.
    pub actor: Option<Name>,
    /// Which command.
    pub what: String,
    /// Reasons given.
    pub reason: Option<String>,
    /// Hash of the record.
    pub hash: String,
    /// Hash of the record before.
    pub previous: String,
    /// What happened.
    pub lines: Vec<Line>,
}

/// Something that happened.
#[derive(Debug, Default, Serialize)]
pub struct Line {
    /// The event's name; `path` for token movements.
    pub kind: &'static str,
    /// The node, clock or unit that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<Ref>,
    /// The flow taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<(Ref, Ref)>,
    /// The lane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<Ref>,
    /// The organ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organ: Option<Ref>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Name>,
    /// The people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Name>,
    /// A text: number, unit, reason, code, detail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it happened in law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_at: Option<When>,
    /// The form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Ref>,
    /// What was filled in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<FieldValue>,
    /// The card's level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<CardLevel>,
    /// The rule of a card or refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Ref>,
    /// The code of a refusal or incident.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the code means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Text>,
}

/// Records in words. The dossier gives the names of elements; the records may be any page of the case.
///
/// # Errors
/// Those of the store.
pub async fn entries(app: &App, viewer: &Viewer, dossier: &Dossier, records: &[Told]) -> Answer<Vec<Entry>> {
    let who = app.names.of(people(dossier, records).into_iter().collect()).await?;
    let mut entries = Vec::with_capacity(records.len());
    for told in records {
        let mut lines = Vec::new();
        for event in &told.record.events {
            let mut line = line(app, dossier, &who, told, event).await?;
            if let (Some(line), Event::MessageCorrelated { .. }) = (&mut line, event) {
                line.text = sender(app, viewer, told).await?;
            }
            lines.push(line);
        }
        entries.push(Entry {
            seq: told.record.seq,
            log_seq: told.line.log_seq,
            entry_at: told.record.entry_at,
            actor: match &told.record.actor {
                Actor::Person(person) => Some(who.person(person)),
                Actor::System => None,
            },
            what: told.record.what.clone(),
            reason: told.record.reason.clone(),
            hash: told.line.hash.to_string(),
            previous: told.line.previous.to_string(),
            lines: lines.into_iter().flatten().collect(),
        });
    }
    Ok(entries)
}

fn people(dossier: &Dossier, records: &[Told]) -> BTreeSet<PersonId> {
    let mut people: BTreeSet<PersonId> = dossier.people().into_iter().collect();
    for told in records {
        if let Actor::Person(person) = &told.record.actor {
            people.insert(person.clone());
        }
        for event in &told.record.events {
            match event {
                Event::LaneActed { people: acted, .. } | Event::TeamNamed { people: acted, .. } => {
                    people.extend(acted.iter().cloned())
                }
                Event::StoodIn { person, absent, .. } => people.extend([person.clone(), absent.clone()]),
                Event::ActRefused { actor: by, .. }
                | Event::DocumentsEntered { by, .. }
                | Event::RiskLeftUncontrolled { by, .. } => {
                    people.insert(by.clone());
                }
                _ => people.extend(card_history::person(event).cloned()),
            }
        }
    }
    people
}

/// The number of the case that sent the message of a record, where it has one and the viewer may read it.
async fn sender(app: &App, viewer: &Viewer, told: &Told) -> Answer<Option<String>> {
    let Some((instance, _)) = told.record.events.iter().find_map(linked) else { return Ok(None) };
    let facts = app.store.case_get(instance).await?.filter(|facts| viewer.may_read_facts(facts));
    Ok(facts.and_then(|facts| facts.case.number))
}

fn linked(event: &Event) -> Option<(InstanceId, &str)> {
    match event {
        Event::InstanceLinked { instance, organ, .. } => Some((*instance, organ)),
        _ => None,
    }
}

/// An event in words; none for bookkeeping that says nothing to a reader.
async fn line(app: &App, dossier: &Dossier, who: &Who, told: &Told, event: &Event) -> Answer<Option<Line>> {
    if let Some((_, filled)) = dossier.fill(app, told, event).await? {
        let definition = dossier.pinned.definition();
        let named = submissions::people(definition.form(filled.form), &filled.values);
        let who = app.names.of(named).await?;
        let submission = submissions::submission(&dossier.pinned, &who, &filled);
        return Ok(Some(Line {
            kind: "form_submitted",
            node: submission.node,
            form: Some(submission.form),
            event_at: Some(submission.event_at),
            values: submission.fields,
            ..Line::default()
        }));
    }
    let line = moved(dossier, event).or_else(|| acted(dossier, who, event));
    let line = line.or_else(|| timed(dossier, event)).or_else(|| card_history::line(dossier, who, event));
    Ok(line.or_else(|| told_others(dossier, who, told, event)))
}

/// Tokens and elements.
fn moved(dossier: &Dossier, event: &Event) -> Option<Line> {
    let definition = dossier.pinned.definition();
    let of = |key| dossier.node_of(key).map(|node| words::node(definition, node));
    match event {
        Event::InstanceStarted { .. } => Some(Line { kind: "instance_started", ..Line::default() }),
        Event::FlowTaken { flow, .. } => {
            let flow = definition.flow(*flow);
            Some(Line {
                kind: "path",
                flow: Some((words::node(definition, flow.from), words::node(definition, flow.to))),
                ..Line::default()
            })
        }
        Event::NodePassed { node, .. } => {
            Some(Line { kind: "path", node: Some(words::node(definition, *node)), ..Line::default() })
        }
        Event::ElementActivated { node, .. } => {
            Some(Line { kind: "element_activated", node: Some(words::node(definition, *node)), ..Line::default() })
        }
        Event::ElementCompleted { key } => Some(Line { kind: "element_completed", node: of(*key), ..Line::default() }),
        Event::ElementTerminated { key } => {
            Some(Line { kind: "element_terminated", node: of(*key), ..Line::default() })
        }
        Event::ErrorThrown { code, .. } => {
            Some(Line { kind: "error_thrown", code: Some(code.clone()), ..Line::default() })
        }
        Event::IncidentRaised { element, code, detail, .. } => Some(Line {
            kind: "incident_raised",
            node: of(*element),
            code: Some(code.clone()),
            text: Some(detail.clone()),
            message: Some(super::cases::incident(code, detail)),
            ..Line::default()
        }),
        Event::IncidentResolved { reason, .. } => {
            Some(Line { kind: "incident_resolved", text: Some(reason.clone()), ..Line::default() })
        }
        Event::InstanceEnded { .. } => Some(Line { kind: "instance_ended", ..Line::default() }),
        _ => None,
    }
}

/// What people did.
fn acted(dossier: &Dossier, who: &Who, event: &Event) -> Option<Line> {
    let definition = dossier.pinned.definition();
    let of = |key| dossier.node_of(key).map(|node| words::node(definition, node));
    match event {
        Event::TaskClaimed { key, person } => {
            Some(Line { kind: "task_claimed", node: of(*key), person: Some(who.person(person)), ..Line::default() })
        }
        Event::TaskReleased { key } => Some(Line { kind: "task_released", node: of(*key), ..Line::default() }),
        Event::TaskCompleted { key, person, reason } => Some(Line {
            kind: "task_completed",
            node: of(*key),
            person: Some(who.person(person)),
            text: reason.clone(),
            ..Line::default()
        }),
        Event::LaneActed { lane, people } => Some(Line {
            kind: "lane_acted",
            lane: Some(words::lane(definition, *lane)),
            people: people.iter().map(|person| who.person(person)).collect(),
            ..Line::default()
        }),
        Event::StoodIn { lane, person: _, absent } => Some(Line {
            kind: "stood_in",
            lane: Some(words::lane(definition, *lane)),
            person: Some(who.person(absent)),
            ..Line::default()
        }),
        Event::TeamNamed { lane, people } => Some(Line {
            kind: "team_named",
            lane: Some(words::lane(definition, *lane)),
            people: people.iter().map(|person| who.person(person)).collect(),
            ..Line::default()
        }),
        Event::ActRequested { act, person, reason } => Some(Line {
            kind: "act_requested",
            node: Some(words::act_id(definition, act)),
            text: reason.clone(),
            person: Some(who.person(person)),
            ..Line::default()
        }),
        Event::ActRefused { rule, actor, task, code, facts, day: _ } => Some(Line {
            kind: "act_refused",
            node: task.and_then(of),
            person: Some(who.person(actor)),
            rule: Some(words::policy_rule(definition, *rule)),
            code: Some(code.clone()),
            message: Some(words::told(definition, who, code, facts)),
            ..Line::default()
        }),
        Event::DocumentsEntered { node, documents, by, scope: _ } => Some(Line {
            kind: "documents_entered",
            node: Some(words::node(definition, *node)),
            person: Some(who.person(by)),
            values: documents.iter().map(|made| entered(definition, made)).collect(),
            ..Line::default()
        }),
        Event::RiskLeftUncontrolled { node, document, by, key: _ } => {
            let risk = definition.node(*node).duty.risk.as_ref();
            let node = words::node(definition, *node);
            let point = risk.map_or_else(|| node.title.clone(), |risk| risk.point.clone());
            Some(Line {
                kind: "risk_left_uncontrolled",
                rule: Some(Ref { id: node.id.clone(), title: point }),
                node: Some(node),
                form: Some(duties::document(definition, *document)),
                person: Some(who.person(by)),
                ..Line::default()
            })
        }
        Event::UnitAssigned { unit } => {
            Some(Line { kind: "unit_assigned", node: Some(who.unit(&dossier.instance.organ, unit)), ..Line::default() })
        }
        _ => None,
    }
}

/// Messages to and from other cases; what a case tells itself is a step of the engine.
fn told_others(dossier: &Dossier, who: &Who, told: &Told, event: &Event) -> Option<Line> {
    let definition = dossier.pinned.definition();
    let own = dossier.instance.id;
    match event {
        Event::MessageThrown { key, node, recipient, .. } => Some(Line {
            kind: if dossier.received_itself(*key) { "told_itself" } else { "message_thrown" },
            node: Some(words::node(definition, *node)),
            organ: Some(who.organ(recipient)),
            ..Line::default()
        }),
        Event::MessageReceipted { receiver, .. } if *receiver == own => None,
        Event::MessageReceipted { .. } => Some(Line { kind: "message_receipted", ..Line::default() }),
        Event::MessageReturned { .. } => Some(Line { kind: "message_returned", ..Line::default() }),
        Event::InstanceLinked { instance, .. } if *instance == own => None,
        Event::InstanceLinked { organ, .. } => {
            Some(Line { kind: "instance_linked", organ: Some(who.organ(organ)), ..Line::default() })
        }
        Event::MessageCorrelated { key, message: _ } => {
            let from = told.record.events.iter().find_map(linked);
            Some(Line {
                kind: match from {
                    Some((instance, _)) if instance == own => "heard_itself",
                    Some(_) => "message_from",
                    None => "message_correlated",
                },
                node: dossier.awaiting(*key).map(|node| words::node(definition, node)),
                organ: from.map(|(_, organ)| who.organ(organ)),
                ..Line::default()
            })
        }
        _ => None,
    }
}

/// A document as a value: its number and date.
fn entered(definition: &Definition, made: &MadeDocument) -> FieldValue {
    let Ref { id, title } = duties::document(definition, made.document);
    let said: Vec<String> = made.number.iter().cloned().chain([made.dated_on.to_string()]).collect();
    FieldValue { id, title, r#type: "text", value: said.join(" ").into(), text: None, items: Vec::new() }
}

/// Time, numbers, milestones, cards.
fn timed(dossier: &Dossier, event: &Event) -> Option<Line> {
    let definition = dossier.pinned.definition();
    let clock = |ix: &mingjing_model::definition::ClockIx| {
        let clock = &definition.clocks[ix.index()];
        Ref { id: clock.id.clone(), title: clock.title.clone() }
    };
    match event {
        Event::MilestoneReached { milestone, event_at } => Some(Line {
            kind: "milestone_reached",
            text: Some(definition.milestones[milestone.index()].clone()),
            event_at: Some((*event_at).into()),
            ..Line::default()
        }),
        Event::NumberAllotted { text, .. } => {
            Some(Line { kind: "number_allotted", text: Some(text.clone()), ..Line::default() })
        }
        Event::TimerFired { key } => {
            let node = dossier.awaiting(*key).map(|node| words::node(definition, node));
            Some(Line { kind: "timer_fired", node, ..Line::default() })
        }
        Event::ClockStarted { clock: ix, event_at } => Some(Line {
            kind: "clock_started",
            node: Some(clock(ix)),
            event_at: Some((*event_at).into()),
            ..Line::default()
        }),
        Event::ClockStopped { clock: ix, event_at } => Some(Line {
            kind: "clock_stopped",
            node: Some(clock(ix)),
            event_at: Some((*event_at).into()),
            ..Line::default()
        }),
        Event::ClockExtended { clock: ix, by, event_at, .. } => Some(Line {
            kind: "clock_extended",
            node: Some(clock(ix)),
            text: Some(mingjing_clock::Limit { n: by.n, unit: by.unit, roll: false }.to_string()),
            event_at: Some((*event_at).into()),
            ..Line::default()
        }),
        Event::PauseBegan { pause, event_at, .. } => Some(Line {
            kind: "pause_began",
            node: Some(words::pause(definition, *pause)),
            event_at: Some((*event_at).into()),
            ..Line::default()
        }),
        Event::PauseEnded { key, event_at } => Some(Line {
            kind: "pause_ended",
            node: dossier.instance.pauses.get(key).map(|state| words::pause(definition, state.pause)),
            event_at: Some((*event_at).into()),
            ..Line::default()
        }),
        Event::AccrualTold { accrual, fact, on, .. } => Some(accruals::line(definition, *accrual, fact, *on)),
        _ => None,
    }
}
