//! Tasks.

use super::{
    shapes::{Due, ItemLabel, NextStep, Reason, TaskCase, TaskLine},
    words,
};
use crate::{app::App, bundles::Pinned, http::problem::Answer, names::Who};
use jiff::Timestamp;
use mingjing_clock::moments;
use mingjing_core::{ids::PersonId, rows::TaskRow};
use mingjing_model::definition::{Definition, NodeIx, NodeKind};

/// Days ahead up to which working days are counted for a list.
const NEAR_DAYS: i32 = 366;

/// Lines of the inbox, each worded with its own pinned definition; beside each row, whether its case is paused.
///
/// # Errors
/// Those of the store.
pub async fn lines(app: &App, rows: &[(TaskRow, bool)], viewer: &PersonId) -> Answer<Vec<TaskLine>> {
    let who = app.names.of(rows.iter().filter_map(|(row, _)| row.assignee.clone()).collect()).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for (row, paused) in rows {
        let pinned = app.bundles.pinned(row.bundle, &row.process).await?;
        lines.push(line(app, (row, *paused), &pinned, &who, viewer));
    }
    Ok(lines)
}

/// One line.
pub fn line(app: &App, (row, paused): (&TaskRow, bool), pinned: &Pinned, who: &Who, viewer: &PersonId) -> TaskLine {
    let definition = pinned.definition();
    TaskLine {
        id: row.instance.task(row.key).to_string(),
        revision: row.revision,
        case: TaskCase {
            id: row.instance.to_string(),
            number: row.number.clone(),
            title: row.title.clone(),
            process: words::process(definition),
        },
        node: words::node_id(definition, &row.node),
        stage: row.stage.as_ref().map(|stage| words::stage_id(definition, stage)),
        organ: who.organ(&row.organ),
        lane: words::lane_id(definition, &row.lane),
        unit: row.unit.as_ref().map(|unit| who.unit(&row.organ, unit)),
        assignee: row.assignee.as_ref().map(|person| who.person(person)),
        mine: row.assignee.as_ref() == Some(viewer),
        created_at: row.created_at,
        due: due(app, row.due_at, row.due_provisional),
        clock_paused: paused,
        level: row.level,
        item: row.item.map(|index| ItemLabel::new(index, row.item_label.clone())),
    }
}

/// A deadline with its last civil day.
pub fn due(app: &App, at: Option<Timestamp>, provisional: bool) -> Option<Due> {
    at.map(|at| {
        let (today, day) = (app.today(), app.day_before(at));
        // Counted day by day: a term of years is read by its date.
        let is_near = today <= day && day.since(today).is_ok_and(|ahead| ahead.get_days() <= NEAR_DAYS);
        let workdays = is_near.then(|| moments::workdays_remaining(today, day, &app.calendar).ok()).flatten();
        Due { at, day, provisional, workdays }
    })
}

/// What may follow a node: its flows, through the gateway of a choice.
pub fn next(definition: &Definition, node: NodeIx) -> Vec<NextStep> {
    let mut steps = Vec::new();
    for flow in &definition.node(node).outgoing {
        let flow = definition.flow(*flow);
        if matches!(definition.node(flow.to).kind, NodeKind::Exclusive) {
            steps.extend(next(definition, flow.to).into_iter().take(CHOICES_MAX));
        } else {
            let to = definition.node(flow.to).title.clone();
            steps.push(NextStep { title: flow.title.clone().unwrap_or_else(|| to.clone()), to, explain: flow.explain });
        }
        if steps.len() >= CHOICES_MAX {
            break;
        }
    }
    steps
}

/// Ways out that a page lists; also the guard against gateways in a circle.
const CHOICES_MAX: usize = 12;

/// Whether some way out demands reasons.
pub fn reason(steps: &[NextStep]) -> Reason {
    if steps.iter().any(|step| step.explain) { Reason::Maybe } else { Reason::Never }
}
