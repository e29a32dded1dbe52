//! Submissions that the filed scenarios hand in, for tests that walk the same road over HTTP.

use super::program::root;
use jiff::civil::Date;
use serde_json::Value;
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

/// The same values, every date in them on this day.
pub fn on(day: Date, value: &Value) -> Value {
    match value {
        Value::String(text) if text.parse::<Date>().is_ok() => Value::String(day.to_string()),
        Value::Array(items) => items.iter().map(|item| on(day, item)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), on(day, value))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
