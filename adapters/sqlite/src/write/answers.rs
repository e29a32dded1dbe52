//! Answers to what steps need: all questions of a round in one script.

use super::commit::instance_fields;
use crate::{
    codes::signed,
    column::Columns,
    error::{Context, corrupt, corrupt_by},
    pack::{Field, Pack},
    read::register_row,
    statements::{bundle, calendar, directory, history, number, register, script},
};
use mingjing_clock::{Calendar, CalendarFile};
use mingjing_core::{
    ids::{InstanceId, Tenant},
    needs::{Answer, Pointer, Query, RegisterRow, Right},
    record::Record,
};
use mingjing_expr::Value;
use mingjing_runtime::store::{Error, ErrorKind, value_of};
use sqlx::{AssertSqlSafe, SqliteConnection, sqlite::SqliteRow};
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};
use uuid::Uuid;

/// Decoded calendars by id, with the number under which each was filed: every batch asks for them.
pub(super) type Calendars = BTreeMap<String, (i64, Arc<Calendar>)>;

static SCRIPT: LazyLock<Arc<str>> = LazyLock::new(|| {
    let statements = [
        history::PLACES,
        register::AS_OF,
        number::LAST,
        calendar::NEWEST,
        directory::RIGHTS,
        history::SEEN,
        bundle::TENANTS_OF,
    ];
    script(statements.into_iter().enumerate())
});

/// Kinds of question, as the script's statements tag their rows in `what`; less one, the position of their pack.
const VALUE: usize = 1;
const REGISTER: usize = 2;
const NUMBER: usize = 3;
const CALENDAR: usize = 4;
const RIGHTS: usize = 5;
const SEEN: usize = 6;
const ORGAN: usize = 7;

/// Answers all questions.
pub(super) async fn read(
    connection: &mut SqliteConnection,
    questions: Vec<(InstanceId, Query)>,
    calendars: &mut Calendars,
) -> Result<Vec<(InstanceId, Query, Answer)>, Error> {
    let mut round = Round::default();
    let places = questions
        .iter()
        .map(|(instance, query)| round.ask(instance, query, calendars))
        .collect::<Result<Vec<_>, _>>()?;
    let mut query = sqlx::query(AssertSqlSafe(Arc::clone(&SCRIPT)));
    for pack in std::mem::take(&mut round.packs) {
        let (rows, blobs) = pack.into_parts();
        query = query.bind(rows).bind(blobs);
    }
    let rows = query.fetch_all(connection).await.context("answering questions")?;
    rows.iter().try_for_each(|row| round.take(row, calendars))?;
    let answer = |((instance, query), place)| {
        let answer = round.answer(&query, place, calendars)?;
        Ok((instance, query, answer))
    };
    questions.into_iter().zip(places).map(answer).collect()
}

/// A round of questions and what came back, by kind and place.
#[derive(Default)]
struct Round {
    packs: [Pack; 7],
    /// Place of each record that is asked for: a record may answer several questions.
    record_places: BTreeMap<(InstanceId, u64), usize>,
    records: BTreeMap<usize, Stored>,
    registers: BTreeMap<usize, RegisterRow>,
    numbers: BTreeMap<usize, u64>,
    rights: BTreeMap<usize, Vec<Right>>,
    seen: BTreeMap<usize, (u64, [u8; 8])>,
    tenants: BTreeMap<usize, Tenant>,
}

/// A record with its value rows.
#[derive(Default)]
struct Stored {
    record: Option<Record>,
    rows: BTreeMap<u16, Vec<u8>>,
}

impl Round {
    /// Adds a question and gives its place among those of its kind.
    fn ask(&mut self, instance: &InstanceId, query: &Query, calendars: &Calendars) -> Result<usize, Error> {
        let [tenant, id] = instance_fields(instance);
        match query {
            Query::Value(pointer) => Ok(self.ask_record(instance, pointer.seq)),
            Query::Register { register, key, on } => {
                let on = on.to_string();
                Ok(self.push(REGISTER, &[Field::Text(register), Field::Text(key), Field::Text(&on)]))
            }
            Query::Number { organ, series, year, nth: _ } => {
                Ok(self.push(NUMBER, &[tenant, Field::Text(organ), Field::Text(series), Field::Int((*year).into())]))
            }
            Query::Calendar { id } => {
                let decoded = calendars.get(id).map(|(filed, _)| *filed);
                Ok(self.push(CALENDAR, &[Field::Text(id), decoded.into()]))
            }
            Query::Rights { person, on } => {
                let on = on.to_string();
                Ok(self.push(RIGHTS, &[Field::Text(person.as_str()), Field::Text(&on)]))
            }
            Query::Organ { organ } => Ok(self.push(ORGAN, &[Field::Text(organ)])),
            Query::Seen { instance: _, command } => {
                let command = Uuid::parse_str(command)
                    .map_err(|cause| Error::wrap(ErrorKind::NotFound, "a command id is no uuid", cause))?;
                Ok(self.push(SEEN, &[tenant, id, Field::Fixed(command.as_bytes())]))
            }
        }
    }

