//! How a handler asks the engine for something.

use crate::{
    app::App,
    http::{
        codes,
        problem::{Answer, Problem},
    },
    identity::viewer::Viewer,
};
use axum::http::StatusCode;
use mingjing_core::{
    command::{Actor, Command, What},
    ids::{CommandId, InstanceId},
};
use mingjing_runtime::lane;

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
    let salt = salt()?;
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let command = Command { id, actor: Actor::Person(viewer.person.id.clone()), instance, what, reason, salt };
    outcome(app.engine.send(command).await)
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
        lane::Answer::Fault(fault) => Err(Problem::fault(fault.code, &fault.detail)),
        lane::Answer::Kept | lane::Answer::Known | lane::Answer::NoReceiver => {
            Err(Problem::fault(codes::FAULT, &"a command was answered as a message"))
        }
    }
}
