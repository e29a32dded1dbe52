//! The expression language and the decision tables: a strict, typed subset of FEEL (DMN 1.5, chapter 10).
//!
//! What a department writes behind `when:`, `set:` or in a table cell is parsed once, checked against the
//! declared data when the process is filed, and evaluated many times. Whatever passes [`check()`] cannot meet
//! a type mismatch in a running case; every fault carries a span into the source and a stable code.
//!
//! The parts, in reading order:
//! - [`value`], [`types`], [`duration`]: what exists, and how it is written in the history;
//! - [`errors`], [`messages`]: the codes `MJ2xxx` and their texts in Chinese and English;
//! - [`syntax`], [`lexer`], [`parser`]: text to tree;
//! - [`builtins`]: the one table of functions;
//! - [`check`](mod@check), [`narrow`], [`reads`](mod@reads): what can be known without values;
//! - [`eval`](mod@eval), [`arithmetic`]: tree and values to value;
//! - [`unary_test`], [`table`], [`table_check`]: decision tables.
//!
//! What it never does: read a clock, know a working-day calendar, use floating point, turn an error into
//! null, loop without a bound, or guess what an unknown name means.

pub mod value;
mod value_serde;

pub mod types;

pub mod duration;

pub mod errors;
pub mod messages;

pub mod lexer;
pub mod parser;
pub mod syntax;

pub mod builtins;

pub mod check;
pub mod narrow;
pub mod reads;

pub mod arithmetic;
pub mod eval;

mod cells;
pub mod table;
pub mod table_check;
pub mod unary_test;

pub use check::{TypeEnv, check, check_condition};
pub use duration::Duration;
pub use errors::{ExprError, Hint, Lang};
pub use eval::{Scope, eval};
pub use messages::CODES;
pub use parser::parse;
pub use reads::{reads, uses_today};
pub use syntax::{Expr, ExprKind, Span};
pub use table::{Hit, HitPolicy, Input, Output, Rule, Table, TableError};
pub use table_check::Gap;
pub use types::Type;
pub use unary_test::Test;
pub use value::Value;
