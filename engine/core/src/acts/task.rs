//! The task that a command speaks of, checked once: whoever holds an [`OpenTask`] need not ask again.

use crate::{
    command::{Actor, TaskRef, What},
    ids::{Key, PersonId},
    machine::triggers,
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};
use mingjing_model::definition::{LaneIx, LaneRef, NodeIx};

/// An open task of a running instance, at the revision that the caller saw.
#[derive(Clone, Debug)]
pub(crate) struct OpenTask {
    /// Its element.
    pub key: Key,
    /// Its node.
    pub node: NodeIx,
    /// Who acts.
    pub lane: LaneIx,
    /// The unit in whose queue it is; none = the organ's.
    pub unit: Option<String>,
    /// Who holds it.
    pub assignee: Option<PersonId>,
}

/// The person who gives the command.
///
/// # Errors
/// The engine itself never acts for a person.
pub(crate) fn actor(work: &Work) -> Run<PersonId> {
    match &work.command.actor {
        Actor::Person(person) => Ok(person.clone()),
        Actor::System => reject(Rejection::new("MJ4015", RejectionKind::Forbidden)),
    }
}

/// The task that is meant.
///
/// # Errors
/// No such task, or it has changed since the caller saw it.
pub(crate) fn open(work: &Work, wanted: TaskRef) -> Run<OpenTask> {
    let found = work.instance.elements.get(&wanted.key).and_then(|element| Some((element.node, element.task()?)));
    let Some((node, task)) = found else {
        return reject(
            Rejection::new("MJ4002", RejectionKind::NotFound).with("task", work.instance.id.task(wanted.key)),
        );
    };
    if task.revision != wanted.revision {
        return reject(
            Rejection::new("MJ4004", RejectionKind::Stale).with("seen", wanted.revision).with("now", task.revision),
        );
    }
    Ok(OpenTask { key: wanted.key, node, lane: task.lane, unit: task.unit.clone(), assignee: task.assignee.clone() })
}

/// The lane in which the command acts: the task's, the act's, or that of the start node.
pub(crate) fn lane_of(work: &Work, at: Key) -> Option<LaneIx> {
    let def = work.def;
    match &work.command.what {
        What::CompleteTask { .. } => work.instance.elements.get(&at)?.task().map(|task| task.lane),
        What::RequestAct { act, .. } => def.act_by_id(act).map(|act| def.acts[act.index()].lane),
        What::Start(_) => match def.node(def.start()).lane {
            Some(LaneRef::Fixed(lane)) => Some(lane),
            Some(LaneRef::Table { .. }) | None => None,
        },
        What::EnterMessage { subscription, .. } => triggers::awaited(work, *subscription)?.lane,
        What::TakeReceipt { .. }
        | What::ClaimTask(_)
        | What::ReleaseTask(_)
        | What::FireTimer { .. }
        | What::RaiseCards
        | What::CorrelateMessage { .. }
        | What::Continue
        | What::Recount
        | What::AnswerCard { .. }
        | What::JudgeCard { .. }
        | What::RetryIncident { .. }
        | What::ResolveIncident { .. } => None,
    }
}

/// Turns the command down.
pub(crate) fn reject<T>(rejection: Rejection) -> Run<T> {
    Err(Halt::Reject(Box::new(rejection)))
}
