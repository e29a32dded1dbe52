//! What the files of a department give to its processes: its own over those of the standard.

use crate::definition::{CardLife, CardRule, Form, Policy};
use mingjing_expr::Table;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a process may refer to by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Forms by id.
    pub forms: BTreeMap<String, FormFile>,
    /// Decision tables by name.
    pub tables: BTreeMap<String, Table>,
    /// Which checks refuse with a record.
    pub policy: Policy,
    /// Card rules, in the order of the standard's file, then the department's own.
    pub cards: Vec<CardRule>,
    /// What becomes of a card.
    pub card_life: Option<CardLife>,
    /// The organ's region; none for the standard itself.
    pub region: Option<String>,
    /// Calendars by name.
    pub calendars: BTreeSet<String>,
    /// Registers by name.
    pub registers: BTreeSet<String>,
    /// Roles by name.
    pub roles: BTreeSet<String>,
    /// Units of the organ by id; empty for the standard itself.
    pub units: BTreeSet<String>,
}

/// A form as filed: only a process can say which number its act's lane has.
#[derive(Clone, Debug, PartialEq)]
pub struct FormFile {
    /// The form; the lane of its act is none as yet.
    pub form: Form,
    /// The lane that its act names.
    pub act_lane: Option<String>,
}