    fn ask_record(&mut self, instance: &InstanceId, seq: u64) -> usize {
        if let Some(place) = self.record_places.get(&(*instance, seq)) {
            return *place;
        }
        let [tenant, id] = instance_fields(instance);
        let place = self.push(VALUE, &[tenant, id, Field::Int(signed(seq))]);
        self.record_places.insert((*instance, seq), place);
        place
    }

    fn push(&mut self, what: usize, fields: &[Field<'_>]) -> usize {
        let pack = &mut self.packs[what - 1];
        pack.push(fields);
        pack.count() - 1
    }

    /// Takes a row that came back.
    fn take(&mut self, row: &SqliteRow, calendars: &mut Calendars) -> Result<(), Error> {
        let place = row.small("place")?;
        match row.small("what")? {
            VALUE => self.take_record(place, row)?,
            REGISTER => {
                self.registers.insert(place, register_row(row)?);
            }
            NUMBER => {
                self.numbers.insert(place, row.unsigned("last")?);
            }
            CALENDAR => take_calendar(row, calendars)?,
            RIGHTS => {
                self.rights.entry(place).or_default().push(right(row)?);
            }
            SEEN => {
                self.seen.insert(place, (row.unsigned("seq")?, row.fixed("digest")?));
            }
            ORGAN => {
                self.tenants.insert(place, Tenant(row.small("tenant")?));
            }
            _ => return Err(corrupt("kind of answer")),
        }
        Ok(())
    }

    fn take_record(&mut self, place: usize, row: &SqliteRow) -> Result<(), Error> {
        let bytes = row.bytes("bytes")?;
        let stored = self.records.entry(place).or_default();
        match row.small_or_null("n")? {
            Some(n) => {
                stored.rows.insert(n, bytes);
            }
            None => stored.record = Some(Record::read(&bytes).map_err(|cause| corrupt_by("record", cause))?),
        }
        Ok(())
    }

    fn answer(&self, query: &Query, place: usize, calendars: &Calendars) -> Result<Answer, Error> {
        match query {
            Query::Value(pointer) => self.value(*pointer, place),
            Query::Register { .. } => Ok(Answer::Register(self.registers.get(&place).cloned())),
            Query::Number { .. } => Ok(Answer::Number(self.numbers.get(&place).copied().unwrap_or(0) + 1)),
            Query::Calendar { id } => {
                let calendar = calendars.get(id).map(|(_, calendar)| Arc::clone(calendar));
                calendar
                    .map(Answer::Calendar)
                    .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("calendar `{id}` is not there")))
            }
            Query::Rights { .. } => Ok(Answer::Rights(self.rights.get(&place).cloned().unwrap_or_default())),
            Query::Organ { .. } => Ok(Answer::Organ(self.tenants.get(&place).copied())),
            Query::Seen { .. } => Ok(Answer::Seen(self.seen.get(&place).copied())),
        }
    }

    fn value(&self, pointer: Pointer, place: usize) -> Result<Answer, Error> {
        let stored = self.records.get(&place).and_then(|stored| Some((stored.record.as_ref()?, &stored.rows)));
        let (record, rows) = stored.ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("record {} of a value is not there", pointer.seq))
        })?;
        let event = record.events.get(usize::from(pointer.event));
        Ok(Answer::Value(event.map_or(Value::Null, |event| value_of(event, |n| rows.get(&n).cloned()))))
    }
}

/// A row of [`directory::RIGHTS`].
pub(crate) fn right(row: &SqliteRow) -> Result<Right, Error> {
    Ok(Right {
        role: row.text("role")?,
        organ: row.text("organ")?,
        unit: row.text_or_null("unit")?,
        stands_in_for: row.text_or_null("stands_in_for")?.map(mingjing_core::ids::PersonId::new),
    })
}

fn take_calendar(row: &SqliteRow, calendars: &mut Calendars) -> Result<(), Error> {
    let Some(json) = row.text_or_null("json")? else { return Ok(()) };
    let file: CalendarFile = serde_json::from_str(&json).map_err(|cause| corrupt_by("calendar", cause))?;
    let calendar = Calendar::try_from(file).map_err(|cause| corrupt_by("calendar", cause))?;
    calendars.insert(row.text("id")?, (row.int("filed")?, Arc::new(calendar)));
    Ok(())
}
