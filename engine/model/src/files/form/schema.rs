//! A form's JSON Schema (2020-12), which shells validate submissions with and screens are drawn from.

use super::json::{Json, Object};
use super::spec::{Bounds, FieldSpec, KindSpec};
use super::{Condition, FormSpec};
use crate::definition::{ActRule, Choice};

/// The dialect that every schema names.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// A decimal of at most 28 digits with a sign and a point: the longest text that the engine reads exactly.
const DECIMAL_LENGTH_MAX: i64 = 30;
/// How a decimal is written.
const DECIMAL_PATTERN: &str = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$";
/// How a date is written.
const DATE_PATTERN: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// The schema of a submission, as JSON text.
pub(super) fn schema(form: &FormSpec) -> String {
    let (properties, required) = members(&form.fields, form.act.as_ref().map(|act| act.rule.who.as_str()));
    let object = Object::default()
        .with("$schema", Json::text(DIALECT))
        .with("x-title", Json::title(&form.title))
        .with("type", Json::text("object"))
        .with("properties", properties)
        .with("required", required)
        .with("additionalProperties", Json::Bool(false))
        .maybe("allOf", conditions(form))
        .maybe("x-layout", layout(&form.layout))
        .maybe("x-act", form.act.as_ref().map(|act| act_rule(&act.rule, act.lane.as_deref())))
        .maybe("x-event-at", form.event_at.clone().map(Json::Text));
    // Writing texts, whole numbers and texts as keys to a string cannot fail.
    serde_json::to_string(&Json::from(object)).unwrap_or_default()
}

/// `who` is the field that lists the people of an act: whether they are enough different people is for the act's rule,
/// whose refusals stand on record. Everywhere else a list of people names nobody twice.
fn members(fields: &[FieldSpec], who: Option<&str>) -> (Json, Json) {
    let mut properties = Object::default();
    for field in fields {
        properties.put(field.id.clone(), property(field, who));
    }
    let required = fields.iter().filter(|field| field.required);
    (properties.into(), Json::texts(required.map(|field| &field.id)))
}

fn property(field: &FieldSpec, who: Option<&str>) -> Json {
    let people = matches!(&field.kind, KindSpec::List { of, .. } if matches!(**of, KindSpec::Person { .. }));
    kind(&field.kind, field.required, Object::default().with("x-title", Json::title(&field.title)))
        .flag("uniqueItems", people && who != Some(field.id.as_str()))
        .maybe("x-help", field.help.as_ref().map(Json::title))
        .flag("x-personal", field.personal)
        .flag("x-search", field.search)
        .maybe("x-list", field.list.map(|position| Json::Number(i64::from(position))))
        .into()
}

/// Adds what the kind says. A text that must be given must not be empty.
fn kind(kind: &KindSpec, required: bool, object: Object) -> Object {
    match kind {
        KindSpec::Text { max_length, multiline } => typed(object, "string")
            .maybe("minLength", required.then_some(Json::Number(1)))
            .maybe("maxLength", max_length.map(Json::Number))
            .flag("x-multiline", *multiline),
        KindSpec::Bool => typed(object, "boolean"),
        KindSpec::Integer(bounds) => bounded(typed(object, "integer"), bounds, ["minimum", "maximum"]),
        KindSpec::Decimal => typed(object, "string")
            .with("maxLength", Json::Number(DECIMAL_LENGTH_MAX))
            .with("pattern", Json::text(DECIMAL_PATTERN))
            .with("x-type", Json::text("decimal")),
        KindSpec::Money(bounds) => {
            bounded(typed(object, "integer"), bounds, ["minimum", "maximum"]).with("x-type", Json::text("money_fen"))
        }
        KindSpec::Date { not_after_today } => typed(object, "string")
            .with("format", Json::text("date"))
            .with("pattern", Json::text(DATE_PATTERN))
            .with("x-type", Json::text("date"))
            .maybe("x-not-after", not_after_today.then(|| Json::text("today"))),
        KindSpec::DateTime => {
            typed(object, "string").with("format", Json::text("date-time")).with("x-type", Json::text("datetime"))
        }
        KindSpec::Choice(choices) => choice(typed(object, "string"), choices),
        KindSpec::Person { lane } => typed(object, "string")
            .with("minLength", Json::Number(1))
            .with("x-type", Json::text("person"))
            .maybe("x-lane", lane.clone().map(Json::Text)),
        KindSpec::Register(register) => typed(object, "string")
            .with("minLength", Json::Number(1))
            .with("x-type", Object::default().with("register", Json::text(register.clone())).into()),
        KindSpec::List { of, items } => bounded(typed(object, "array"), items, ["minItems", "maxItems"])
            .with("items", self::kind(of, true, Object::default()).into()),
        KindSpec::Record(fields) => {
            let (properties, required) = members(fields, None);
            typed(object, "object")
                .with("properties", properties)
                .with("required", required)
                .with("additionalProperties", Json::Bool(false))
        }
    }
}

fn typed(object: Object, name: &str) -> Object {
    object.with("type", Json::text(name))
}

fn bounded(object: Object, bounds: &Bounds, [min, max]: [&str; 2]) -> Object {
    object.maybe(min, bounds.min.map(Json::Number)).maybe(max, bounds.max.map(Json::Number))
}

fn choice(object: Object, choices: &[Choice]) -> Object {
    let mut titles = Object::default();
    for choice in choices {
        titles.put(choice.value.clone(), Json::title(&choice.title));
    }
    object.with("enum", Json::texts(choices.iter().map(|choice| &choice.value))).with("x-choices", titles.into())
}

fn conditions(form: &FormSpec) -> Option<Json> {
    let rules: Vec<Json> = form.when.iter().map(|condition| rule(form, condition)).collect();
    (!rules.is_empty()).then_some(Json::List(rules))
}

/// `if` the field is given and has one of the values, `then` the others must be given, and no text of them empty.
fn rule(form: &FormSpec, condition: &Condition) -> Json {
    let is = Object::default().with("enum", Json::List(condition.is.clone()));
    let test = Object::default()
        .with("properties", Object::default().with(&condition.field, is.into()).into())
        .with("required", Json::texts([&condition.field]));
    let mut texts = Object::default();
    for id in &condition.require {
        if form.fields.iter().any(|field| field.id == *id && matches!(field.kind, KindSpec::Text { .. })) {
            texts.put(id.clone(), Object::default().with("minLength", Json::Number(1)).into());
        }
    }
    let then = Object::default().with("required", Json::texts(&condition.require)).with("properties", texts.into());
    Object::default().with("if", test.into()).with("then", then.into()).into()
}

fn layout(rows: &[Vec<String>]) -> Option<Json> {
    (!rows.is_empty()).then(|| Json::List(rows.iter().map(Json::texts).collect()))
}

fn act_rule(act: &ActRule, lane: Option<&str>) -> Json {
    Object::default()
        .with("who", Json::text(act.who.clone()))
        .with("people", Json::Number(i64::from(act.people)))
        .with("certified", Json::Bool(act.certified))
        .maybe("lane", lane.map(Json::text))
        .maybe("recording", act.recording.clone().map(Json::Text))
        .into()
}
