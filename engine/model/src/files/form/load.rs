//! Reading a form.

use super::checks::{self, Own};
use super::fields::{Known, Place, fields};
use super::json::Json;
use super::schema::schema;
use super::spec::{FieldSpec, KindSpec};
use super::{ActSpec, Condition, FormSpec};
use crate::definition::{ActRule, Form};
use crate::diagnostic::Hint;
use crate::files::parts::FormFile;
use crate::files::read::Reading;
use crate::messages::code;
use crate::yaml::{self, Fields, Node};

/// Reads `forms/NAME.form.yaml`. What `certificates` says decides whether an act may demand them.
pub(in crate::files) fn load(root: &Node, known: Known, certificates: bool, read: &mut Reading) -> Option<FormFile> {
    let keys = ["form", "title", "act", "event_at", "required", "fields", "when", "layout"];
    let top = read.fields(root, &keys)?;
    let id = read.required(&top, "form").and_then(|node| read.id(node));
    let title = read.title_of(&top);
    let declared = read.required(&top, "fields")?;
    let mut fields = fields(declared, Place::Form, known, read);
    let id = id?;
    checks::list_positions(&top, &fields, read);
    checks::personal_columns(&top, &fields, read);
    required(&top, &id, &mut fields, declared, read);
    let own = Own::new(&id, &fields, declared);
    let act = top.get("act").and_then(|node| act(node, &own, certificates, read));
    let event_at = event_at(&top, &own, read);
    let when = when(&top, &own, read);
    let layout = layout(&top, &own, read);
    Some(form(FormSpec { title: title?, id, fields, act, event_at, when, layout }))
}

fn form(spec: FormSpec) -> FormFile {
    let schema = schema(&spec);
    let (act, act_lane) = spec.act.map_or((None, None), |act| (Some(act.rule), act.lane));
    let fields = spec.fields.iter().map(FieldSpec::field).collect();
    let form = Form { id: spec.id, title: spec.title, fields, schema, act, event_at: spec.event_at };
    FormFile { form, act_lane }
}

fn required(top: &Fields, form: &str, fields: &mut [FieldSpec], declared: &Node, read: &mut Reading) {
    let Some(node) = top.get("required") else {
        return;
    };
    for name in checks::field_list(node, &Own::new(form, fields, declared), read) {
        if let Some(field) = fields.iter_mut().find(|field| field.id == name) {
            field.required = true;
        }
    }
}

fn act(node: &Node, own: &Own, certificates: bool, read: &mut Reading) -> Option<ActSpec> {
    let act = read.fields(node, &["who", "people", "certified", "lane", "recording"])?;
    let who = read.required(&act, "who").and_then(|node| {
        let people =
            |kind: &KindSpec| matches!(kind, KindSpec::List { of, .. } if matches!(**of, KindSpec::Person { .. }));
        checks::field_as("act.who", "list<person>", people, node, own, read)
    });
    let people = match act.get("people") {
        Some(node) => yaml::whole(node, 1..=u32::from(u8::MAX), read.report),
        None => Some(1),
    };
    let certified = read.flag(&act, "certified");
    if certified && !certificates {
        let span = act.key("certified").map_or(act.span, |key| key.span);
        read.report.error(code::NO_CERTIFICATES, span);
    }
    let recording = act.get("recording").and_then(|node| {
        let names = |kind: &KindSpec| matches!(kind, KindSpec::Text { .. } | KindSpec::List { .. });
        checks::field_as("act.recording", "text, list", names, node, own, read)
    });
    let lane = act.get("lane").and_then(|node| read.id(node));
    let people = u8::try_from(people?).ok()?;
    Some(ActSpec { rule: ActRule { who: who?, people, certified, lane: None, recording }, lane })
}

fn event_at(top: &Fields, own: &Own, read: &mut Reading) -> Option<String> {
    let node = top.get("event_at")?;
    let dates = |kind: &KindSpec| matches!(kind, KindSpec::Date { .. } | KindSpec::DateTime);
    checks::field_as("event_at", "date, datetime", dates, node, own, read)
}

fn when(top: &Fields, own: &Own, read: &mut Reading) -> Vec<Condition> {
    let Some(node) = top.get("when") else {
        return Vec::new();
    };
    let items = read.items(node);
    items.iter().filter_map(|item| condition(item, own, read)).collect()
}

fn condition(node: &Node, own: &Own, read: &mut Reading) -> Option<Condition> {
    let rule = read.fields(node, &["field", "is", "require"])?;
    let decides = |kind: &KindSpec| matches!(kind, KindSpec::Choice(_) | KindSpec::Bool);
    let field = read
        .required(&rule, "field")
        .and_then(|node| checks::field_as("when.field", "choice, bool", decides, node, own, read));
    let is = read.required(&rule, "is");
    let require = read.required(&rule, "require").map(|node| {
        let names = checks::field_list(node, own, read);
        checks::not_required_anyway(node, own, read);
        names
    });
    let field = field?;
    let is = values(is?, own.fields.iter().find(|known| known.id == field)?, read);
    Some(Condition { field, is, require: require? })
}

/// One value of the field, or a list of them.
fn values(node: &Node, field: &FieldSpec, read: &mut Reading) -> Vec<Json> {
    let items = node.as_seq().unwrap_or(std::slice::from_ref(node));
    items.iter().filter_map(|item| value(item, field, read)).collect()
}

fn value(node: &Node, field: &FieldSpec, read: &mut Reading) -> Option<Json> {
    if field.kind == KindSpec::Bool {
        return yaml::truth(node, read.report).map(Json::Bool);
    }
    let found = node.text(read.report)?;
    let KindSpec::Choice(choices) = &field.kind else {
        return None;
    };
    if choices.iter().any(|choice| choice.value == found) {
        return Some(Json::text(found));
    }
    let names = choices.iter().map(|choice| choice.value.as_str());
    read.report
        .error(code::NOT_A_VALUE_OF_FIELD, node.span)
        .with("value", found)
        .with("field", &field.id)
        .hint(Hint::closest_or_all(found, names));
    None
}

fn layout(top: &Fields, own: &Own, read: &mut Reading) -> Vec<Vec<String>> {
    let Some(node) = top.get("layout") else {
        return Vec::new();
    };
    let rows: Vec<Vec<String>> = read.items(node).iter().map(|row| checks::field_list(row, own, read)).collect();
    checks::twice_in_layout(node, read);
    rows
}
