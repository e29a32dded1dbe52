//! Forms: the typed field list that the engine needs, and the JSON Schema text that shells validate with.

use super::{LaneIx, Text};
use serde::{Deserialize, Serialize};

/// A form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// The form's id, the root name of its fields.
    pub id: String,
    /// What people see.
    pub title: Text,
    /// The fields in order.
    pub fields: Vec<Field>,
    /// The JSON Schema (2020-12) of a submission, as canonical JSON text, with `x-` keys.
    pub schema: String,
    /// What the law demands of the act that the form records.
    pub act: Option<ActRule>,
    /// The field that says when the act happened; none = when it was entered.
    pub event_at: Option<String>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The field's id.
    pub id: String,
    /// What people see.
    pub title: Text,
    /// Its kind.
    pub kind: FieldKind,
    /// Must always be given. (A field that is required only sometimes is optional here; the schema says when.)
    pub required: bool,
    /// Personal data: stored apart, under a salted hash, so that it can be erased (see [`Field::holds_personal`]).
    pub personal: bool,
    /// Position among the columns of the case list (0–7), if it is one.
    pub list: Option<u8>,
}

impl Field {
    /// Personal data, or a list or record with some in it. It is told apart as a whole: what is erased of a person is
    /// everything that stands beside the name.
    pub fn holds_personal(&self) -> bool {
        self.personal || self.kind.holds_personal()
    }
}

/// The kinds of field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldKind {
    /// Free text.
    Text,
    /// Yes or no.
    Bool,
    /// A whole number.
    Integer,
    /// A decimal, as text in JSON.
    Decimal,
    /// Money in fen.
    MoneyFen,
    /// A civil date.
    Date,
    /// An instant.
    DateTime,
    /// One of a list.
    Choice(Vec<Choice>),
    /// A person's id.
    Person,
    /// The key of a row of this register.
    Register(String),
    /// A list.
    List(Box<FieldKind>),
    /// A record of fields.
    Record(Vec<Field>),
}

impl FieldKind {
    fn holds_personal(&self) -> bool {
        match self {
            Self::List(of) => of.holds_personal(),
            Self::Record(fields) => fields.iter().any(Field::holds_personal),
            Self::Text
            | Self::Bool
            | Self::Integer
            | Self::Decimal
            | Self::MoneyFen
            | Self::Date
            | Self::DateTime
            | Self::Choice(_)
            | Self::Person
            | Self::Register(_) => false,
        }
    }
}

/// One choice of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The stored value.
    pub value: String,
    /// What people see.
    pub title: Text,
}

/// What the law demands of an act: how many people, certified, recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRule {
    /// The field that lists the people who acted.
    pub who: String,
    /// The least number of different people.
    pub people: u8,
    /// Each of them needs a valid row in the policy's certificate register on the act's date.
    pub certified: bool,
    /// Each of them must belong to this lane (its named team, or the holders of its role).
    pub lane: Option<LaneIx>,
    /// The field that names the recording, which must not be empty.
    pub recording: Option<String>,
}
