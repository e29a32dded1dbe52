//! What a step answers. Kinds of failure are never mixed: a rejection changed nothing; a recorded refusal moved nothing
//! but stands in the history; an incident is an event; a fault is not the core's to report.

use crate::{
    event::Event,
    needs::{InputRef, Query},
    state::Instance,
};
use mingjing_model::definition::PolicyRule;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The answer of [`step`](crate::step::step).
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The command is accepted.
    Done(Box<Step>),
    /// The request was wrong; nothing changed.
    Rejected(Rejection),
    /// Answer these and step again from the start.
    Needs(Vec<Query>),
}

/// An accepted command.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The instance after the events; its record is still open.
    pub instance: Instance,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// Value rows that the events refer to, by position.
    pub values: Vec<ValueRow>,
    /// The answers that decided, for `verify --deep`.
    pub inputs: Vec<InputRef>,
    /// Set when policy refused the act and the refusal is recorded: the caller gets this, as for a rejection.
    pub refusal: Option<Rejection>,
    /// True when tokens are left over for a `Continue`.
    pub unfinished: bool,
}

/// The answer of [`preview`](crate::preview::preview).
#[derive(Clone, Debug, PartialEq)]
pub enum Preview {
    /// Nothing stops the command: what it would do. Numbers in it are not the ones that it will get.
    Clear(Box<Step>),
    /// All that stops it, as far as what was handed in can be read.
    Stopped(Vec<Obstacle>),
    /// The request itself is wrong, e.g. the task has changed hands.
    Rejected(Rejection),
    /// Answer these and ask again from the start.
    Needs(Vec<Query>),
}

/// One thing that stops an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// What is wrong; its pointer is empty where it is the act as a whole.
    pub fault: FieldError,
    /// The policy rule; none where the form is wrong.
    pub rule: Option<PolicyRule>,
    /// Whether an attempt would stand on record.
    pub recorded: bool,
}

/// A value row: personal or large values, under a salted hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRow {
    /// The salt.
    pub salt: [u8; 16],
    /// The value as canonical JSON.
    pub bytes: Vec<u8>,
}

/// Why a command was not accepted, for a person: code, facts, and the fields at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Stable code with a page of its own, e.g. `MJ4003`.
    pub code: String,
    /// What kind of wrong, for the HTTP status.
    pub kind: RejectionKind,
    /// Values for the message.
    pub params: BTreeMap<String, String>,
    /// Fields at fault, for forms.
    pub errors: Vec<FieldError>,
}

/// A field at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// JSON pointer into the submission.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// Values for the message.
    pub params: BTreeMap<String, String>,
}

/// Kinds of rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectionKind {
    /// No such instance, task, act (404).
    NotFound,
    /// Not this person's to do (403).
    Forbidden,
    /// The state does not allow it (409).
    Conflict,
    /// The caller saw an older revision (412).
    Stale,
    /// The content is wrong (422).
    Invalid,
}

impl Rejection {
    /// A rejection with this code and kind.
    pub fn new(code: &str, kind: RejectionKind) -> Self {
        Self { code: code.to_owned(), kind, params: BTreeMap::new(), errors: Vec::new() }
    }

    /// Adds a value for the message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Adds a field at fault.
    #[must_use]
    pub fn at(mut self, pointer: &str, code: &str) -> Self {
        self.errors.push(FieldError { pointer: pointer.to_owned(), code: code.to_owned(), params: BTreeMap::new() });
        self
    }
}
