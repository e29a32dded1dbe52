//! `forms/NAME.form.yaml`: the short spelling of a form → typed fields and a JSON Schema.
//!
//! - [`spec`]: a field as filed, with its bounds, and its type in expressions;
//! - [`fields`]: reading fields, shared with registers;
//! - [`load`]: reading a form;
//! - [`checks`]: what a form says about its own fields;
//! - [`schema`], [`json`]: the JSON Schema as text.

mod checks;
pub(in crate::files) mod fields;
mod json;
mod load;
mod schema;
pub(in crate::files) mod spec;

pub(in crate::files) use load::load;
pub(in crate::files) use spec::record_type;
pub use spec::{form_type, kind_type};

use crate::definition::{ActRule, Text};
use json::Json;
use spec::FieldSpec;

/// A form as filed.
struct FormSpec {
    /// Its id.
    id: String,
    /// What people see.
    title: Text,
    /// The fields in order.
    fields: Vec<FieldSpec>,
    /// What the law demands of the act that it records.
    act: Option<ActSpec>,
    /// The field that says when the act happened.
    event_at: Option<String>,
    /// Requirements that depend on another field.
    when: Vec<Condition>,
    /// Rows of field ids for the screen; none = one field a row.
    layout: Vec<Vec<String>>,
}

/// The act that a form records, its lane as yet a name.
struct ActSpec {
    /// The rule without its lane.
    rule: ActRule,
    /// The lane.
    lane: Option<String>,
}

/// `when` a field has one of these values, others must be given.
struct Condition {
    /// The field.
    field: String,
    /// Its values.
    is: Vec<Json>,
    /// The fields that must be given then.
    require: Vec<String>,
}
