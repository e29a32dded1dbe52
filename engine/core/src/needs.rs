//! What a step may ask for, and the answers it is given.

use crate::ids::{Hash, InstanceId, PersonId, Tenant};
use jiff::civil::Date;
use mingjing_clock::Calendar;
use mingjing_expr::Value;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Something that a step needs to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// A value by reference: where it was set.
    Value(Pointer),
    /// A register row as of a date.
    Register {
        /// The register, as [`register_of`] names it.
        register: String,
        /// The row's key.
        key: String,
        /// The day on which it must be valid.
        on: Date,
    },
    /// The next number of a series.
    Number {
        /// The organ that counts.
        organ: String,
        /// The series.
        series: String,
        /// The organ's civil year.
        year: i16,
        /// How many numbers of this series the step has taken before, from 0.
        nth: u16,
    },
    /// The calendar now in force.
    Calendar {
        /// Its id.
        id: String,
    },
    /// A person's roles on a day.
    Rights {
        /// The person.
        person: PersonId,
        /// The day.
        on: Date,
    },
    /// The partition of an organ.
    Organ {
        /// The organ.
        organ: String,
    },
    /// Whether an earlier record of this instance carries this command id (beyond the last 32 in control).
    /// Asked by the runtime, never by the step.
    Seen {
        /// The instance's uuid, as text.
        instance: String,
        /// The command's uuid, as text.
        command: String,
    },
}

/// Where a value was set: record and position of the event in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pointer {
    /// Sequence of the record in the instance.
    pub seq: u64,
    /// Position of the event in the record.
    pub event: u16,
}

/// The name under which an organ's register is kept: every organ has registers of its own, so that two organs may use
/// one key for different things.
pub fn register_of(organ: &str, register: &str) -> String {
    format!("{organ}/{register}")
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The value, personal and large fields included; what was erased is `Null`.
    Value(Value),
    /// The row, or none on that day.
    Register(Option<RegisterRow>),
    /// The number.
    Number(u64),
    /// The calendar.
    Calendar(Arc<Calendar>),
    /// The person's roles on that day, then those of people for whom they stand in; empty when unknown or not active.
    Rights(Vec<Right>),
    /// The organ's partition; none = it is not in this store.
    Organ(Option<Tenant>),
    /// Sequence of the record and digest of the command that was seen, if any.
    Seen(Option<(u64, [u8; 8])>),
}

/// A register row as it was on the day asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterRow {
    /// Its key.
    pub key: String,
    /// Version of the row, rising.
    pub version: u32,
    /// Hash of its stored bytes.
    pub hash: Hash,
    /// Its fields: a map.
    pub fields: Value,
}

/// A role that a person holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Right {
    /// The role.
    pub role: String,
    /// The organ.
    pub organ: String,
    /// The unit; none = the organ itself.
    pub unit: Option<String>,
    /// Whose role it is, while the person stands in for them; none = the person's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_in_for: Option<PersonId>,
}

/// The answers collected so far, given to the step.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    answers: BTreeMap<Query, Answer>,
}

/// An answer that a step used, as the record keeps it: `verify --deep` can ask again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputRef {
    /// A register row, or none.
    Register {
        /// The register.
        register: String,
        /// The row's key.
        key: String,
        /// The day.
        on: Date,
        /// Version and hash of the row that answered.
        row: Option<(u32, Hash)>,
    },
    /// A number handed out.
    Number {
        /// The series.
        series: String,
        /// The year.
        year: i16,
        /// The number.
        number: u64,
    },
    /// The calendar used.
    Calendar {
        /// Its id.
        id: String,
        /// Its version.
        version: String,
    },
    /// A person's roles.
    Rights {
        /// The person.
        person: PersonId,
        /// The day.
        on: Date,
        /// The roles found.
        rights: Vec<Right>,
    },
    /// The partition of an organ.
    Organ {
        /// The organ.
        organ: String,
        /// The partition.
        tenant: Tenant,
    },
}

/// The people for whom somebody with these rights stands in.
pub fn represented(rights: &[Right]) -> BTreeSet<PersonId> {
    rights.iter().filter_map(|right| right.stands_in_for.clone()).collect()
}

impl Inputs {
    /// The answer to a question, if it has been given.
    pub fn get(&self, query: &Query) -> Option<&Answer> {
        self.answers.get(query)
    }

    /// Whether values have been asked for before.
    pub fn has_values(&self) -> bool {
        self.answers.keys().any(|query| matches!(query, Query::Value(_)))
    }

    /// Adds an answer.
    pub fn put(&mut self, query: Query, answer: Answer) {
        self.answers.insert(query, answer);
    }
}

impl Pointer {
    /// The place of an event.
    pub fn new(seq: u64, event: u16) -> Self {
        Self { seq, event }
    }
}

/// Key of a stored value row: personal or large values live there, under a salted hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ValueId {
    /// The instance.
    pub instance: InstanceId,
    /// The record.
    pub seq: u64,
    /// Position among the value rows of the record.
    pub n: u16,
}
