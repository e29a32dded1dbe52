//! How a handler asks the engine for something.

use crate::{
    app::App,
    http::{
        codes,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
    view::{dossier, words},
};
use axum::http::StatusCode;
use mingjing_core::{
    command::{Actor, Command, What},
    event::Event,
    ids::{CommandId, InstanceId, PersonId},
    outcome::Rejection,
};
use mingjing_model::definition::Definition;
use mingjing_runtime::{codes as runtime, control, lane};
use std::{collections::BTreeMap, time::Duration};
use tokio::{sync::broadcast::error::RecvError, time::timeout};

/// An answer waits no longer than this for what follows by itself: it takes a few commits, unless nobody awaits the message.
const FOLLOWS_MAX: Duration = Duration::from_millis(500);

/// Sends a person's command and waits until it is committed; gives the sequence of its record.
///
/// # Errors
/// Whatever the engine answers but done or repeated.
pub async fn send(
    app: &App,
    viewer: &Viewer,
    id: CommandId,
    instance: InstanceId,
    what: What,
    reason: Option<String>,
) -> Answer<u64> {
    match app.engine.send(of(viewer, id, instance, what, reason)?).await {
        lane::Answer::Refused { seq, rejection } => {
            let recalled = recalled(app, instance, seq, rejection).await?;
            Err(Problem { record: Some(seq), ..named(app, instance, recalled.into()).await? })
        }
        lane::Answer::Rejected(rejection) => Err(named(app, instance, rejection.into()).await?),
        answer => outcome(answer),
    }
}

/// Waits until the messages that a case has just sent within its organ are taken in, so that the answer names the step that
/// follows and not the moment between.
///
/// # Errors
/// Those of the store.
pub async fn followed(app: &App, instance: InstanceId) -> Answer<()> {
    let mut commits = app.engine.follow();
    let quiet = async {
        while is_followed(app, instance).await? && !matches!(commits.recv().await, Err(RecvError::Closed)) {}
        Ok(())
    };
    timeout(FOLLOWS_MAX, quiet).await.unwrap_or(Ok(()))
}

/// Whether a message of the case is on its way within its organ, and not for long.
async fn is_followed(app: &App, instance: InstanceId) -> Answer<bool> {
    let Some((_, bytes)) = app.store.instance_get(instance).await? else { return Ok(false) };
    let instance = control::decode(&bytes).map_err(|error| Problem::fault(codes::FAULT, &error))?;
    let now = app.clock.now();
    let sent = instance.sent.values().map(|sent| (&sent.recipient, sent.since));
    let reports = instance.reports.values().map(|report| (&report.recipient, report.since));
    let mut own = sent.chain(reports).filter(|(recipient, _)| **recipient == instance.organ);
    Ok(own.any(|(_, since)| now.duration_since(since).unsigned_abs() < FOLLOWS_MAX))
}

/// A person's command; blank reasons are none.
///
/// # Errors
/// When the machine has no chance to give.
pub fn of(viewer: &Viewer, id: CommandId, instance: InstanceId, what: What, reason: Option<String>) -> Answer<Command> {
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    Ok(Command { id, actor: Actor::Person(viewer.person.id.clone()), instance, what, reason, salt: salt()? })
}

/// The problem with its facts as people read them. Of a case that does not exist there is nothing to name.
///
/// # Errors
/// Those of the store.
pub async fn named(app: &App, instance: InstanceId, problem: Problem) -> Answer<Problem> {
    let Some(facts) = app.store.case_get(instance).await? else { return Ok(problem) };
    let pinned = app.bundles.pinned(facts.case.bundle, &facts.case.process).await?;
    worded(app, pinned.definition(), problem).await
}

/// The problem with its facts in the words of a process.
///
/// # Errors
/// Those of the store.
pub async fn worded(app: &App, definition: &Definition, mut problem: Problem) -> Answer<Problem> {
    let everything = problem.errors.iter().flat_map(|error| &error.params).chain(&problem.params);
    let people =
        everything.filter(|(name, _)| *name == "person" || *name == "absent").map(|(_, id)| PersonId::new(id.as_str()));
    let who = app.names.of(people.collect()).await?;
    let worded = |params: &BTreeMap<String, String>| {
        let facts = params.iter().map(|(name, fact)| (name.as_str(), fact.as_str()));
        words::named(definition, &who, facts)
    };
    for error in &mut problem.errors {
        error.params = worded(&error.params);
    }
    problem.params = worded(&problem.params);
    Ok(problem)
}

/// A refusal that is answered again has no facts: its record has them.
async fn recalled(app: &App, instance: InstanceId, seq: u64, rejection: Rejection) -> Answer<Rejection> {
    if !rejection.params.is_empty() {
        return Ok(rejection);
    }
    let told = dossier::read(app.store.history_page(instance, seq.saturating_sub(1), 1).await?)?;
    let events = told.into_iter().flat_map(|told| told.record.events);
    let mut facts = events.filter_map(|event| match event {
        Event::ActRefused { facts, .. } => Some(facts),
        _ => None,
    });
    // The facts of several findings follow each other, each begun by its code; the answer is that of the first.
    let of_first = facts.next().unwrap_or_default().into_iter().enumerate();
    let of_first = of_first.take_while(|(place, (name, _))| *place == 0 || name != "code").map(|(_, fact)| fact);
    Ok(of_first.fold(rejection, |rejection, (name, fact)| rejection.with(&name, fact)))
}

/// Chance for the salts of personal values.
///
/// # Errors
/// When the machine has none to give.
pub fn salt() -> Answer<[u8; 16]> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| Problem::fault(codes::FAULT, &error))?;
    Ok(salt)
}

