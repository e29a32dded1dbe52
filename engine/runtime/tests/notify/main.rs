//! Telling people, on a store in memory with ways that do what a test says; time stands until it is moved.
#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod delivering;
mod house;
mod telling;
