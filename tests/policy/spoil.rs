//! One thing changed in what was filled in: a record of a list that says more, less or nothing, or anything at all.

use crate::{pen::Pen, support::chance::Chance};
use jiff::{ToSpan, civil::Date};
use serde_json::{Map, Value, json};

impl Pen<'_> {
    /// Changes records that were copied: one is gone, there twice, heavier, or says one thing more.
    pub fn tweak(&mut self, records: &mut Vec<Map<String, Value>>) {
        let at = self.chance.position(records.len().max(1));
        match self.chance.below(4) {
            0 if records.len() > 1 => drop(records.remove(at)),
            1 => records.extend(records.get(at).cloned()),
            _ => {
                if let Some(record) = records.get_mut(at) {
                    for number in record.values_mut().filter(|value| value.is_number()) {
                        *number = json!(number.as_i64().unwrap_or_default().saturating_mul(3).saturating_add(1));
                    }
                    // What is left out is drawn anew.
                    let lists: Vec<String> =
                        record.iter().filter(|(_, value)| value.is_array()).map(|(id, _)| id.clone()).collect();
                    self.chance.pick(&lists).map(|id| record.remove(id));
                }
            }
        }
    }

    /// Changes anything.
    pub fn spoil(&mut self, value: &mut Value) {
        let mut places = Vec::new();
        collect(value, String::new(), &mut places);
        let place = self.chance.pick(&places).cloned().unwrap_or_default();
        let everybody: Vec<&str> = self.roster.members.iter().map(|member| member.id.as_str()).collect();
        let somebody = self.chance.pick(&everybody).copied().unwrap_or_default();
        if let Some(target) = value.pointer_mut(&place) {
            *target = other(self.chance, target.take(), somebody);
        }
    }
}

fn collect(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(record) => {
            record.iter().for_each(|(id, value)| collect(value, format!("{place}/{id}"), places));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(nth, value)| collect(value, format!("{place}/{nth}"), places));
        }
        _ => {}
    }
    places.push(place);
}

fn other(chance: &mut Chance, value: Value, somebody: &str) -> Value {
    match value {
        Value::Bool(truth) => json!(!truth),
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or_default();
            json!(chance.pick(&[number.saturating_mul(11), -1, number.saturating_sub(1), 0, i64::MAX]))
        }
        Value::String(text) => match (text.parse::<Date>(), chance.below(4)) {
            (Ok(day), _) => {
                let days = chance.pick(&[-400, -30, -7, -1, 1, 8, 400]).copied().unwrap_or(1);
                json!(day.checked_add(days.days()).unwrap_or(day).to_string())
            }
            (Err(_), 0) => json!(""),
            (Err(_), 1) => json!(somebody),
            (Err(_), 2) => Value::Null,
            (Err(_), _) => json!("另一内容"),
        },
        Value::Array(items) => list(chance, items, somebody),
        Value::Object(record) => Value::Object(fewer_or_more(chance, record)),
        Value::Null => json!(0),
    }
}

fn list(chance: &mut Chance, mut items: Vec<Value>, somebody: &str) -> Value {
    let at = chance.position(items.len().max(1));
    match chance.below(5) {
        0 => items.clear(),
        1 if !items.is_empty() => drop(items.remove(at)),
        2 if !items.is_empty() => items[at] = json!(somebody),
        // Somebody or something twice, in the place of another.
        3 if items.len() > 1 => items[at] = items[(at + 1) % items.len()].clone(),
        _ => items.extend(items.first().cloned()),
    }
    Value::Array(items)
}

fn fewer_or_more(chance: &mut Chance, mut record: Map<String, Value>) -> Map<String, Value> {
    let ids: Vec<String> = record.keys().cloned().collect();
    match chance.pick(&ids) {
        Some(id) if !chance.once_in(4) => {
            record.remove(id);
        }
        _ => {
            record.insert("unheard_of".to_owned(), json!(1));
        }
    }
    record
}
