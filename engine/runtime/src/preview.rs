//! A dry run: what would come of a command. It reads what screens read and has no way to write.

use crate::{
    control,
    lane::ROUNDS_MAX,
    store::{Error, ErrorKind, ask, read::Reads},
};
use jiff::Timestamp;
use mingjing_core::{
    command::Command,
    needs::{Answer, Inputs, Query},
    outcome::Preview,
    preview::preview as once,
    state::Instance,
};
use mingjing_model::definition::Definition;

/// What would come of the command on the case as it stands, by the definition that it pins; with the case before it.
///
/// # Errors
/// Those of the store; [`ErrorKind::NotFound`] when there is no such case.
pub async fn preview<R: Reads + ?Sized>(
    reads: &R,
    definition: &Definition,
    command: &Command,
    now: Timestamp,
) -> Result<(Instance, Preview), Error> {
    preview_with(reads, definition, command, now, []).await
}

/// As [`preview`], with answers that are given beforehand.
///
/// # Errors
/// Those of [`preview`].
pub async fn preview_with<R: Reads + ?Sized>(
    reads: &R,
    definition: &Definition,
    command: &Command,
    now: Timestamp,
    given: impl IntoIterator<Item = (Query, Answer)>,
) -> Result<(Instance, Preview), Error> {
    let unknown = || Error::new(ErrorKind::NotFound, format!("case {}", command.instance));
    let (_, bytes) = reads.instance_get(command.instance).await?.ok_or_else(unknown)?;
    let before = control::decode(&bytes).map_err(|cause| Error::wrap(ErrorKind::Corrupt, "control", cause))?;
    let mut inputs = Inputs::default();
    given.into_iter().for_each(|(query, answer)| inputs.put(query, answer));
    for _ in 0..=ROUNDS_MAX {
        match once(definition, &before, command, now, &inputs) {
            Preview::Needs(needs) => fill(reads, command, needs, &mut inputs).await?,
            told @ (Preview::Clear(_) | Preview::Stopped(_) | Preview::Rejected(_)) => return Ok((before, told)),
        }
    }
    Err(Error::new(ErrorKind::Conflict, format!("a dry run still asks after {ROUNDS_MAX} rounds")))
}

async fn fill<R: Reads + ?Sized>(
    reads: &R,
    command: &Command,
    needs: Vec<Query>,
    inputs: &mut Inputs,
) -> Result<(), Error> {
    for query in needs {
        let answer = ask(reads, command.instance, &query).await?;
        inputs.put(query, answer);
    }
    Ok(())
}
