//! A dry run in words: everything that stops an act, or where the case would stand after it.

use super::{
    cases,
    shapes::{Due, ItemLabel, Ref},
    standing, tasks, words,
};
use crate::{app::App, bundles::Pinned, http::problem::Answer, names::Who};
use mingjing_core::{
    ids::PersonId,
    outcome::{FieldError, Obstacle as Found, Preview as Told},
    rows::{TaskRow, project},
    state::{ElementState, Instance, Status},
};
use mingjing_model::definition::{Definition, Form, Text};
use serde::Serialize;
use std::collections::BTreeSet;

/// The answer of a dry run: obstacles, or what follows.
#[derive(Debug, Default, Serialize)]
pub struct Preview {
    /// All that stops the act; none = it may be handed in.
    pub obstacles: Vec<Obstacle>,
    /// Where the case would stand; none while something stops the act.
    pub then: Option<Then>,
}

/// One thing that stops an act.
#[derive(Debug, Serialize)]
pub struct Obstacle {
    /// JSON pointer into the submission, `/reason` for the reasons; empty = the act as a whole.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// What is wrong.
    pub message: Text,
    /// The rule of policy; none where the form is wrong.
    pub rule: Option<Ref>,
    /// An attempt would stand on record.
    pub recorded: bool,
}

/// Where the case would stand.
#[derive(Debug, Serialize)]
pub struct Then {
    /// Tasks that come to be, one a node and queue.
    pub tasks: Vec<Ahead>,
    /// Nodes that begin to wait for a message from outside or for a moment.
    pub waits: Vec<Ref>,
    /// Clocks that start.
    pub clocks: Vec<Ref>,
    /// The stage, where it changes.
    pub stage: Option<Ref>,
    /// Where the process would get stuck.
    pub stuck: Vec<Stuck>,
    /// The case would be over.
    pub ended: bool,
}

/// A task to come.
#[derive(Debug, Serialize)]
pub struct Ahead {
    /// Its node.
    pub node: Ref,
    /// Its lane.
    pub lane: Ref,
    /// Its unit.
    pub unit: Option<Ref>,
    /// Its deadline.
    pub due: Option<Due>,
    /// The items of a multi-instance that it is for, one task each.
    pub items: Vec<ItemLabel>,
}

/// A node at which the process would get stuck.
#[derive(Debug, Serialize)]
pub struct Stuck {
    /// The node.
    pub node: Ref,
    /// Why.
    pub message: Text,
}

/// What was tried.
pub struct Subject<'a> {
    /// The process.
    pub pinned: &'a Pinned,
    /// The form.
    pub form: Option<&'a Form>,
    /// The case as it stands.
    pub before: &'a Instance,
}

/// Words an answer; `faults` are what the form's schema found beforehand.
///
/// # Errors
/// Those of the store.
pub async fn told(app: &App, subject: &Subject<'_>, faults: Vec<FieldError>, told: Told) -> Answer<Preview> {
    let found = match told {
        Told::Stopped(found) => merged(faults, found),
        Told::Clear(_) | Told::Rejected(_) | Told::Needs(_) if !faults.is_empty() => merged(faults, Vec::new()),
        Told::Clear(step) => {
            let who = app.names.of(Vec::new()).await?;
            return Ok(Preview { obstacles: Vec::new(), then: Some(then(app, subject, &step.instance, &who)) });
        }
        Told::Rejected(_) | Told::Needs(_) => Vec::new(),
    };
    let named = found.iter().filter_map(|found| found.fault.params.get("person"));
    let who = app.names.of(named.map(|id| PersonId::new(id.as_str())).collect()).await?;
    Ok(Preview { obstacles: found.into_iter().map(|found| obstacle(subject, &who, found)).collect(), then: None })
}

