//! The house rules that a compiler does not hold: who may depend on whom, what the pure crates never use, licences, the
//! size of files, no department in Rust, no code of an error used twice.
//!
//! - [`crates`]: dependencies and licences; [`sources`]: what stands in the files; [`codes`]: the codes of errors.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure here is a failed test")]

mod codes;
mod crates;
mod sources;
#[path = "../support/mod.rs"]
mod support;
