//! Writing a batch: one script for what nearly every batch has, a statement for what else there is, then `COMMIT`.

use super::{
    batch::{Batch, Part, USUAL_SCRIPT},
    rows,
};
use crate::{
    codes::{micros, signed},
    column::Columns,
    error::{Context, corrupt, kind_of_commit},
    pack::Field,
};
use mingjing_core::ids::{InstanceId, Tenant};
use mingjing_runtime::store::{
    Error, ErrorKind, InstanceWrite, MailboxKey, Message, MessageWrite, NoticeWrite, NumberWrite, Occurred,
    RecordWrite, ValueWrite, Writes,
};
use sqlx::{AssertSqlSafe, SqliteConnection, sqlite::SqliteRow};
use std::{collections::BTreeMap, sync::Arc};

/// Writes everything and commits; gives the log sequence of each record.
pub(super) async fn commit(connection: &mut SqliteConnection, writes: &Writes) -> Result<Vec<u64>, Error> {
    let mut batch = Batch::default();
    writes.instances.iter().for_each(|write| instance(&mut batch, write));
    let places = records(&mut batch, &writes.records);
    writes.values.iter().for_each(|write| value(&mut batch, write));
    writes.rows.iter().try_for_each(|change| rows::change(&mut batch, change))?;
    writes.messages.iter().for_each(|write| message(&mut batch, write));
    writes.numbers.iter().for_each(|write| number(&mut batch, write));
    writes.occurred.iter().for_each(|occurred| occurrence(&mut batch, occurred));
    writes.notices.iter().for_each(|write| notice(&mut batch, write));
    let moved = batch.part(Part::Instances).count();

    let answers = run(connection, batch).await?;
    check_moved(&answers, moved)?;
    let log_seqs = log_seqs(&answers, &places)?;
    let committed = sqlx::query("COMMIT").execute(connection).await;
    committed.map_err(|error| Error::wrap(kind_of_commit(&error), "committing", error))?;
    Ok(log_seqs)
}

/// Runs the statements, and gives what the usual ones return.
async fn run(connection: &mut SqliteConnection, batch: Batch) -> Result<Vec<SqliteRow>, Error> {
    let doing = "writing a batch";
    let (usual, rest) = batch.into_packs();
    let mut query = sqlx::query(AssertSqlSafe(Arc::clone(&USUAL_SCRIPT)));
    for pack in usual {
        let (rows, blobs) = pack.into_parts();
        query = query.bind(rows).bind(blobs);
    }
    let answers = query.fetch_all(&mut *connection).await.context(doing)?;
    for (part, pack) in rest {
        let (rows, blobs) = pack.into_parts();
        for &text in part.statements() {
            sqlx::query(text)
                .bind(rows.as_deref())
                .bind(blobs.as_deref())
                .execute(&mut *connection)
                .await
                .context(doing)?;
        }
    }
    Ok(answers)
}

/// Every changed instance had the sequence that it was expected to have.
fn check_moved(answers: &[SqliteRow], expected: usize) -> Result<(), Error> {
    let row = answers.first().ok_or_else(|| corrupt("count of instances"))?;
    let moved: usize = row.small("updated")?;
    // `changes()` keeps the count of the statement before when there was nothing to update.
    if expected == 0 || moved == expected {
        Ok(())
    } else {
        Err(Error::new(ErrorKind::Conflict, format!("{moved} of {expected} instances had the expected sequence")))
    }
}

/// Last sequence of the tenant's log, back by the records of the batch, and on by the record's place.
fn log_seqs(answers: &[SqliteRow], places: &Places) -> Result<Vec<u64>, Error> {
    let mut before = BTreeMap::new();
    for row in answers.iter().skip(1) {
        let tenant = Tenant(row.small("tenant")?);
        let records = places.records.get(&tenant).copied().unwrap_or(0);
        before.insert(tenant, row.unsigned("last")?.saturating_sub(records));
    }
    let log_seq = |(tenant, place): &(Tenant, u64)| {
        before.get(tenant).map(|before| before + place).ok_or_else(|| corrupt("log sequence"))
    };
    places.order.iter().map(log_seq).collect()
}

/// Where the records of a batch stand in their tenants' logs.
#[derive(Default)]
struct Places {
    /// Tenant and place, from 1, of each record.
    order: Vec<(Tenant, u64)>,
    /// Records of each tenant.
    records: BTreeMap<Tenant, u64>,
}

fn instance(batch: &mut Batch, write: &InstanceWrite) {
    let [tenant, id] = instance_fields(&write.instance);
    let seq = Field::Int(signed(write.seq));
    let control = Field::Bytes(&write.control);
    let continue_at = write.continue_at.map(micros).into();
    match write.expected {
        None => batch.part(Part::NewInstances).push(&[tenant, id, seq, control, continue_at]),
        Some(expected) => {
            batch.part(Part::Instances).push(&[tenant, id, Field::Int(signed(expected)), seq, control, continue_at])
        }
    }
}

