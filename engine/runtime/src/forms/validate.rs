//! The form's JSON Schema at work. The validator wants `serde_json::Value`; it never leaves this file, and the typed
//! values are read from the text again.
#![expect(clippy::disallowed_types, reason = "jsonschema takes nothing else; no value is taken out of it")]

use super::{
    pointer::{below, error, field_at, titled},
    read,
};
use crate::codes;
use jsonschema::{
    JsonType, ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use mingjing_core::outcome::FieldError;
use mingjing_expr::Value;
use mingjing_model::definition::{Field, FieldKind, Form};

/// Errors of one submission that are shown; more helps nobody.
const ERRORS_MAX: usize = 100;

/// A form ready to read submissions.
pub struct CompiledForm {
    fields: Vec<Field>,
    validator: Validator,
}

/// A filed schema that does not compile: filing checks it, so this is a fault of ours.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// The schema is no JSON.
    #[error("the schema of form `{0}` is not readable")]
    Text(String, #[source] serde_json::Error),
    /// The schema is no schema.
    #[error("the schema of form `{0}` is not valid: {1}")]
    Schema(String, String),
}

impl CompiledForm {
    /// Compiles the form's schema.
    ///
    /// # Errors
    /// When the schema is none.
    pub fn new(form: &Form) -> Result<Self, FormError> {
        let schema: serde_json::Value =
            serde_json::from_str(&form.schema).map_err(|error| FormError::Text(form.id.clone(), error))?;
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        let validator =
            options.build(&schema).map_err(|error| FormError::Schema(form.id.clone(), error.to_string()))?;
        Ok(Self { fields: form.fields.clone(), validator })
    }

    /// Reads the JSON text of a submission into typed values.
    ///
    /// # Errors
    /// All fields at fault: JSON pointer, code `MJ42xx`, and the titles of the field.
    pub fn read(&self, json: &str) -> Result<Value, Vec<FieldError>> {
        let (values, errors) = self.look(json);
        if errors.is_empty() { Ok(values) } else { Err(errors) }
    }

    /// As [`Self::read`], for a dry run: all that can be read, beside all fields at fault.
    pub fn look(&self, json: &str) -> (Value, Vec<FieldError>) {
        let given = match read::plain(json) {
            Ok(given) => given,
            Err(error) => return (Value::Null, vec![error]),
        };
        let (values, mistyped) = read::record(&self.fields, &given);
        let mut errors = self.of_schema(json);
        if errors.is_empty() {
            errors = mistyped;
        }
        (values, self.titled(errors))
    }

    fn of_schema(&self, json: &str) -> Vec<FieldError> {
        let text: serde_json::Value = match serde_json::from_str(json) {
            Ok(text) => text,
            Err(fault) => return vec![error("", codes::NOT_JSON, &[("detail", &fault.to_string())])],
        };
        let mut errors: Vec<FieldError> =
            self.validator.iter_errors(&text).take(ERRORS_MAX).flat_map(|fault| self.errors(&fault)).collect();
        errors.sort_by(|a, b| (&a.pointer, &a.code).cmp(&(&b.pointer, &b.code)));
        errors.dedup();
        errors
    }

    fn titled(&self, errors: Vec<FieldError>) -> Vec<FieldError> {
        errors.into_iter().map(|error| titled(error, &self.fields)).collect()
    }

    fn errors(&self, fault: &ValidationError<'_>) -> Vec<FieldError> {
        let at = fault.instance_path().to_string();
        let one = |code: &str, name: &str, value: &str| vec![error(&at, code, &[(name, value)])];
        let limit = |code: &str, limit: &dyn std::fmt::Display| one(code, "limit", &limit.to_string());
        match fault.kind() {
            Kind::Required { property } => {
                vec![error(&below(&at, property.as_str().unwrap_or_default()), codes::REQUIRED, &[])]
            }
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => unexpected
                .iter()
                .map(|name| error(&below(&at, name), codes::UNKNOWN_FIELD, &[("field", name)]))
                .collect(),
            Kind::Type { kind } => one(codes::WRONG_TYPE, "expected", self.expected(&at).unwrap_or(type_name(kind))),
            Kind::Format { format } => one(codes::WRONG_TYPE, "expected", self.expected(&at).unwrap_or(format)),
            Kind::Pattern { pattern } => match self.expected(&at) {
                Some(kind @ ("date" | "datetime" | "decimal")) => one(codes::WRONG_TYPE, "expected", kind),
                _ => one(codes::PATTERN, "pattern", pattern),
            },
            Kind::Enum { .. } | Kind::Constant { .. } => one(codes::NO_CHOICE, "value", &fault.instance().to_string()),
            Kind::Minimum { limit: least } | Kind::ExclusiveMinimum { limit: least } => limit(codes::TOO_SMALL, least),
            Kind::Maximum { limit: most } | Kind::ExclusiveMaximum { limit: most } => limit(codes::TOO_LARGE, most),
            Kind::MinLength { limit: 1 } => vec![error(&at, codes::EMPTY, &[])],
            Kind::MinLength { limit: least } => limit(codes::TOO_SHORT, least),
            Kind::MaxLength { limit: most } => limit(codes::TOO_LONG, most),
            Kind::MinItems { limit: least } => limit(codes::TOO_FEW, least),
            Kind::MaxItems { limit: most } => limit(codes::TOO_MANY, most),
            Kind::UniqueItems => vec![error(&at, codes::NOT_UNIQUE, &[])],
            // Rules that combine others, and rules that forms do not use: named by their keyword.
            _ => one(codes::FORM_RULE, "rule", fault.kind().keyword()),
        }
    }

    /// What the field at the pointer is, in the words of `MJ4202`.
    fn expected(&self, pointer: &str) -> Option<&'static str> {
        let mut kind = &field_at(&self.fields, pointer)?.kind;
        let is_item = pointer.rsplit('/').next().is_some_and(|part| part.parse::<usize>().is_ok());
        if let (FieldKind::List(item), true) = (kind, is_item) {
            kind = item;
        }
        Some(match kind {
            FieldKind::Text | FieldKind::Choice(_) | FieldKind::Person | FieldKind::Register(_) => "text",
            FieldKind::Bool => "bool",
            FieldKind::Integer | FieldKind::MoneyFen => "integer",
            FieldKind::Decimal => "decimal",
            FieldKind::Date => "date",
            FieldKind::DateTime => "datetime",
            FieldKind::List(_) => "list",
            FieldKind::Record(_) => "record",
        })
    }
}

fn type_name(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Single(JsonType::Array) => "list",
        TypeKind::Single(JsonType::Object) => "record",
        TypeKind::Single(JsonType::String) => "text",
        TypeKind::Single(JsonType::Boolean) => "bool",
        TypeKind::Single(JsonType::Integer | JsonType::Number) => "integer",
        TypeKind::Single(JsonType::Null) | TypeKind::Multiple(_) => "value",
    }
}
