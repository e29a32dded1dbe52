//! A person asks for an act of the case, which starts an event sub-process.

use crate::{
    acts::{authority, submission, task, team},
    event::Event,
    machine,
    outcome::{Rejection, RejectionKind},
    work::{Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::QueueScope;

/// Asks for the act with what was filled in; whoever asks must be able to act in the act's lane. What is handed in
/// belongs to the scope that declares the act.
pub(crate) fn run(work: &mut Work, id: &str, submission: &Value) -> Run {
    let def = work.def;
    let person = task::actor(work)?;
    let Some(ix) = def.act_by_id(id) else {
        return task::reject(Rejection::new("MJ4009", RejectionKind::NotFound).with("act", id));
    };
    let act = &def.acts[ix.index()];
    let unit = match def.lane(act.lane).queue {
        QueueScope::Unit => work.instance.unit.clone(),
        QueueScope::Organ => None,
    };
    let scope = machine::act_scope(work, ix)?;
    let may_act = authority::may_act(work, act.lane, unit.as_deref(), &person);
    let examined = submission::examine_by(work, scope, act.form, submission, &person);
    let absent = may_act?;
    let examined = examined?;
    team::acted_for(work, act.lane, &person, absent);
    if let Some(examined) = examined {
        examined.record(work)?;
    }
    work.emit(Event::ActRequested { act: id.to_owned(), person, reason: work.command.reason.clone() });
    machine::trigger_act(work, scope, ix)
}
