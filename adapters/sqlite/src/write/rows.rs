//! Read rows into packs. The fields stand in the order that each statement lists.

use super::{
    batch::{Batch, Part},
    commit::instance_fields,
};
use crate::{
    codes::{level, limit, micros, rule, signed, state},
    error::corrupt_by,
    pack::{Field, text_list},
};
use jiff::Timestamp;
use mingjing_core::{
    ids::{InstanceId, Key, PersonId},
    rows::{
        CardRow, CaseRow, Change, ClockRow, IncidentRow, RefusalRow, Row, RowKey, SubscriptionRow, TaskRow, TimerRow,
    },
};
use mingjing_runtime::store::Error;

/// Adds a change to the batch.
pub(super) fn change(batch: &mut Batch, change: &Change) -> Result<(), Error> {
    match change {
        Change::Put(row) => put(batch, row),
        Change::Delete(key) => {
            delete(batch, key);
            Ok(())
        }
    }
}

fn put(batch: &mut Batch, row: &Row) -> Result<(), Error> {
    match row {
        Row::Case(row) => return case(batch, row),
        Row::Task(row) => task(batch, row),
        Row::Timer(row) => timer(batch, row),
        Row::Clock(row) => clock(batch, row),
        Row::Subscription(row) => subscription(batch, row),
        Row::Card(row) => card(batch, row),
        Row::Refusal(row) => refusal(batch, row),
        Row::Incident(row) => incident(batch, row),
    }
    Ok(())
}

fn delete(batch: &mut Batch, key: &RowKey) {
    let (part, instance, rest) = match key {
        RowKey::Case(instance) => return batch.part(Part::CasesGone).push(&instance_fields(instance)),
        RowKey::Clock(instance, clock, kind) => {
            let [tenant, id] = instance_fields(instance);
            return batch.part(Part::ClocksGone).push(&[tenant, id, Field::Text(clock), Field::Text(limit(*kind))]);
        }
        RowKey::Task(instance, key) => (Part::TasksGone, instance, key.0),
        RowKey::Timer(instance, key) => (Part::TimersGone, instance, key.0),
        RowKey::Subscription(instance, key) => (Part::SubscriptionsGone, instance, key.0),
        RowKey::Card(instance, key) => (Part::CardsGone, instance, key.0),
        RowKey::Refusal(instance, seq) => (Part::RefusalsGone, instance, *seq),
        RowKey::Incident(instance, key) => (Part::IncidentsGone, instance, key.0),
    };
    let [tenant, id] = instance_fields(instance);
    batch.part(part).push(&[tenant, id, Field::Int(signed(rest))]);
}

fn case(batch: &mut Batch, row: &CaseRow) -> Result<(), Error> {
    let nodes = text_list(row.nodes.iter().map(String::as_str));
    let cells = serde_json::to_string(&row.cells).map_err(|cause| corrupt_by("cells", cause))?;
    let people = people_list(&row.people);
    let [tenant, id] = instance_fields(&row.instance);
    batch.part(Part::Cases).push(&[
        tenant,
        id,
        Field::Fixed(&row.bundle.0),
        Field::Text(&row.process),
        Field::Text(&row.organ),
        row.unit.as_deref().into(),
        row.number.as_deref().into(),
        row.stage.as_deref().into(),
        Field::Text(state(row.state)),
        row.level.map(level).into(),
        Field::Int(micros(row.started_at)),
        Field::Int(micros(row.updated_at)),
        Field::Int(micros(row.since)),
        Field::Text(&nodes),
        moment(row.due_at),
        flag(row.due_provisional),
        moment(row.next_card_at),
        Field::Text(&cells),
        Field::Text(&people),
        Field::Int(row.incidents.into()),
        row.title.as_deref().into(),
    ]);
    for person in &row.people {
        case_person(batch, person, &row.instance);
    }
    Ok(())
}

fn case_person(batch: &mut Batch, person: &PersonId, instance: &InstanceId) {
    let [tenant, id] = instance_fields(instance);
    batch.part(Part::CasePeople).push(&[Field::Text(person.as_str()), tenant, id]);
}

