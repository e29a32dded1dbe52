//! Root names of the data: what expressions may read.

use super::{FormIx, NameIx};
use mingjing_expr::Type;
use serde::{Deserialize, Serialize};

/// A root name; expressions read `name.field`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// The id as written in expressions.
    pub id: String,
    /// What stands behind it.
    pub kind: NameKind,
    /// Its type, checked when filed.
    pub ty: Type,
}

/// What a root name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameKind {
    /// The current submission of a form.
    Form(FormIx),
    /// A declared variable, set by `set:`, a decision table or `collect:`.
    Variable,
    /// The item of a multi-instance, visible inside its body.
    Item,
    /// What the accruals have come to today, a field each.
    Accrued,
}

/// A place in the data: a root name and the fields below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Path {
    /// The root.
    pub name: NameIx,
    /// Field ids from the root down; empty = the root itself.
    pub fields: Vec<String>,
}
