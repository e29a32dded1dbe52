//! Versions of calendars, and their way to the cases.

use crate::{SqliteStore, codes::micros, column::Columns, error::Context, statements::calendar as text};
use jiff::Timestamp;
use mingjing_core::ids::InstanceId;
use mingjing_runtime::store::{
    Answered, Error,
    read::{CalendarInfo, Calendars, NewCalendar, Recount, RecountSlice},
};
use sqlx::sqlite::SqliteRow;

impl Calendars for SqliteStore {
    fn calendar_put<'a>(&'a self, new: &'a NewCalendar<'a>) -> Answered<'a, ()> {
        Box::pin(async move {
            let doing = "putting a calendar";
            let NewCalendar { id, version, json, at, changed_from } = *new;
            let mut transaction = self.clerk_begin(doing).await?;
            let insert = sqlx::query(text::INSERT).bind(id).bind(version).bind(json).bind(micros(at));
            let added = insert.execute(&mut *transaction).await.context(doing)?.rows_affected();
            if let Some(changed_from) = changed_from.filter(|_| added > 0) {
                let begin = sqlx::query(text::RECOUNT_BEGIN).bind(micros(changed_from));
                begin.execute(&mut *transaction).await.context(doing)?;
            }
            transaction.commit().await.context(doing)
        })
    }

    fn calendar_get<'a>(&'a self, id: &'a str) -> Answered<'a, Option<String>> {
        Box::pin(async move {
            let row = sqlx::query(text::GET).bind(id).fetch_optional(&self.readers).await;
            row.context("reading a calendar")?.map(|row| row.text("json")).transpose()
        })
    }

    fn calendar_list(&self) -> Answered<'_, Vec<CalendarInfo>> {
        Box::pin(async move {
            let rows = sqlx::query(text::LIST).fetch_all(&self.readers).await.context("listing calendars")?;
            rows.iter().map(info).collect()
        })
    }

    fn recount_open(&self) -> Answered<'_, Option<Recount>> {
        Box::pin(async move {
            let row = sqlx::query(text::RECOUNT_OPEN).fetch_optional(&self.readers).await;
            row.context("looking for a calendar under way")?.as_ref().map(recount).transpose()
        })
    }

    fn recount_slice(
        &self,
        changed_from: Timestamp,
        after: Option<InstanceId>,
        limit: u32,
    ) -> Answered<'_, RecountSlice> {
        Box::pin(async move {
            let query = sqlx::query(text::RECOUNT_SLICE)
                .bind(micros(changed_from))
                .bind(after.map(|after| after.tenant.0))
                .bind(after.map(|after| after.uuid.as_bytes().to_vec()))
                .bind(limit);
            let rows = query.fetch_all(&self.readers).await.context("reading cases to be counted anew")?;
            let is_last = rows.len() < limit as usize;
            let through = rows.last().filter(|_| !is_last).map(|row| row.instance()).transpose()?;
            let mut instances = Vec::new();
            for row in &rows {
                if row.flag("may_move")? {
                    instances.push(row.instance()?);
                }
            }
            Ok(RecountSlice { instances, scanned: u32::try_from(rows.len()).unwrap_or(u32::MAX), through })
        })
    }

    fn recount_advance<'a>(&'a self, filed: u64, slice: &'a RecountSlice, at: Timestamp) -> Answered<'a, ()> {
        Box::pin(async move {
            let query = sqlx::query(text::RECOUNT_ADVANCE)
                .bind(filed.cast_signed())
                .bind(slice.through.map(|through| through.tenant.0))
                .bind(slice.through.map(|through| through.uuid.as_bytes().to_vec()))
                .bind(slice.scanned)
                .bind(micros(at));
            query.execute(&self.clerk).await.context("noting how far a calendar has come")?;
            Ok(())
        })
    }
}

fn info(row: &SqliteRow) -> Result<CalendarInfo, Error> {
    let recount = row.int_or_null("changed_from")?.map(|_| recount(row)).transpose()?;
    Ok(CalendarInfo { id: row.text("id")?, version: row.text("version")?, at: row.moment("at")?, recount })
}

fn recount(row: &SqliteRow) -> Result<Recount, Error> {
    Ok(Recount {
        filed: row.unsigned("filed")?,
        changed_from: row.moment("changed_from")?,
        after: row.int_or_null("tenant")?.map(|_| row.instance()).transpose()?,
        scanned: row.unsigned("scanned")?,
        done_at: row.moment_or_null("done_at")?,
    })
}