fn task(batch: &mut Batch, row: &TaskRow) {
    let team = row.team.as_ref().map(|team| people_list(team));
    let excluded = people_list(&row.excluded);
    let [tenant, id] = instance_fields(&row.instance);
    batch.part(Part::Tasks).push(&[
        tenant,
        id,
        key(row.key),
        Field::Int(row.revision.into()),
        Field::Fixed(&row.bundle.0),
        Field::Text(&row.process),
        Field::Text(&row.node),
        row.stage.as_deref().into(),
        Field::Text(&row.organ),
        row.unit.as_deref().into(),
        Field::Text(&row.lane),
        Field::Text(&row.role),
        row.assignee.as_ref().map(PersonId::as_str).into(),
        team.as_deref().into(),
        Field::Text(&excluded),
        row.item.map(i64::from).into(),
        Field::Int(micros(row.created_at)),
        moment(row.due_at),
        flag(row.due_provisional),
        moment(row.next_card_at),
        row.level.map(level).into(),
        row.number.as_deref().into(),
        row.title.as_deref().into(),
        row.item_label.as_deref().into(),
    ]);
}

fn timer(batch: &mut Batch, row: &TimerRow) {
    let [tenant, id] = instance_fields(&row.instance);
    let occurrence = Field::Int(row.occurrence.into());
    batch.part(Part::Timers).push(&[tenant, id, key(row.key), Field::Int(micros(row.due_at)), occurrence]);
}

fn clock(batch: &mut Batch, row: &ClockRow) {
    let last_day = row.last_day.map(|day| day.to_string());
    let [tenant, id] = instance_fields(&row.instance);
    batch.part(Part::Clocks).push(&[
        tenant,
        id,
        Field::Text(&row.clock),
        Field::Text(limit(row.kind)),
        last_day.as_deref().into(),
        Field::Int(micros(row.lapses_at)),
        flag(row.provisional),
        flag(row.running),
        row.level.map(level).into(),
        moment(row.next_card_at),
        flag(row.paused),
    ]);
}

fn subscription(batch: &mut Batch, row: &SubscriptionRow) {
    let [tenant, id] = instance_fields(&row.instance);
    batch.part(Part::Subscriptions).push(&[
        tenant,
        id,
        key(row.key),
        Field::Text(&row.name),
        Field::Text(&row.correlation),
    ]);
}

fn card(batch: &mut Batch, row: &CardRow) {
    let [tenant, id] = instance_fields(&row.instance);
    let subject = serde_json::to_string(&row.subject).unwrap_or_default();
    let answer_by = row.answer_by.map(|day| day.to_string());
    batch.part(Part::Cards).push(&[
        tenant,
        id,
        key(row.key),
        Field::Text(&row.rule),
        Field::Int(level(row.level)),
        Field::Text(&subject),
        Field::Text(&row.about),
        Field::Text(limit(row.limit)),
        Field::Int(micros(row.event_at)),
        Field::Int(signed(row.seq)),
        flag(row.superseded),
        Field::Text(row.stage.name()),
        answer_by.as_deref().into(),
        flag(row.unanswered),
    ]);
}

fn refusal(batch: &mut Batch, row: &RefusalRow) {
    let [tenant, id] = instance_fields(&row.instance);
    batch.part(Part::Refusals).push(&[
        tenant,
        id,
        Field::Int(signed(row.seq)),
        Field::Text(rule(row.rule)),
        Field::Text(row.actor.as_str()),
        row.task.map(|task| signed(task.0)).into(),
        Field::Text(&row.code),
        Field::Int(micros(row.at)),
    ]);
}

fn incident(batch: &mut Batch, row: &IncidentRow) {
    let [tenant, id] = instance_fields(&row.instance);
    let since = Field::Int(micros(row.since));
    batch.part(Part::Incidents).push(&[
        tenant,
        id,
        key(row.key),
        Field::Text(&row.node),
        Field::Text(&row.code),
        Field::Text(&row.detail),
        since,
    ]);
}

fn people_list(people: &[PersonId]) -> String {
    text_list(people.iter().map(PersonId::as_str))
}

fn key<'a>(key: Key) -> Field<'a> {
    Field::Int(signed(key.0))
}

fn flag<'a>(flag: bool) -> Field<'a> {
    Field::Int(flag.into())
}

fn moment<'a>(at: Option<Timestamp>) -> Field<'a> {
    at.map(micros).into()
}
