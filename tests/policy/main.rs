//! The filed processes cannot be got round: random acts by random people over the departments as they are filed, in virtual
//! time, and an oracle that reads nothing but the histories.
//!
//! - [`house`], [`roster`]: a department with its people, those of the register and invented ones;
//! - [`player`], [`start`], [`letters`], [`papers`]: acts, beginnings, messages, documents; [`aim`], [`trial`]: what a run is
//!   after, and what leads there; [`pen`], [`spoil`], [`memory`]: forms filled in from their schemas, mostly right;
//! - [`words`]: what the player is answered; [`story`], [`days`], [`law`]: the oracle;
//! - [`faults`]: faults planted in the filed data, each of which the oracle finds; [`runs`]: runs of many seeds.
//!
//! `MJ_RUNS=…` plays more or fewer runs, for the law or until a fault is found, `MJ_FROM=…` from another seed on,
//! `MJ_SEED=…` one seed alone with all that happened in it, `MJ_FAULT=…` looks only for the faults with these words in their
//! names. A seed that failed is added to `seeds.txt`, which is played first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failure here is a failed test"
)]

mod aim;
mod days;
mod faults;
mod house;
mod law;
mod letters;
mod memory;
mod papers;
mod pen;
mod player;
mod roster;
mod runs;
mod spoil;
mod start;
mod story;
#[path = "../support/mod.rs"]
mod support;
mod trial;
mod words;
