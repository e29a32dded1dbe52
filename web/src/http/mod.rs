//! What every handler shares: problems, languages, cursors, headers. No rule of the domain.

pub mod codes;
pub mod cursor;
pub mod json;
pub mod lang;
pub mod parameters;
pub mod preconditions;
pub mod problem;
