//! Result rows as read rows: what `write::rows` puts in comes out here.

use crate::{
    codes::{level_of, limit_of, rule_of, stage_of, state_of},
    column::Columns,
    error::corrupt_by,
};
use mingjing_core::{
    ids::Key,
    rows::{CardRow, CaseRow, ClockRow, IncidentRow, RefusalRow, TaskRow},
};
use mingjing_runtime::store::Error;
use sqlx::sqlite::SqliteRow;

/// A line of the case list.
pub(super) fn case(row: &SqliteRow) -> Result<CaseRow, Error> {
    Ok(CaseRow {
        instance: row.instance()?,
        bundle: row.hash("bundle")?,
        process: row.text("process")?,
        organ: row.text("organ")?,
        unit: row.text_or_null("unit")?,
        number: row.text_or_null("number")?,
        stage: row.text_or_null("stage")?,
        state: state_of(&row.text("state")?)?,
        level: row.int_or_null("level")?.map(level_of).transpose()?,
        started_at: row.moment("started_at")?,
        updated_at: row.moment("updated_at")?,
        since: row.moment("since")?,
        nodes: row.json("nodes")?,
        due_at: row.moment_or_null("due_at")?,
        due_provisional: row.flag("due_provisional")?,
        next_card_at: row.moment_or_null("next_card_at")?,
        cells: row.json("cells")?,
        people: row.json("people")?,
        incidents: row.small("incidents")?,
        title: row.text_or_null("title")?,
    })
}

/// A task.
pub(super) fn task(row: &SqliteRow) -> Result<TaskRow, Error> {
    Ok(TaskRow {
        instance: row.instance()?,
        key: row.key("key")?,
        revision: row.small("revision")?,
        bundle: row.hash("bundle")?,
        process: row.text("process")?,
        node: row.text("node")?,
        stage: row.text_or_null("stage")?,
        organ: row.text("organ")?,
        unit: row.text_or_null("unit")?,
        lane: row.text("lane")?,
        role: row.text("role")?,
        assignee: row.text_or_null("assignee")?.map(mingjing_core::ids::PersonId::new),
        team: row.people_or_null("team")?,
        excluded: row.json("excluded")?,
        item: row.small_or_null("item")?,
        created_at: row.moment("created_at")?,
        due_at: row.moment_or_null("due_at")?,
        due_provisional: row.flag("due_provisional")?,
        next_card_at: row.moment_or_null("next_card_at")?,
        level: row.int_or_null("level")?.map(level_of).transpose()?,
        number: row.text_or_null("number")?,
        title: row.text_or_null("title")?,
        item_label: row.text_or_null("item_label")?,
    })
}

/// A limit of a clock.
pub(super) fn clock(row: &SqliteRow) -> Result<ClockRow, Error> {
    Ok(ClockRow {
        instance: row.instance()?,
        clock: row.text("clock")?,
        kind: limit_of(&row.text("kind")?)?,
        last_day: row.day_or_null("last_day")?,
        lapses_at: row.moment("lapses_at")?,
        provisional: row.flag("provisional")?,
        running: row.flag("running")?,
        paused: row.flag("paused")?,
        level: row.int_or_null("level")?.map(level_of).transpose()?,
        next_card_at: row.moment_or_null("next_card_at")?,
    })
}

/// A card.
pub(super) fn card(row: &SqliteRow) -> Result<CardRow, Error> {
    let subject = serde_json::from_str(&row.text("subject")?).map_err(|cause| corrupt_by("subject", cause))?;
    Ok(CardRow {
        instance: row.instance()?,
        key: row.key("key")?,
        rule: row.text("rule")?,
        level: level_of(row.int("level")?)?,
        subject,
        about: row.text("about")?,
        limit: limit_of(&row.text("kind")?)?,
        event_at: row.moment("event_at")?,
        seq: row.unsigned("seq")?,
        superseded: row.flag("superseded")?,
        stage: stage_of(&row.text("stage")?)?,
        answer_by: row.day_or_null("answer_by")?,
        unanswered: row.flag("unanswered")?,
    })
}

/// A refusal.
pub(super) fn refusal(row: &SqliteRow) -> Result<RefusalRow, Error> {
    Ok(RefusalRow {
        instance: row.instance()?,
        seq: row.unsigned("seq")?,
        rule: rule_of(&row.text("rule")?)?,
        actor: row.person("actor")?,
        task: row.int_or_null("task")?.map(|task| Key(task.cast_unsigned())),
        code: row.text("code")?,
        at: row.moment("at")?,
    })
}

/// An incident.
pub(super) fn incident(row: &SqliteRow) -> Result<IncidentRow, Error> {
    Ok(IncidentRow {
        instance: row.instance()?,
        key: row.key("key")?,
        node: row.text("node")?,
        code: row.text("code")?,
        detail: row.text("detail")?,
        since: row.moment("since")?,
    })
}
