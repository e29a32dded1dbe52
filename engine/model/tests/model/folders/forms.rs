//! Forms: types for expressions, and a schema for whoever checks submissions.
#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use super::support::Folders;
use mingjing_expr::{Type, Value};
use mingjing_model::definition::Form;
use mingjing_model::files::form_type;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

/// As much of a schema as these tests look at.
#[derive(Deserialize)]
struct Schema {
    #[serde(rename = "$schema")]
    dialect: String,
    properties: BTreeMap<String, serde::de::IgnoredAny>,
    required: Vec<String>,
    #[serde(rename = "additionalProperties")]
    additional: bool,
}

/// The form as a definition holds it: the start node of the process uses it.
fn form(folders: &Folders, id: &str) -> Form {
    let folders = folders.clone().edit("filing.process.yaml", "form: clue", &format!("form: {id}"));
    let bundle = folders.bundle();
    bundle.definitions[0].forms.iter().find(|form| form.id == id).unwrap().clone()
}

#[test]
fn a_form_is_a_record_whose_fields_are_optional_unless_required() {
    let types = form_type(&form(&Folders::good(), "inquiry"));
    let Type::Record(fields) = types else { panic!("no record") };
    let ty = |name: &str| fields[name].to_string();
    assert_eq!(ty("acted_on"), "date");
    assert_eq!(ty("officers"), "list<text>");
    assert_eq!(ty("parties"), "list<{name: text, note: text?}>");
    assert_eq!(ty("fine"), "number?");
    assert_eq!(ty("at"), "instant?");
    let types = form_type(&form(&Folders::good(), "clue"));
    assert!(types.accepts(&Value::map([("source", Value::text("report")), ("text", Value::text("…"))])));
    assert!(!types.accepts(&Value::map([("source", Value::text("rumour")), ("text", Value::text("…"))])));
}

#[test]
fn the_schema_of_a_form_says_all_that_the_file_says() {
    let pretty = |id| form(&Folders::good(), id).schema.replace("\"x-title\"", "\n\"x-title\"");
    insta::assert_snapshot!("schema_of_clue", pretty("clue"));
    insta::assert_snapshot!("schema_of_inquiry", pretty("inquiry"));
}

proptest! {
    #[test]
    fn a_schema_is_json_that_requires_what_the_form_requires(
        required in proptest::collection::btree_set("[a-z][a-z0-9_]{0,8}", 1..8),
        optional in proptest::collection::btree_set("[a-z][a-z0-9_]{0,8}", 0..8),
        title in "[\\p{Han}a-z]{1,10}",
        kind in prop::sample::select(vec!["text", "bool", "money", "decimal", "date", "datetime", "person"]),
    ) {
        let optional: Vec<&String> = optional.iter().filter(|name| !required.contains(*name)).collect();
        let field = |name: &String| format!("  {name}: {{title: \"{title}\", type: {kind}}}\n");
        let fields: String = required.iter().chain(optional.iter().copied()).map(field).collect();
        let names: Vec<&str> = required.iter().map(String::as_str).collect();
        let text = format!("form: own\ntitle: 表\nrequired: [{}]\nfields:\n{fields}", names.join(", "));
        let form = form(&Folders::good().file("forms/own.form.yaml", &text), "own");
        let schema: Schema = serde_json::from_str(&form.schema).unwrap();
        prop_assert_eq!(schema.dialect, "https://json-schema.org/draft/2020-12/schema");
        prop_assert_eq!(schema.properties.len(), required.len() + optional.len());
        prop_assert_eq!(schema.required, names);
        prop_assert!(!schema.additional);
    }
}
