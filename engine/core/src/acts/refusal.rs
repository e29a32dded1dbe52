//! Recorded refusals: policy stopped an act, nothing moved, and supervisors see the attempt.

use crate::{
    command::{Actor, Command, What},
    event::Event,
    ids::{Key, PersonId},
    machine,
    needs::Inputs,
    outcome::{Outcome, Rejection, Step},
    state::{Instance, Status},
    work::{Halt, Refusal, Run, Work},
};
use jiff::{Timestamp, civil::Date};
use mingjing_model::definition::{Definition, PolicyRule, RuleMode};

/// A stop of the command at hand by this rule; the task is the command's.
pub(crate) fn refuse(work: &Work, rule: PolicyRule, rejection: Rejection, facts: Vec<(String, String)>) -> Halt {
    Halt::Refuse(Box::new(Refusal { rule, task: task_of(&work.command.what), rejection, facts }))
}

/// The answer to a stopped command: where policy says so, a record of the refusal on the instance as it was, once a
/// (rule, actor, task, day); else, and for a repeat, a plain rejection. The caller gets the same problem either way.
pub(crate) fn record(
    def: &Definition,
    instance: &Instance,
    command: &Command,
    now: Timestamp,
    inputs: &Inputs,
    refusal: &Refusal,
) -> Outcome {
    let plain = || Outcome::Rejected(refusal.rejection.clone());
    let Actor::Person(actor) = &command.actor else {
        return plain();
    };
    if mode(def, refusal.rule) == RuleMode::Reject || instance.status == Status::Unborn {
        return plain();
    }
    let mut work = Work::new(def, instance, command, now, inputs);
    match record_once(&mut work, refusal, actor) {
        Ok(true) => done(work, refusal),
        Ok(false) => plain(),
        Err(Halt::Needs) => Outcome::Needs(work.needs()),
        Err(Halt::Reject(_) | Halt::Refuse(_) | Halt::Trouble(_)) => plain(),
    }
}

fn record_once(work: &mut Work, refusal: &Refusal, actor: &PersonId) -> Run<bool> {
    let day = work.today()?;
    if stands(&work.instance, refusal, actor, day) {
        return Ok(false);
    }
    work.emit(Event::ActRefused {
        rule: refusal.rule,
        actor: actor.clone(),
        task: refusal.task,
        code: refusal.rejection.code.clone(),
        facts: refusal.facts.clone(),
        day,
    });
    Ok(true)
}

fn stands(instance: &Instance, refusal: &Refusal, actor: &PersonId, day: Date) -> bool {
    let same = |rule, person: &PersonId, task| rule == refusal.rule && person == actor && task == refusal.task;
    instance.refusals.iter().any(|state| state.day == day && same(state.rule, &state.actor, state.task))
}

fn done(work: Work, refusal: &Refusal) -> Outcome {
    let unfinished = machine::is_unfinished(work.def, &work.instance);
    let finished = work.finish();
    Outcome::Done(Box::new(Step {
        instance: finished.instance,
        events: finished.events,
        values: finished.values,
        inputs: finished.used,
        refusal: Some(refusal.rejection.clone()),
        unfinished,
    }))
}

/// A rule that is not listed rejects without a record.
pub(crate) fn mode(def: &Definition, rule: PolicyRule) -> RuleMode {
    def.policy.rules.get(&rule).copied().unwrap_or(RuleMode::Reject)
}

fn task_of(what: &What) -> Option<Key> {
    match what {
        What::ClaimTask(task) | What::ReleaseTask(task) | What::CompleteTask { task, .. } => Some(task.key),
        What::Start(_)
        | What::RequestAct { .. }
        | What::FireTimer { .. }
        | What::RaiseCards
        | What::CorrelateMessage { .. }
        | What::EnterMessage { .. }
        | What::TakeReceipt { .. }
        | What::Continue
        | What::Recount
        | What::AnswerCard { .. }
        | What::JudgeCard { .. }
        | What::RetryIncident { .. }
        | What::ResolveIncident { .. } => None,
    }
}
