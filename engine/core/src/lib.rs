//! The token machine: one pure step.
//!
//! [`step`](step::step) decides what a command does to a process instance and answers with events;
//! [`Instance::apply`](state::Instance::apply) alone changes state, live and in replay.
//!
//! The parts, in reading order:
//! - [`ids`], [`command`], [`needs`], [`event`], [`state`], [`outcome`]: the values that go in and come out;
//! - [`step`], [`preview`], `work`: dispatch, the same without consequences, and the working copy that a command runs on;
//! - `commands`: one file a command; `elements`: one file a BPMN element;
//! - `machine`: tokens, scopes, triggers, errors, multi-instances, incidents; `data`: what expressions read;
//! - `acts`: what the law and the department demand of people; `time`: clocks, limits, cards, numbers, milestones;
//! - [`record`], [`rows`]: the history record and the read rows; [`codes`]: what every code says.
//!
//! The crate never reads a clock, a file, a database or chance: what a step needs it asks for ([`needs::Query`]),
//! the runtime answers and steps again.

pub mod ids;

pub mod command;
pub mod event;
pub mod needs;
pub mod outcome;
pub mod state;

pub mod preview;
pub mod step;
mod work;

mod commands;
mod elements;

mod data;
mod machine;
pub use machine::act_is_open;

mod acts;
pub use acts::documents::due as documents_due;
mod time;
pub use time::ledgers::clock_ledger;

pub mod record;
pub mod rows;

pub mod codes;
