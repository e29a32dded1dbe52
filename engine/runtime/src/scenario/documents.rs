//! The documents of a step. Scenarios are about the course of a case, so what is due is entered by itself: dated today,
//! with a number of its own. A step says otherwise with `documents:`.

use super::{
    file::{Paper, Papers},
    stage::Stage,
    theatre::Theatre,
    values::moved,
};
use crate::{
    control,
    store::{
        Error,
        read::Histories,
        values::{value_of, value_rows_of},
    },
};
use jiff::{civil::Date, tz::TimeZone};
use mingjing_core::{
    command::EnteredDocument,
    documents_due,
    ids::{InstanceId, Key},
    needs::{Pointer, ValueId},
    record::Record,
    state::Instance,
};
use mingjing_expr::{Scope, Value};
use mingjing_model::definition::{NameKind, NodeIx};
use std::collections::BTreeMap;

/// What numbers and dates documents.
#[derive(Clone, Debug)]
pub struct Stationery {
    zone: TimeZone,
    made: u32,
}

impl Stationery {
    /// Documents are dated in this zone.
    pub fn of(zone: &TimeZone) -> Self {
        Self { zone: zone.clone(), made: 0 }
    }

    fn number(&mut self, day: Date) -> String {
        self.made += 1;
        format!("〔{}〕{}号", day.year(), self.made)
    }
}

impl Stage {
    /// The documents that a step enters at a node; `at` is its task, none at the start.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) fn papers<T: Theatre>(
        &mut self,
        theatre: &T,
        papers: &Papers,
        node: NodeIx,
        at: Option<(InstanceId, Key)>,
        submission: &Value,
    ) -> Result<Vec<EnteredDocument>, Error> {
        let day = self.stationery.zone.to_datetime(theatre.now()).date();
        let given = match papers {
            Papers::None => return Ok(Vec::new()),
            Papers::Given(given) => given,
            Papers::Due => return self.due(theatre, node, at, submission, day),
        };
        let entered = |paper: &Paper| EnteredDocument {
            document: paper.document.clone(),
            number: paper.number.clone(),
            dated_on: paper.dated_on.as_deref().and_then(|on| moved(on, self.moved.days).parse().ok()).unwrap_or(day),
        };
        Ok(given.iter().map(entered).collect())
    }

    fn due<T: Theatre>(
        &mut self,
        theatre: &T,
        node: NodeIx,
        at: Option<(InstanceId, Key)>,
        submission: &Value,
        day: Date,
    ) -> Result<Vec<EnteredDocument>, Error> {
        let definition = self.definition.clone();
        if definition.node(node).duty.documents.is_empty() {
            return Ok(Vec::new());
        }
        let mut values = match at {
            Some((case, key)) => known(theatre, self, case, key)?,
            None => BTreeMap::new(),
        };
        let form = definition.node(node).form.map(NameKind::Form);
        let filled = definition.names.iter().find(|name| Some(name.kind) == form);
        values.extend(filled.map(|name| (name.id.clone(), submission.clone())));
        let due = documents_due(&definition, node, &Known { values, day });
        let due = due.into_iter().filter(|(_, due)| *due == Some(true));
        let entered = due.map(|(document, _)| EnteredDocument {
            document: definition.documents[document.index()].id.clone(),
            number: Some(self.stationery.number(day)),
            dated_on: day,
        });
        Ok(entered.collect())
    }
}

/// The values that are read at a task, by name.
fn known<T: Theatre>(theatre: &T, stage: &Stage, case: InstanceId, at: Key) -> Result<BTreeMap<String, Value>, Error> {
    let stored = theatre.wait(theatre.store().instance_get(case))?;
    let Some(instance) = stored.and_then(|(_, bytes)| control::decode(&bytes).ok()) else {
        return Ok(BTreeMap::new());
    };
    let mut values = BTreeMap::new();
    let around = std::iter::successors(Some(at), |key| match *key {
        Key::ROOT => None,
        key => Some(parent(&instance, key)),
    });
    for owner in around.collect::<Vec<_>>() {
        for ((_, name), pointer) in instance.values.iter().filter(|((key, _), _)| *key == owner) {
            let id = &stage.definition.name(*name).id;
            if !values.contains_key(id) {
                values.insert(id.clone(), value(theatre, case, *pointer)?);
            }
        }
    }
    Ok(values)
}

fn parent(instance: &Instance, key: Key) -> Key {
    instance.elements.get(&key).map_or(Key::ROOT, |element| element.parent)
}

fn value<T: Theatre>(theatre: &T, case: InstanceId, at: Pointer) -> Result<Value, Error> {
    let lines = theatre.wait(theatre.store().history_page(case, at.seq.saturating_sub(1), 1))?;
    let record = lines.first().and_then(|line| Record::read(&line.bytes).ok());
    let event = record.and_then(|record| record.events.into_iter().nth(usize::from(at.event)));
    let Some(event) = event else { return Ok(Value::Null) };
    let mut rows = BTreeMap::new();
    for n in value_rows_of(&event) {
        let row = theatre.wait(theatre.store().value_get(ValueId { instance: case, seq: at.seq, n }))?;
        rows.extend(row.map(|(_, bytes)| (n, bytes)));
    }
    Ok(value_of(&event, |n| rows.get(&n).cloned()))
}

struct Known {
    values: BTreeMap<String, Value>,
    day: Date,
}

impl Scope for Known {
    fn lookup(&self, name: &str) -> Option<Value> {
        self.values.get(name).cloned()
    }

    fn today(&self) -> Date {
        self.day
    }
}