fn records(batch: &mut Batch, records: &[RecordWrite]) -> Places {
    let mut places = Places::default();
    for record in records {
        let tenant = record.instance.tenant;
        let place = places.records.entry(tenant).or_default();
        *place += 1;
        places.order.push((tenant, *place));
        let [tenant, id] = instance_fields(&record.instance);
        batch.part(Part::Records).push(&[
            tenant,
            id,
            Field::Int(signed(record.seq)),
            Field::Int(signed(*place)),
            Field::Fixed(record.command.0.as_bytes()),
            Field::Fixed(&record.digest),
            Field::Int(micros(record.entry_at)),
            Field::Int(record.algorithm.into()),
            Field::Fixed(&record.previous.0),
            Field::Fixed(&record.hash.0),
            Field::Bytes(&record.bytes),
        ]);
    }
    for (tenant, records) in &places.records {
        batch.part(Part::Logs).push(&[Field::Int(tenant.0.into()), Field::Int(signed(*records))]);
    }
    places
}

fn value(batch: &mut Batch, write: &ValueWrite) {
    let [tenant, id] = instance_fields(&write.id.instance);
    let place = [Field::Int(signed(write.id.seq)), Field::Int(write.id.n.into())];
    batch.part(Part::Values).push(&[
        tenant,
        id,
        place[0],
        place[1],
        Field::Fixed(&write.salt),
        Field::Bytes(&write.bytes),
    ]);
}

fn message(batch: &mut Batch, write: &MessageWrite) {
    let (part, mailbox, message, delivered, open, taken) = match write {
        MessageWrite::Keep(key, message) => (Part::MessagesKept, key, message, WAITS, DONE, None),
        MessageWrite::Sent(key, message) => (Part::MessagesKept, key, message, WAITS, TO_LOOK, None),
        MessageWrite::Delivered(key, message, taken) => {
            (Part::MessagesDelivered, key, message, TAKEN, receipt(message), Some(taken))
        }
        MessageWrite::Refused(key, message) => (Part::MessagesDelivered, key, message, REFUSED, receipt(message), None),
        MessageWrite::Looked(MailboxKey { tenant, name, key }) => {
            let fields = [Field::Int(tenant.0.into()), Field::Text(name), Field::Text(key)];
            return batch.part(Part::MessagesLooked).push(&fields);
        }
        MessageWrite::Receipted(sender, key) => {
            let [tenant, id] = instance_fields(sender);
            return batch.part(Part::MessagesReceipted).push(&[tenant, id, Field::Int(signed(key.0))]);
        }
    };
    let [sender_tenant, sender] = optional_instance(message.from.as_ref().map(|from| &from.instance));
    let [receiver_tenant, receiver] = optional_instance(taken.map(|taken| &taken.receiver));
    batch.part(part).push(&[
        Field::Int(mailbox.tenant.0.into()),
        Field::Text(&mailbox.name),
        Field::Text(&mailbox.key),
        Field::Text(&message.id),
        Field::Bytes(&message.body),
        Field::Int(micros(message.at)),
        message.expires_at.map(micros).into(),
        Field::Fixed(&message.salt),
        Field::Int(delivered),
        Field::Int(open),
        sender_tenant,
        sender,
        message.from.as_ref().map(|from| signed(from.key.0)).into(),
        message.from.as_ref().map(|from| from.organ.as_str()).into(),
        receiver_tenant,
        receiver,
        Field::Int(taken.is_some_and(|taken| taken.started).into()),
    ]);
}

/// Values of `message.delivered`.
pub(super) const WAITS: i64 = 0;
pub(super) const TAKEN: i64 = 1;
const REFUSED: i64 = 2;

/// Values of `message.open`.
const DONE: i64 = 0;
const TO_LOOK: i64 = 1;
const RECEIPT_DUE: i64 = 2;

fn receipt(message: &Message) -> i64 {
    if message.from.is_some() { RECEIPT_DUE } else { DONE }
}

fn optional_instance(instance: Option<&InstanceId>) -> [Field<'_>; 2] {
    instance.map_or([Field::Null, Field::Null], instance_fields)
}

fn number(batch: &mut Batch, write: &NumberWrite) {
    batch.part(Part::Numbers).push(&[
        Field::Int(write.tenant.0.into()),
        Field::Text(&write.organ),
        Field::Text(&write.series),
        Field::Int(write.year.into()),
        Field::Int(signed(write.number)),
        Field::Fixed(write.instance.uuid.as_bytes()),
        Field::Text(&write.text),
    ]);
}

fn occurrence(batch: &mut Batch, Occurred { tenant, process, start, at, next_at }: &Occurred) {
    batch.part(Part::Occurrences).push(&[
        Field::Int(tenant.0.into()),
        Field::Text(process),
        Field::Text(start),
        Field::Int(micros(*at)),
        next_at.map(micros).into(),
    ]);
}

fn notice(batch: &mut Batch, write: &NoticeWrite) {
    let [tenant, id] = instance_fields(&write.id.instance);
    batch.part(Part::Notices).push(&[
        tenant,
        id,
        Field::Int(signed(write.id.key.0)),
        Field::Text(&write.organ),
        Field::Bytes(&write.matter),
        Field::Int(micros(write.at)),
    ]);
}

/// The two fields that lead every row of an instance.
pub(super) fn instance_fields(instance: &InstanceId) -> [Field<'_>; 2] {
    [Field::Int(instance.tenant.0.into()), Field::Fixed(instance.uuid.as_bytes())]
}
