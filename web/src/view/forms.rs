//! Forms and what their pickers offer.

use super::{
    shapes::{Choice, Choices, Form, Name},
    submissions::register_label,
};
use crate::{
    app::App,
    bundles::Pinned,
    http::{
        codes,
        problem::{Answer, Problem},
    },
};
use axum::http::StatusCode;
use mingjing_core::needs::register_of;
use mingjing_core::outcome::{FieldError, Rejection, RejectionKind};
use mingjing_expr::Value;
use mingjing_model::definition::{Field, FieldKind, Form as FormDefinition, Text};
use mingjing_runtime::{
    forms::{read_plain, write_value},
    store::read::Person,
};
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// A form for the app.
///
/// # Errors
/// A fault when the filed schema is no JSON, which filing rules out.
pub fn form(form: &FormDefinition) -> Answer<Form> {
    let schema = RawValue::from_string(form.schema.clone()).map_err(|error| Problem::fault(codes::FAULT, &error))?;
    Ok(Form { id: form.id.clone(), title: form.title.clone(), schema })
}

/// People of the organ, and the register rows that the form's fields name, as of today.
///
/// # Errors
/// Those of the store.
pub async fn choices(app: &App, organ: &str, pinned: &Pinned, form: &FormDefinition) -> Answer<Choices> {
    let mut registers = BTreeSet::new();
    let mut persons = false;
    for field in &form.fields {
        look(field, &mut registers, &mut persons);
    }
    let mut choices = Choices::default();
    if persons {
        choices.persons = people_by_lane(&app.store.person_list(organ).await?, pinned, organ);
    }
    for register in registers {
        let rows = app.store.register_list(&register_of(organ, &register), app.today()).await?;
        let choice = |key: String| Choice {
            label: register_label(pinned, &register, &key).unwrap_or_else(|| Text { zh: key.clone(), en: None }),
            key,
        };
        choices.registers.insert(register.clone(), rows.into_iter().map(|row| choice(row.key)).collect());
    }
    Ok(choices)
}

/// Values as the form's JSON, to start a loop from.
///
/// # Errors
/// A fault when the values do not fit the form, which the engine rules out.
pub fn values(form: &FormDefinition, values: &Value) -> Answer<Box<RawValue>> {
    write_value(form, values).and_then(RawValue::from_string).map_err(|error| Problem::fault(codes::FAULT, &error))
}

/// The submission where there is no form: an empty object.
///
/// # Errors
/// When something was handed in.
pub fn nothing(json: &RawValue) -> Answer<Value> {
    let value = untyped(json)?;
    if value.as_map().is_some_and(|map| map.is_empty()) {
        Ok(value)
    } else {
        Err(Rejection::new("MJ4209", RejectionKind::Invalid).into())
    }
}

/// A JSON object without a form: texts, whole numbers, flags, lists and objects.
///
/// # Errors
/// When it is no object, or holds a fraction (write it as text).
pub fn untyped(json: &RawValue) -> Answer<Value> {
    let malformed =
        |cause: &dyn std::fmt::Display| Problem::new(StatusCode::BAD_REQUEST, codes::MALFORMED).with("cause", cause);
    let detail = |error: FieldError| error.params.get("detail").cloned().unwrap_or(error.code);
    match read_plain(json.get()).map_err(|error| malformed(&detail(error)))? {
        Value::Map(map) => Ok(Value::Map(map)),
        _ => Err(malformed(&"an object is expected")),
    }
}

fn people_by_lane(people: &[Person], pinned: &Pinned, organ: &str) -> std::collections::BTreeMap<String, Vec<Name>> {
    let name = |person: &Person| Name {
        id: person.id.as_str().to_owned(),
        name: person.name.clone(),
        name_en: person.name_en.clone(),
    };
    let active: Vec<&Person> = people.iter().filter(|person| person.active).collect();
    let mut lanes = std::collections::BTreeMap::new();
    lanes.insert("*".to_owned(), active.iter().copied().map(name).collect());
    for lane in &pinned.definition().lanes {
        let holds = |person: &&&Person| {
            person.roles.iter().any(|(right, _, _)| right.role == lane.role && right.organ == organ)
        };
        lanes.insert(lane.id.clone(), active.iter().filter(holds).copied().map(name).collect());
    }
    lanes
}

fn look(field: &Field, registers: &mut BTreeSet<String>, persons: &mut bool) {
    look_kind(&field.kind, registers, persons);
}

fn look_kind(kind: &FieldKind, registers: &mut BTreeSet<String>, persons: &mut bool) {
    match kind {
        FieldKind::Person => *persons = true,
        FieldKind::Register(register) => {
            registers.insert(register.clone());
        }
        FieldKind::List(inner) => look_kind(inner, registers, persons),
        FieldKind::Record(fields) => fields.iter().for_each(|field| look(field, registers, persons)),
        FieldKind::Text
        | FieldKind::Bool
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::MoneyFen
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Choice(_) => {}
    }
}
