//! Answers to what the steps need.

use super::{SimWriter, State, state::Known, transaction::closed};
use crate::store::{Error, ErrorKind, Reply, value_of};
use jiff::civil::Date;
use mingjing_clock::{Calendar, CalendarFile};
use mingjing_core::{
    ids::{CommandId, InstanceId, PersonId},
    needs::{Answer, Pointer, Query, RegisterRow, Right, ValueId},
    record::Record,
};
use mingjing_expr::Value;
use std::sync::Arc;
use uuid::Uuid;

impl SimWriter {
    pub(super) fn read(&mut self, questions: Vec<(InstanceId, Query)>) -> Result<Reply, Error> {
        if self.open.is_none() {
            return Err(closed());
        }
        let state = self.store.state();
        let answer = |(instance, query): (InstanceId, Query)| {
            let answer = state.answer(instance, &query)?;
            Ok((instance, query, answer))
        };
        questions.into_iter().map(answer).collect::<Result<_, _>>().map(Reply::Answers)
    }
}

impl State {
    fn answer(&self, instance: InstanceId, query: &Query) -> Result<Answer, Error> {
        Ok(match query {
            Query::Value(at) => Answer::Value(self.value(instance, *at)?),
            Query::Register { register, key, on } => Answer::Register(self.register_row(register, key, *on)),
            Query::Number { organ, series, year, nth: _ } => {
                let is_same = |number: &&crate::store::NumberWrite| {
                    number.tenant == instance.tenant
                        && &number.organ == organ
                        && &number.series == series
                        && number.year == *year
                };
                let last = self.numbers.iter().filter(is_same).map(|number| number.number).max();
                Answer::Number(last.unwrap_or(0) + 1)
            }
            Query::Calendar { id } => Answer::Calendar(self.calendar(id)?),
            Query::Rights { person, on } => Answer::Rights(self.rights(person, *on)),
            Query::Organ { organ } => {
                let mut tenants = self.tenants.iter();
                Answer::Organ(tenants.find(|(_, known)| *known == organ).map(|(tenant, _)| *tenant))
            }
            Query::Seen { instance: _, command } => {
                let command =
                    Uuid::parse_str(command).map_err(|error| Error::wrap(ErrorKind::Corrupt, "command id", error))?;
                Answer::Seen(self.commands.get(&(instance, CommandId(command))).copied())
            }
        })
    }

    fn value(&self, instance: InstanceId, at: Pointer) -> Result<Value, Error> {
        let line = self
            .record(instance, at.seq)
            .ok_or_else(|| Error::new(ErrorKind::NotFound, format!("record {} of {instance}", at.seq)))?;
        let record = Record::read(&line.bytes).map_err(|error| Error::wrap(ErrorKind::Corrupt, "record", error))?;
        let row = |n| self.values.get(&ValueId { instance, seq: at.seq, n }).map(|(_, bytes)| bytes.clone());
        Ok(record.events.get(usize::from(at.event)).map_or(Value::Null, |event| value_of(event, row)))
    }

    pub(super) fn register_row(&self, register: &str, key: &str, on: Date) -> Option<RegisterRow> {
        let known = self.registers.get(&(register.to_owned(), key.to_owned()))?;
        let valid = known.iter().filter(|known| known.is_valid(on));
        valid.max_by_key(|known| (known.valid_from, known.row.version)).map(|known| known.row.clone())
    }

    fn calendar(&self, id: &str) -> Result<Arc<Calendar>, Error> {
        let newest = self.calendars.iter().rev().find(|(info, _)| info.id == id);
        let (_, json) = newest.ok_or_else(|| Error::new(ErrorKind::NotFound, format!("calendar `{id}`")))?;
        let file: CalendarFile =
            serde_json::from_str(json).map_err(|error| Error::wrap(ErrorKind::Corrupt, "calendar", error))?;
        let calendar = Calendar::try_from(file).map_err(|error| Error::new(ErrorKind::Corrupt, error.to_string()))?;
        Ok(Arc::new(calendar))
    }

    pub(super) fn rights(&self, person: &PersonId, on: Date) -> Vec<Right> {
        let Some(own) = self.roles_on(person, on) else { return Vec::new() };
        let standing = self
            .stand_ins
            .iter()
            .filter(|stand_in| stand_in.person == *person && stand_in.from <= on && on <= stand_in.to);
        let lent = standing.flat_map(|stand_in| {
            let is_lent = |right: &Right| stand_in.roles.as_ref().is_none_or(|roles| roles.contains(&right.role));
            let roles = self.roles_on(&stand_in.absent, on).into_iter().flatten();
            roles
                .filter(is_lent)
                .map(|right| Right { stands_in_for: Some(stand_in.absent.clone()), ..right })
                .collect::<Vec<_>>()
        });
        own.into_iter().chain(lent).collect()
    }

    /// An active person's own roles on a day.
    fn roles_on(&self, person: &PersonId, on: Date) -> Option<Vec<Right>> {
        let known = self.people.get(person.as_str()).filter(|known| known.person.active)?;
        let roles = known.person.roles.iter();
        let valid = roles.filter(|(_, from, to)| from.is_none_or(|from| from <= on) && to.is_none_or(|to| to >= on));
        Some(valid.map(|(right, _, _)| right.clone()).collect())
    }
}

impl Known {
    /// Whether it holds on the day, as far as is known now.
    pub(super) fn is_valid(&self, on: Date) -> bool {
        self.holds && self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| to >= on)
    }
}