/// The sequence of the record, or the problem.
///
/// # Errors
/// Whatever is not done or repeated.
pub fn outcome(answer: lane::Answer) -> Answer<u64> {
    match answer {
        lane::Answer::Done { seq } | lane::Answer::Repeated { seq } | lane::Answer::Delivered { seq, .. } => Ok(seq),
        lane::Answer::Refused { rejection, .. } | lane::Answer::Rejected(rejection) => Err(rejection.into()),
        lane::Answer::Overloaded => {
            Err(Problem { retry_after: Some(1), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, codes::UNAVAILABLE) })
        }
        lane::Answer::Fault(fault) => Err(of_fault(&fault)),
        lane::Answer::Kept | lane::Answer::Known | lane::Answer::NoReceiver => {
            Err(Problem::fault(codes::FAULT, &"a command was answered as a message"))
        }
    }
}

/// What passes by itself is worth another try; everything else is for the operator.
fn of_fault(fault: &lane::Fault) -> Problem {
    let problem = Problem::fault(fault.code, &fault.detail);
    match fault.code {
        runtime::OUTCOME | runtime::HELD | runtime::STOPPING => {
            Problem { status: StatusCode::SERVICE_UNAVAILABLE, retry_after: Some(1), ..problem }
        }
        _ => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_may_be_tried_again_and_other_faults_not() {
        for (code, status, retry_after) in [
            (runtime::OUTCOME, StatusCode::SERVICE_UNAVAILABLE, Some(1)),
            (runtime::HELD, StatusCode::SERVICE_UNAVAILABLE, Some(1)),
            (runtime::STOPPING, StatusCode::SERVICE_UNAVAILABLE, Some(1)),
            (runtime::COMMAND, StatusCode::INTERNAL_SERVER_ERROR, None),
            (runtime::CONTROL, StatusCode::INTERNAL_SERVER_ERROR, None),
        ] {
            let problem = of_fault(&lane::Fault { code, detail: "for the log".to_owned() });
            assert_eq!((problem.status, problem.retry_after, problem.params.len()), (status, retry_after, 0), "{code}");
        }
    }
}
