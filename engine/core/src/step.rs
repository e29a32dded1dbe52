//! The one pure step: command in, outcome out.

use crate::{
    acts,
    command::{Command, What},
    commands, machine,
    needs::Inputs,
    outcome::{Outcome, Rejection, RejectionKind, Step},
    state::{Instance, Status},
    time,
    work::{Halt, Run, Work},
};
use jiff::Timestamp;
use mingjing_model::definition::Definition;

/// What `command` does to `instance` at `now`: events and the instance after them, a rejection, or questions.
///
/// The same arguments always give the same outcome. `instance` is unborn for a start. After `Needs` the caller puts
/// the answers into `inputs` and steps again from the start; nothing has happened in between.
pub fn step(def: &Definition, instance: &Instance, command: &Command, now: Timestamp, inputs: &Inputs) -> Outcome {
    let mut work = Work::new(def, instance, command, now, inputs);
    match run(&mut work) {
        Ok(()) => Outcome::Done(Box::new(done(work))),
        Err(Halt::Needs) => Outcome::Needs(work.needs()),
        Err(Halt::Reject(rejection)) => Outcome::Rejected(*rejection),
        Err(Halt::Refuse(refusal)) => acts::refusal::record(def, instance, command, now, inputs, &refusal),
        Err(Halt::Trouble(trouble)) => {
            Outcome::Rejected(Rejection::new(trouble.code, RejectionKind::Conflict).with("detail", trouble.detail))
        }
    }
}

/// Carries the command out on the working copy.
pub(crate) fn run(work: &mut Work<'_>) -> Run {
    work.agenda = machine::waiting_tokens(&work.instance);
    admit(work)?;
    dispatch(work)?;
    machine::run(work)?;
    time::clocks::end_pauses(work)?;
    time::recount::catch_up(work)?;
    time::cards::raise_due(work)
}

/// True while tokens of a big step are left over: the instance waits for a `Continue`.
pub fn is_unfinished(def: &Definition, instance: &Instance) -> bool {
    machine::is_unfinished(def, instance)
}

/// A start needs an instance that is not born, everything else one that runs. A receipt comes when it comes, and cards
/// live on after their case.
fn admit(work: &Work<'_>) -> Run {
    let state = match (&work.command.what, work.instance.status) {
        (What::Start(_), Status::Unborn) => return Ok(()),
        (What::Start(_), Status::Running | Status::Ended { .. }) => "started",
        (_, Status::Running) => return Ok(()),
        (
            What::TakeReceipt { .. }
            | What::RaiseCards
            | What::Recount
            | What::AnswerCard { .. }
            | What::JudgeCard { .. },
            Status::Ended { .. },
        ) => return Ok(()),
        (What::CorrelateMessage { subscription, .. }, Status::Ended { .. })
            if work.instance.verdicts.contains_key(subscription) =>
        {
            return Ok(());
        }
        (_, Status::Unborn) => {
            let rejection = Rejection::new("MJ4001", RejectionKind::NotFound).with("instance", work.instance.id);
            return Err(Halt::Reject(Box::new(rejection)));
        }
        (_, Status::Ended { .. }) => "ended",
    };
    Err(Halt::Reject(Box::new(Rejection::new("MJ4003", RejectionKind::Conflict).with("state", state))))
}

fn dispatch(work: &mut Work<'_>) -> Run {
    let command = work.command;
    match &command.what {
        What::Start(start) => commands::start::run(work, start),
        What::ClaimTask(task) => commands::claim_task::run(work, *task),
        What::ReleaseTask(task) => commands::release_task::run(work, *task),
        What::CompleteTask { task, submission, documents } => {
            commands::complete_task::run(work, *task, submission, documents)
        }
        What::RequestAct { act, submission } => commands::request_act::run(work, act, submission),
        What::FireTimer { timer, occurrence } => commands::fire_timer::run(work, *timer, *occurrence),
        What::RaiseCards => commands::raise_cards::run(work),
        What::CorrelateMessage { subscription, message, body, from } => {
            commands::correlate_message::run(work, *subscription, message, body, from.as_ref())
        }
        What::EnterMessage { subscription, submission } => {
            commands::enter_message::run(work, *subscription, submission)
        }
        What::TakeReceipt { message, taken } => commands::take_receipt::run(work, *message, *taken),
        What::Continue => commands::continue_step::run(work),
        What::Recount => commands::recount::run(work),
        What::AnswerCard { card, answer } => commands::answer_card::run(work, *card, *answer),
        What::JudgeCard { card, verdict } => commands::judge_card::run(work, *card, *verdict),
        What::RetryIncident { incident } => commands::retry_incident::run(work, *incident),
        What::ResolveIncident { incident, to } => commands::resolve_incident::run(work, *incident, *to),
    }
}

/// The step that the work comes to.
pub(crate) fn done(work: Work<'_>) -> Step {
    let unfinished = is_unfinished(work.def, &work.instance);
    let finished = work.finish();
    Step {
        instance: finished.instance,
        events: finished.events,
        values: finished.values,
        inputs: finished.used,
        refusal: None,
        unfinished,
    }
}
