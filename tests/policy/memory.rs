//! What a case has said so far, as far as a later form may say it again.

use mingjing_model::definition::Form;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What was handed in and accepted.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Lists of records, newest last.
    records: Vec<Vec<Map<String, Value>>>,
    /// People by the lane for which they were named.
    pub teams: BTreeMap<String, Vec<String>>,
    /// How often a form said a text in a field.
    said: BTreeMap<(String, String, String), u64>,
    /// What was said last in a field of this name, in whatever form.
    last: BTreeMap<String, String>,
}

impl Memory {
    /// Keeps a submission of a form.
    pub fn keep(&mut self, form: &Form, schema: &Value, submission: &Value) {
        for (id, value) in submission.as_object().into_iter().flatten() {
            let is_record = schema["properties"][id]["items"]["type"] == "object";
            if let Some(text) = value.as_str() {
                *self.said.entry((form.id.clone(), id.clone(), text.to_owned())).or_default() += 1;
                self.last.insert(id.clone(), text.to_owned());
            }
            if let Some(list) = value.as_array().filter(|_| is_record) {
                self.records.push(list.iter().filter_map(|item| item.as_object().cloned()).collect());
            }
        }
    }

    /// The people that were named for a lane.
    pub fn team(&self, lane: &str) -> Option<&[String]> {
        self.teams.get(lane).map(Vec::as_slice)
    }

    /// How often a form said a text in a field.
    pub fn said(&self, form: &str, field: &str, text: &str) -> u64 {
        self.said.get(&(form.to_owned(), field.to_owned(), text.to_owned())).copied().unwrap_or_default()
    }

    /// What was said last in a field of this name.
    pub fn last(&self, field: &str) -> Option<&str> {
        self.last.get(field).map(String::as_str)
    }

    /// The newest records with at least half of these fields, else those with the most of them; only these fields.
    pub fn alike(&self, ids: &[&String]) -> Option<Vec<Map<String, Value>>> {
        let common = |list: &&Vec<Map<String, Value>>| {
            list.first().map_or(0, |record| ids.iter().filter(|id| record.contains_key(id.as_str())).count())
        };
        let newest = self.records.iter().rev();
        let near = newest.clone().find(|list| common(list) * 2 >= ids.len());
        let list = near.or_else(|| newest.max_by_key(common)).filter(|list| common(list) > 0)?;
        let only = |record: &Map<String, Value>| {
            record.iter().filter(|(id, _)| ids.contains(id)).map(|(id, value)| (id.clone(), value.clone())).collect()
        };
        Some(list.iter().map(only).collect())
    }
}
