//! Lanes on a store in memory: what one command does, what batches, crashes and mishaps must not change.
#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod big_steps;
mod definition;
mod laws;
mod letters;
mod messages;
mod neighbours;
mod notices;
mod proofs;
mod rig;
mod schedules;
mod shell;
mod single;
mod timers;
