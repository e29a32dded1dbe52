//! Submissions that the filed scenarios hand in, for tests that walk the same road over HTTP.

use super::program::root;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fs;

/// A step of a scenario: who, which node or act (none = the start), what they hand in.
#[derive(Clone, Debug)]
pub struct Step {
    pub person: String,
    pub node: Option<String>,
    pub submission: Value,
    pub reason: Option<String>,
}

/// The steps of a scenario in which somebody hands something in, in order.
pub fn steps(department: &str, scenario: &str) -> Vec<Step> {
    let path = root().join(format!("processes/{department}/scenarios/{scenario}.scenario.yaml"));
    let text = fs::read_to_string(&path).unwrap();
    let file: Value = serde_yaml::from_str(&text).unwrap();
    file["steps"].as_array().unwrap().iter().filter_map(step).collect()
}

fn step(step: &Value) -> Option<Step> {
    let text = |key: &str| step[key].as_str().map(str::to_owned);
    let node = text("complete").or_else(|| text("act"));
    let submission = if node.is_some() { &step["with"] } else { &step["start"] };
    submission.is_object().then(|| Step {
        person: text("as").unwrap(),
        node,
        submission: submission.clone(),
        reason: text("reason"),
    })
}

/// The documents that a node makes, as its duties list them (of a task that is gone: none): all of them, numbered and dated on this day.
pub fn documents(duties: &Value, day: Date) -> Value {
    let wanted = duties["documents"].as_array().into_iter().flatten();
    let entry =
        |wanted: &Value| (wanted["id"].as_str().unwrap().to_owned(), json!({"number": "示例1号", "dated_on": day}));
    Value::Object(wanted.map(entry).collect())
}

/// The duties at the start of the general procedure, in the answer of `GET /processes`.
pub fn duties_at_start(processes: &Value) -> Value {
    let lines = processes["items"].as_array().unwrap();
    lines.iter().find(|line| line["process"] == "general_penalty").unwrap()["start"]["duties"].clone()
}

/// The same values, every date in them on this day.
pub fn on(day: Date, value: &Value) -> Value {
    match value {
        Value::String(text) if text.parse::<Date>().is_ok() => Value::String(day.to_string()),
        Value::Array(items) => items.iter().map(|item| on(day, item)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), on(day, value))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
