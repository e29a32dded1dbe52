//! A form field as filed, with all that its schema says; forms, records in lists and registers share it.

use crate::definition::{Choice, Field, FieldKind, Text};
use mingjing_expr::Type;

/// A field as filed.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::files) struct FieldSpec {
    /// The field's id.
    pub(in crate::files) id: String,
    /// What people see.
    pub(in crate::files) title: Text,
    /// A remark for whoever fills it in.
    pub(in crate::files) help: Option<Text>,
    /// Its kind with its bounds.
    pub(in crate::files) kind: KindSpec,
    /// Must always be given.
    pub(in crate::files) required: bool,
    /// Personal data.
    pub(in crate::files) personal: bool,
    /// Found by the search of cases.
    pub(in crate::files) search: bool,
    /// Position among the columns of the case list.
    pub(in crate::files) list: Option<u8>,
}

/// A kind of field with its bounds.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::files) enum KindSpec {
    /// Free text.
    Text {
        /// At most this many characters.
        max_length: Option<i64>,
        /// Shown as several lines.
        multiline: bool,
    },
    /// Yes or no.
    Bool,
    /// A whole number.
    Integer(Bounds),
    /// A decimal, as text in JSON.
    Decimal,
    /// Money in fen.
    Money(Bounds),
    /// A civil date.
    Date {
        /// Not later than the day of entry.
        not_after_today: bool,
    },
    /// An instant.
    DateTime,
    /// One of a list.
    Choice(Vec<Choice>),
    /// A person's id.
    Person {
        /// The lane whose people the picker offers first.
        lane: Option<String>,
    },
    /// The key of a row of this register.
    Register(String),
    /// A list.
    List {
        /// The kind of its items.
        of: Box<KindSpec>,
        /// How many items.
        items: Bounds,
    },
    /// A record of fields.
    Record(Vec<FieldSpec>),
}

/// Bounds, both inclusive: of a number, or of the items of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::files) struct Bounds {
    /// The least.
    pub(in crate::files) min: Option<i64>,
    /// The most.
    pub(in crate::files) max: Option<i64>,
}

impl FieldSpec {
    /// The field as the engine needs it.
    pub(in crate::files) fn field(&self) -> Field {
        Field {
            id: self.id.clone(),
            title: self.title.clone(),
            kind: self.kind.kind(),
            required: self.required,
            personal: self.personal,
            list: self.list,
        }
    }
}

impl KindSpec {
    /// The word for this kind in messages, as it is written in a file.
    pub(in crate::files) fn word(&self) -> String {
        match self {
            Self::Text { .. } => "text".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Integer(_) => "integer".to_owned(),
            Self::Decimal => "decimal".to_owned(),
            Self::Money(_) => "money".to_owned(),
            Self::Date { .. } => "date".to_owned(),
            Self::DateTime => "datetime".to_owned(),
            Self::Choice(_) => "choice".to_owned(),
            Self::Person { .. } => "person".to_owned(),
            Self::Register(_) => "register".to_owned(),
            Self::List { of, .. } => format!("list<{}>", of.word()),
            Self::Record(_) => "record".to_owned(),
        }
    }

    /// The kind as the engine needs it.
    pub(in crate::files) fn kind(&self) -> FieldKind {
        match self {
            Self::Text { .. } => FieldKind::Text,
            Self::Bool => FieldKind::Bool,
            Self::Integer(_) => FieldKind::Integer,
            Self::Decimal => FieldKind::Decimal,
            Self::Money(_) => FieldKind::MoneyFen,
            Self::Date { .. } => FieldKind::Date,
            Self::DateTime => FieldKind::DateTime,
            Self::Choice(choices) => FieldKind::Choice(choices.clone()),
            Self::Person { .. } => FieldKind::Person,
            Self::Register(register) => FieldKind::Register(register.clone()),
            Self::List { of, .. } => FieldKind::List(Box::new(of.kind())),
            Self::Record(fields) => FieldKind::Record(fields.iter().map(FieldSpec::field).collect()),
        }
    }
}

/// The type of a form's submission: a record; what is not always required is optional.
pub fn form_type(form: &crate::definition::Form) -> Type {
    record_type(&form.fields)
}

/// The type of a field's value when it is given.
pub fn kind_type(kind: &FieldKind) -> Type {
    match kind {
        FieldKind::Text | FieldKind::Person | FieldKind::Register(_) => Type::Text,
        FieldKind::Bool => Type::Bool,
        FieldKind::Integer | FieldKind::Decimal | FieldKind::MoneyFen => Type::Number,
        FieldKind::Date => Type::Date,
        FieldKind::DateTime => Type::Instant,
        FieldKind::Choice(choices) => Type::one_of(choices.iter().map(|choice| choice.value.as_str())),
        FieldKind::List(item) => Type::list(kind_type(item)),
        FieldKind::Record(fields) => record_type(fields),
    }
}

/// The type of a record of fields.
pub(in crate::files) fn record_type(fields: &[Field]) -> Type {
    Type::record(fields.iter().map(|field| {
        let ty = kind_type(&field.kind);
        (field.id.as_str(), if field.required { ty } else { Type::optional(ty) })
    }))
}
