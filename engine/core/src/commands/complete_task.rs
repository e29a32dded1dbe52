//! The holder of a task finishes it: `claimed → completed`.

use crate::{
    acts::{authority, documents, submission, task, team},
    command::{EnteredDocument, TaskRef},
    event::Event,
    machine,
    outcome::{Rejection, RejectionKind},
    time::cards,
    work::{Run, Work},
};
use mingjing_expr::Value;

/// Completes the task with what was filled in. Authority and separation are looked at again: roles, teams and what
/// others did may have changed since the claim. Both checks ask before one decides (one round of answers). To finish late does not spare the card of the task's own limit.
pub(crate) fn run(work: &mut Work, wanted: TaskRef, submission: &Value, entered: &[EnteredDocument]) -> Run {
    let person = task::actor(work)?;
    let open = task::open(work, wanted)?;
    if open.assignee.as_ref() != Some(&person) {
        let holder = open.assignee.as_ref().map_or("—", |holder| holder.as_str());
        return task::reject(Rejection::new("MJ4008", RejectionKind::Conflict).with("person", holder));
    }
    let may_act = authority::may_act(work, open.lane, open.unit.as_deref(), &person);
    let examined = submission::examine_by(work, open.key, work.def.node(open.node).form, submission, &person);
    let asked = documents::prefetch(work, open.key, open.node);
    let absent = may_act?;
    if examined.is_err() {
        documents::note_absent(work, open.node, entered);
    }
    let examined = examined?;
    asked?;
    let documents = documents::examine(work, open.key, open.node, entered, examined.as_ref())?;
    cards::before_end_of_task(work, open.key)?;
    team::acted_for(work, open.lane, &person, absent);
    if let Some(examined) = examined {
        examined.record(work)?;
    }
    documents.record(work, &person);
    work.emit(Event::TaskCompleted { key: open.key, person, reason: work.command.reason.clone() });
    machine::complete(work, open.key)
}
