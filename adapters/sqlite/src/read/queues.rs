//! The inbox.

use super::row;
use crate::{
    SqliteStore,
    codes::{level, micros},
    column::Columns,
    error::Context,
    pack::{Field, Pack, text_list},
    statements::task,
};
use jiff::Timestamp;
use mingjing_core::ids::{PersonId, TaskId};
use mingjing_runtime::store::{
    Answered, Error,
    read::{QueueCount, QueueFilter, QueueViewer, Queues, Sort, TaskLine},
};
use sqlx::sqlite::SqliteRow;

/// Counting stops here; screens say "1,000+".
const COUNT_MAX: u32 = 1_001;

impl Queues for SqliteStore {
    fn task_page<'a>(
        &'a self,
        viewer: &'a QueueViewer,
        filter: &'a QueueFilter,
        limit: u32,
    ) -> Answered<'a, Vec<TaskLine>> {
        Box::pin(async move {
            let text = match filter.sort {
                Sort::Due => task::PAGE_BY_DUE,
                Sort::Created => task::PAGE_BY_AGE,
            };
            let query = sqlx::query(text)
                .bind(viewer.person.as_str())
                .bind(queues(viewer))
                .bind(filter.mine)
                .bind(&filter.lane)
                .bind(filter.after.map(|(sort_value, _)| sort_value))
                .bind(filter.after.map(|(_, task)| task.instance.tenant.0))
                .bind(filter.after.map(|(_, task)| task.instance.uuid.as_bytes().to_vec()))
                .bind(filter.after.map(|(_, task)| task.key.0.cast_signed()))
                .bind(limit)
                .bind(people(viewer))
                .bind(&filter.unit)
                .bind(&filter.stage)
                .bind(&filter.process)
                .bind(filter.level.map(level))
                .bind(filter.due_before.map(micros))
                .bind(&filter.text);
            let rows = query.fetch_all(&self.readers).await.context("reading a page of tasks")?;
            rows.iter().map(line).collect()
        })
    }

    fn task_counts<'a>(&'a self, viewer: &'a QueueViewer, now: Timestamp) -> Answered<'a, Vec<QueueCount>> {
        Box::pin(async move {
            let query = sqlx::query(task::COUNT)
                .bind(viewer.person.as_str())
                .bind(queues(viewer))
                .bind(COUNT_MAX)
                .bind(micros(now))
                .bind(people(viewer));
            let rows = query.fetch_all(&self.readers).await.context("counting tasks")?;
            rows.iter().map(count).collect()
        })
    }

    fn task_get(&self, task: TaskId) -> Answered<'_, Option<TaskLine>> {
        Box::pin(async move {
            let query = sqlx::query(task::GET)
                .bind(task.instance.tenant.0)
                .bind(task.instance.uuid.as_bytes().as_slice())
                .bind(task.key.0.cast_signed());
            let row = query.fetch_optional(&self.readers).await.context("reading a task")?;
            row.as_ref().map(line).transpose()
        })
    }
}

/// The viewer's queues as rows of role, organ, unit: a role in a unit opens the organ's own queue too.
fn queues(viewer: &QueueViewer) -> Option<String> {
    let mut pack = Pack::default();
    for (role, organ, unit) in &viewer.roles {
        pack.push(&[Field::Text(role), Field::Text(organ), Field::Null]);
        if let Some(unit) = unit {
            pack.push(&[Field::Text(role), Field::Text(organ), Field::Text(unit)]);
        }
    }
    pack.into_parts().0
}

/// The viewer and those for whom they stand in.
fn people(viewer: &QueueViewer) -> String {
    text_list(viewer.represented.iter().chain([&viewer.person]).map(PersonId::as_str))
}

fn line(row: &SqliteRow) -> Result<TaskLine, Error> {
    Ok(TaskLine { row: row::task(row)?, sort_value: row.int("sort_value")?, paused: row.flag("paused")? })
}

fn count(row: &SqliteRow) -> Result<QueueCount, Error> {
    Ok(QueueCount {
        organ: row.text("organ")?,
        unit: row.text_or_null("unit")?,
        lane: row.text("lane")?,
        open: row.small("open")?,
        mine: row.small("mine")?,
        pool: row.small("pool")?,
        overdue: row.small("overdue")?,
        next_due: row.moment_or_null("next_due")?,
    })
}
