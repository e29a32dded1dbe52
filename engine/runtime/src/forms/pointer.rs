//! Field errors: pointers into the submission and the titles that people know the fields by.

use mingjing_core::outcome::FieldError;
use mingjing_model::definition::{Field, FieldKind, Text};

/// A field at fault, with the facts that its message needs.
pub(super) fn error(pointer: &str, code: &str, params: &[(&str, &str)]) -> FieldError {
    let params = params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    FieldError { pointer: pointer.to_owned(), code: code.to_owned(), params }
}

/// Adds the titles of the field that the pointer leads to.
pub(super) fn titled(mut error: FieldError, fields: &[Field]) -> FieldError {
    let Some(field) = field_at(fields, &error.pointer) else { return error };
    let Text { zh, en } = &field.title;
    error.params.entry("field".to_owned()).or_insert_with(|| zh.clone());
    error.params.entry("field_en".to_owned()).or_insert_with(|| en.clone().unwrap_or_else(|| zh.clone()));
    error
}

/// The JSON pointer of a field or item below another (RFC 6901).
pub(super) fn below(pointer: &str, part: &str) -> String {
    format!("{pointer}/{}", part.replace('~', "~0").replace('/', "~1"))
}

/// The innermost field on the way of a pointer.
pub(super) fn field_at<'a>(fields: &'a [Field], pointer: &str) -> Option<&'a Field> {
    let mut fields = fields;
    let mut found = None;
    for part in pointer.split('/').skip(1) {
        let Some(field) = fields.iter().find(|field| field.id == part) else { continue };
        found = Some(field);
        fields = inner(&field.kind);
    }
    found
}

fn inner(kind: &FieldKind) -> &[Field] {
    match kind {
        FieldKind::Record(fields) => fields,
        FieldKind::List(kind) => inner(kind),
        FieldKind::Text
        | FieldKind::Bool
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::MoneyFen
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Choice(_)
        | FieldKind::Person
        | FieldKind::Register(_) => &[],
    }
}
