//! What a step asks for, answered through the reads of screens: for a dry run, which holds no lock and writes nothing.

use super::{
    Error, ErrorKind,
    read::Reads,
    values::{value_of, value_rows_of},
};
use mingjing_clock::{Calendar, CalendarFile};
use mingjing_core::{
    ids::InstanceId,
    needs::{Answer, Pointer, Query, ValueId},
    record::Record,
};
use mingjing_expr::Value;
use std::{collections::BTreeMap, sync::Arc};

/// The answer that the writer would give, except for numbers: only a commit hands them out, so all are 0 here, and no
/// command counts as seen.
///
/// # Errors
/// Those of the store; when a record or a calendar is not there or not readable.
pub async fn ask<R: Reads + ?Sized>(reads: &R, instance: InstanceId, query: &Query) -> Result<Answer, Error> {
    Ok(match query {
        Query::Value(at) => Answer::Value(value(reads, instance, *at).await?),
        Query::Register { register, key, on } => Answer::Register(reads.register_get(register, key, *on).await?),
        Query::Number { .. } => Answer::Number(0),
        Query::Calendar { id } => Answer::Calendar(calendar(reads, id).await?),
        Query::Rights { person, on } => Answer::Rights(reads.rights_on(person, *on).await?),
        Query::Organ { organ } => Answer::Organ(reads.tenant_of(organ).await?),
        Query::Seen { .. } => Answer::Seen(None),
    })
}

async fn value<R: Reads + ?Sized>(reads: &R, instance: InstanceId, at: Pointer) -> Result<Value, Error> {
    let missing = || Error::new(ErrorKind::NotFound, format!("record {} of a value is not there", at.seq));
    let line = reads.history_get(instance, &[at.seq]).await?.pop().ok_or_else(missing)?;
    let record = Record::read(&line.bytes).map_err(|cause| Error::wrap(ErrorKind::Corrupt, "record", cause))?;
    let Some(event) = record.events.get(usize::from(at.event)) else { return Ok(Value::Null) };
    let mut rows = BTreeMap::new();
    for n in value_rows_of(event) {
        if let Some((_, bytes)) = reads.value_get(ValueId { instance, seq: at.seq, n }).await? {
            rows.insert(n, bytes);
        }
    }
    Ok(value_of(event, |n| rows.get(&n).cloned()))
}

/// The calendar in force.
///
/// # Errors
/// As [`ask`].
pub async fn calendar<R: Reads + ?Sized>(reads: &R, id: &str) -> Result<Arc<Calendar>, Error> {
    let missing = || Error::new(ErrorKind::NotFound, format!("calendar `{id}` is not there"));
    let json = reads.calendar_get(id).await?.ok_or_else(missing)?;
    let file: CalendarFile =
        serde_json::from_str(&json).map_err(|cause| Error::wrap(ErrorKind::Corrupt, "calendar", cause))?;
    let calendar = Calendar::try_from(file).map_err(|cause| Error::new(ErrorKind::Corrupt, cause.to_string()))?;
    Ok(Arc::new(calendar))
}
