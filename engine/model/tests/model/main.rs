//! Tests of the crate, by subject.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failure here is a failed test")]

mod fixture;

mod bad;
mod folders;
mod lowering;
mod order;
mod overlays;
mod size;
mod yaml;
