//! The token machine, element by element and as laws over random processes.
//!
//! Processes are built by a few words ([`support`]), cases are driven by commands, and every step of every test checks
//! the laws of [`driver`].

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

mod driver;
mod support;

mod errors;
mod events;
mod gateways;
mod incidents;
mod instances;
mod laws;
mod multi;
mod scopes;