/// What the schema found, then what the engine adds: of a field that the schema faults, the law alone.
fn merged(faults: Vec<FieldError>, found: Vec<Found>) -> Vec<Found> {
    let known: BTreeSet<String> = faults.iter().map(|fault| fault.pointer.clone()).collect();
    let of_schema = faults.into_iter().map(|fault| Found { fault, rule: None, recorded: false });
    let added = found.into_iter().filter(|found| found.rule.is_some() || !known.contains(&found.fault.pointer));
    of_schema.chain(added).collect()
}

fn obstacle(subject: &Subject<'_>, who: &Who, found: Found) -> Obstacle {
    let definition = subject.pinned.definition();
    let Found { fault: FieldError { pointer, code, mut params }, rule, recorded } = found;
    // The engine names a field by its id, people know it by its title.
    let fields = subject.form.into_iter().flat_map(|form| &form.fields);
    if let Some(field) = fields.into_iter().find(|field| params.get("field") == Some(&field.id)) {
        params.insert("field_en".to_owned(), field.title.en.clone().unwrap_or_else(|| field.title.zh.clone()));
        params.insert("field".to_owned(), field.title.zh.clone());
    }
    let params: Vec<_> = params.into_iter().collect();
    let message = words::told(definition, who, &code, &params);
    Obstacle { pointer, code, message, rule: rule.map(|rule| words::policy_rule(definition, rule)), recorded }
}

fn then(app: &App, subject: &Subject<'_>, after: &Instance, who: &Who) -> Then {
    let (definition, before) = (subject.pinned.definition(), subject.before);
    let fresh = after.elements.iter().filter(|(key, _)| !before.elements.contains_key(key)).map(|(_, element)| element);
    let waiting = fresh.filter(|element| matches!(element.state, ElementState::Waiting));
    let waiting = waiting.filter(|element| standing::is_seen(subject.pinned, element.node));
    let clocks = after.clocks.keys().filter(|clock| !before.clocks.contains_key(clock)).map(|ix| {
        let clock = &definition.clocks[ix.index()];
        Ref { id: clock.id.clone(), title: clock.title.clone() }
    });
    let stuck = after.incidents.iter().filter(|(key, _)| !before.incidents.contains_key(key)).map(|(_, incident)| {
        let node = after.elements.get(&incident.element).map(|element| words::node(definition, element.node));
        Stuck {
            node: node.unwrap_or_else(|| words::process(definition)),
            message: cases::incident(&incident.code, &incident.detail),
        }
    });
    Then {
        tasks: ahead(app, definition, before, after, who),
        waits: waiting.map(|element| words::node(definition, element.node)).collect(),
        clocks: clocks.collect(),
        stage: after.stage.filter(|stage| before.stage != Some(*stage)).and_then(|ix| words::stage(definition, ix)),
        stuck: stuck.collect(),
        ended: matches!(after.status, Status::Ended { .. }),
    }
}

/// The tasks that were not there before, those of one node and queue together.
fn ahead(app: &App, definition: &Definition, before: &Instance, after: &Instance, who: &Who) -> Vec<Ahead> {
    let mut tasks: Vec<Ahead> = Vec::new();
    let rows = project(definition, after).tasks;
    for row in rows.into_iter().filter(|row| !before.elements.contains_key(&row.key)) {
        let item = row.item.map(|index| ItemLabel::new(index, row.item_label.clone()));
        let known = tasks.iter_mut().find(|task| is_of(task, &row));
        match known {
            Some(task) => task.items.extend(item),
            None => tasks.push(Ahead {
                node: words::node_id(definition, &row.node),
                lane: words::lane_id(definition, &row.lane),
                unit: row.unit.as_ref().map(|unit| who.unit(&row.organ, unit)),
                due: tasks::due(app, row.due_at, row.due_provisional),
                items: item.into_iter().collect(),
            }),
        }
    }
    tasks
}

fn is_of(task: &Ahead, row: &TaskRow) -> bool {
    task.node.id == row.node
        && task.lane.id == row.lane
        && task.unit.as_ref().map(|unit| &unit.id) == row.unit.as_ref()
        && row.item.is_some()
}
