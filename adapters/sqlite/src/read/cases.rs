//! The case list and one case.

use super::row;
use crate::{
    SqliteStore,
    codes::{level, micros, rule, stage_of},
    column::Columns,
    error::Context,
    pack::text_list,
    statements::{card, case_row, clock, incident, refusal, task},
};
use mingjing_core::{
    ids::{InstanceId, PersonId},
    rows::{CardRow, IncidentRow, RefusalRow},
    state::CardStage,
};
use mingjing_runtime::store::{
    Answered, Error,
    read::{CardFilter, CaseFilter, CaseLine, Cases, Facts, Forecast, RefusalFilter, Span, StageCount},
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

impl Cases for SqliteStore {
    fn case_page<'a>(&'a self, filter: &'a CaseFilter, limit: u32) -> Answered<'a, Vec<CaseLine>> {
        Box::pin(async move {
            let text = if filter.person.is_some() { case_row::PAGE_OF_PERSON } else { case_row::PAGE };
            let query = sqlx::query(text)
                .bind(text_list(filter.organs.iter().map(String::as_str)))
                .bind(filter.running)
                .bind(&filter.stage)
                .bind(filter.level.map(level))
                .bind(&filter.process)
                .bind(filter.after.map(|(updated_at, _)| updated_at))
                .bind(filter.after.map(|(_, instance)| instance.tenant.0))
                .bind(filter.after.map(|(_, instance)| instance.uuid.as_bytes().to_vec()))
                .bind(limit)
                .bind(filter.person.as_ref().map(PersonId::as_str))
                .bind(&filter.unit)
                .bind(filter.with.as_ref().map(PersonId::as_str))
                .bind(&filter.text)
                .bind(filter.started.from.map(micros))
                .bind(filter.started.to.map(micros))
                .bind(filter.updated.from.map(micros))
                .bind(filter.updated.to.map(micros));
            let rows = query.fetch_all(&self.readers).await.context("reading a page of cases")?;
            rows.iter()
                .map(|row| {
                    Ok(CaseLine {
                        row: row::case(row)?,
                        refusals: row.small("refusals")?,
                        holders: row.json("holders")?,
                        paused: row.flag("paused")?,
                    })
                })
                .collect()
        })
    }

    fn case_summary<'a>(&'a self, organs: &'a [String]) -> Answered<'a, Vec<StageCount>> {
        Box::pin(async move {
            let organs = text_list(organs.iter().map(String::as_str));
            let rows = sqlx::query(case_row::SUMMARY).bind(organs).fetch_all(&self.readers).await;
            rows.context("counting cases")?.iter().map(stage_count).collect()
        })
    }

    fn case_get(&self, instance: InstanceId) -> Answered<'_, Option<Facts>> {
        Box::pin(async move {
            let doing = "reading a case";
            // One snapshot for all parts.
            let mut transaction = self.readers.begin().await.context(doing)?;
            let case = all(&mut transaction, case_row::GET, instance, row::case).await?.pop();
            let Some(case) = case else { return Ok(None) };
            let facts = Facts {
                case,
                tenant: instance.tenant,
                tasks: all(&mut transaction, task::OF_INSTANCE, instance, row::task).await?,
                clocks: all(&mut transaction, clock::OF_INSTANCE, instance, row::clock).await?,
                cards: all(&mut transaction, card::OF_INSTANCE, instance, row::card).await?,
                refusals: all(&mut transaction, refusal::OF_INSTANCE, instance, row::refusal).await?,
                incidents: all(&mut transaction, incident::OF_INSTANCE, instance, row::incident).await?,
            };
            transaction.commit().await.context(doing)?;
            Ok(Some(facts))
        })
    }

    fn case_by_number<'a>(&'a self, organ: &'a str, number: &'a str) -> Answered<'a, Option<InstanceId>> {
        Box::pin(async move {
            let row = sqlx::query(case_row::BY_NUMBER).bind(organ).bind(number).fetch_optional(&self.readers).await;
            row.context("looking up a case number")?.map(|row| row.instance()).transpose()
        })
    }

    fn card_page<'a>(&'a self, filter: &'a CardFilter, limit: u32) -> Answered<'a, Vec<CardRow>> {
        Box::pin(async move {
            let after = filter.after.as_ref();
            let query = sqlx::query(card::PAGE)
                .bind(text_list(filter.organs.iter().map(String::as_str)))
                .bind(&filter.unit)
                .bind(&filter.stage)
                .bind(filter.level.map(level))
                .bind(after.map(|(card, ..)| level(*card)))
                .bind(after.map(|(_, at, ..)| *at))
                .bind(after.map(|(_, _, instance, _)| instance.tenant.0))
                .bind(after.map(|(_, _, instance, _)| instance.uuid.as_bytes().to_vec()))
                .bind(after.map(|(.., key)| key.0.cast_signed()))
                .bind(limit)
                .bind(&filter.process)
                .bind(filter.life.map(CardStage::name));
            let rows = query.fetch_all(&self.readers).await.context("reading a page of cards")?;
            rows.iter().map(row::card).collect()
        })
    }

    fn card_counts<'a>(&'a self, organs: &'a [String]) -> Answered<'a, Vec<(CardStage, u64)>> {
        Box::pin(async move {
            let query = sqlx::query(card::COUNTS).bind(text_list(organs.iter().map(String::as_str)));
            let rows = query.fetch_all(&self.readers).await.context("counting cards")?;
            let count = |row: &SqliteRow| Ok((stage_of(&row.text("stage")?)?, row.unsigned("cards")?));
            let mut counts = rows.iter().map(count).collect::<Result<Vec<_>, Error>>()?;
            counts.sort();
            Ok(counts)
        })
    }

    fn card_forecast<'a>(&'a self, organs: &'a [String], span: Span, limit: u32) -> Answered<'a, Vec<Forecast>> {
        Box::pin(async move {
            let query = sqlx::query(card::FORECAST)
                .bind(text_list(organs.iter().map(String::as_str)))
                .bind(span.from.map_or(i64::MIN, micros))
                .bind(span.to.map_or(i64::MAX, micros))
                .bind(limit);
            let rows = query.fetch_all(&self.readers).await.context("forecasting cards")?;
            rows.iter().map(|row| Ok(Forecast { at: row.moment("at")?, instance: row.instance()? })).collect()
        })
    }

    fn refusal_page<'a>(&'a self, filter: &'a RefusalFilter, limit: u32) -> Answered<'a, Vec<RefusalRow>> {
        Box::pin(async move {
            let after = filter.after.as_ref();
            let query = sqlx::query(refusal::PAGE)
                .bind(text_list(filter.organs.iter().map(String::as_str)))
                .bind(&filter.unit)
                .bind(&filter.stage)
                .bind(filter.rule.map(rule))
                .bind(filter.actor.as_ref().map(PersonId::as_str))
                .bind(filter.at.from.map(micros))
                .bind(filter.at.to.map(micros))
                .bind(after.map(|(at, ..)| *at))
                .bind(after.map(|(_, instance, _)| instance.tenant.0))
                .bind(after.map(|(_, instance, _)| instance.uuid.as_bytes().to_vec()))
                .bind(after.map(|(.., seq)| seq.cast_signed()))
                .bind(limit)
                .bind(&filter.process);
            let rows = query.fetch_all(&self.readers).await.context("reading a page of refusals")?;
            rows.iter().map(row::refusal).collect()
        })
    }

    fn incidents<'a>(&'a self, organs: &'a [String], limit: u32) -> Answered<'a, Vec<IncidentRow>> {
        Box::pin(async move {
            let organs = text_list(organs.iter().map(String::as_str));
            let rows = sqlx::query(incident::PAGE).bind(organs).bind(limit).fetch_all(&self.readers).await;
            rows.context("reading incidents")?.iter().map(row::incident).collect()
        })
    }
}

async fn all<T>(
    connection: &mut SqliteConnection,
    text: &'static str,
    instance: InstanceId,
    read: fn(&SqliteRow) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let query = sqlx::query(text).bind(instance.tenant.0).bind(instance.uuid.as_bytes().as_slice());
    query.fetch_all(connection).await.context("reading a case")?.iter().map(read).collect()
}

fn stage_count(row: &SqliteRow) -> Result<StageCount, Error> {
    Ok(StageCount {
        organ: row.text("organ")?,
        process: row.text("process")?,
        stage: row.text_or_null("stage")?,
        unit: row.text_or_null("unit")?,
        running: row.unsigned("running")?,
        ended: row.unsigned("ended")?,
        yellow: row.unsigned("yellow")?,
        red: row.unsigned("red")?,
        refusals: row.unsigned("refusals")?,
        incidents: row.unsigned("incidents")?,
    })
}
