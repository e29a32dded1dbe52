//! The history.

use crate::{
    SqliteStore,
    column::Columns,
    error::Context,
    pack::{Field, Pack},
    statements::{history, instance as instance_text, value},
};
use mingjing_core::{
    ids::{CommandId, InstanceId, Tenant},
    needs::ValueId,
};
use mingjing_runtime::store::{
    Answered, Error,
    read::{Histories, HistoryLine},
};
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

impl Histories for SqliteStore {
    fn history_page(&self, instance: InstanceId, after: u64, limit: u32) -> Answered<'_, Vec<HistoryLine>> {
        Box::pin(async move {
            let query = sqlx::query(history::PAGE).bind(instance.tenant.0).bind(instance.uuid.as_bytes().as_slice());
            let rows = query.bind(after.cast_signed()).bind(limit).fetch_all(&self.readers).await;
            rows.context("reading a history")?.iter().map(line).collect()
        })
    }

    fn log_page(&self, tenant: Tenant, after: u64, limit: u32) -> Answered<'_, Vec<HistoryLine>> {
        Box::pin(async move {
            let query = sqlx::query(history::LOG_PAGE).bind(tenant.0).bind(after.cast_signed()).bind(limit);
            query.fetch_all(&self.readers).await.context("reading a tenant's log")?.iter().map(line).collect()
        })
    }

    fn value_get(&self, id: ValueId) -> Answered<'_, Option<([u8; 16], Vec<u8>)>> {
        Box::pin(async move {
            let query = sqlx::query(value::GET).bind(id.instance.tenant.0).bind(id.instance.uuid.as_bytes().as_slice());
            let row = query.bind(id.seq.cast_signed()).bind(id.n).fetch_optional(&self.readers).await;
            row.context("reading a value")?.map(|row| Ok((row.fixed("salt")?, row.bytes("bytes")?))).transpose()
        })
    }

    fn tenants(&self) -> Answered<'_, Vec<(Tenant, u64)>> {
        Box::pin(async move {
            let rows = sqlx::query(history::TENANTS).fetch_all(&self.readers).await.context("listing tenants")?;
            rows.iter().map(|row| Ok((Tenant(row.small("tenant")?), row.unsigned("last")?))).collect()
        })
    }

    fn history_get<'a>(&'a self, instance: InstanceId, seqs: &'a [u64]) -> Answered<'a, Vec<HistoryLine>> {
        Box::pin(async move {
            let mut pack = Pack::default();
            seqs.iter().for_each(|seq| pack.push(&[Field::Int(seq.cast_signed())]));
            let query = sqlx::query(history::GET)
                .bind(instance.tenant.0)
                .bind(instance.uuid.as_bytes().as_slice())
                .bind(pack.into_parts().0);
            query.fetch_all(&self.readers).await.context("reading records")?.iter().map(line).collect()
        })
    }

    fn instance_get(&self, instance: InstanceId) -> Answered<'_, Option<(u64, Vec<u8>)>> {
        Box::pin(async move {
            let query =
                sqlx::query(instance_text::GET).bind(instance.tenant.0).bind(instance.uuid.as_bytes().as_slice());
            let row = query.fetch_optional(&self.readers).await.context("reading an instance")?;
            row.map(|row| Ok((row.unsigned("seq")?, row.bytes("control")?))).transpose()
        })
    }

    fn instance_page(
        &self,
        tenant: Tenant,
        after: Option<InstanceId>,
        limit: u32,
    ) -> Answered<'_, Vec<(InstanceId, u64, Vec<u8>)>> {
        Box::pin(async move {
            let after = after.map(|instance| instance.uuid.as_bytes().to_vec());
            let rows =
                sqlx::query(instance_text::PAGE).bind(tenant.0).bind(after).bind(limit).fetch_all(&self.readers).await;
            rows.context("listing instances")?
                .iter()
                .map(|row| Ok((row.instance()?, row.unsigned("seq")?, row.bytes("control")?)))
                .collect()
        })
    }
}

fn line(row: &SqliteRow) -> Result<HistoryLine, Error> {
    Ok(HistoryLine {
        instance: row.instance()?,
        seq: row.unsigned("seq")?,
        log_seq: row.unsigned("log_seq")?,
        command: CommandId(Uuid::from_bytes(row.fixed("command")?)),
        digest: row.fixed("digest")?,
        entry_at: row.moment("entry_at")?,
        bytes: row.bytes("bytes")?,
        algorithm: row.small("algorithm")?,
        previous: row.hash("previous")?,
        hash: row.hash("hash")?,
    })
}
