//! What grows by the day on a sum that is owed.

use super::{Moment, Text};
use mingjing_clock::Accrual as Growing;
use mingjing_expr::Expr;
use serde::{Deserialize, Serialize};

/// What grows by the day on a sum that is owed, such as a surcharge. It lives where its data live: in a multi-instance each
/// item has its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Accrual {
    /// The id, read by expressions as `accrued.<id>`.
    pub id: String,
    /// What people see.
    pub title: Text,
    /// How much a day, up to what.
    pub growth: Growing,
    /// What is unpaid: a sum of money that its own data give.
    pub base: Expr,
    /// The first day that adds.
    pub from: Moment,
    /// From the first of these days on nothing is added.
    pub until: Vec<Moment>,
    /// From the first of these days on nothing is owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub void: Vec<Moment>,
    /// Times that add nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frozen: Vec<Frozen>,
    /// The article.
    pub basis: Option<String>,
}

/// A time that adds nothing, its first and last day included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// Its first day.
    pub from: Moment,
    /// Its last day: the first of these.
    pub to: Vec<Moment>,
}
