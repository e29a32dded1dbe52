//! The SQLite store against a file in a folder of its own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;
mod conformance;
mod cost;
mod directory;
mod made;
mod opening;
mod twins;
mod writing;
