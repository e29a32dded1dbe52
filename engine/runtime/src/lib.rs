//! The runtime: loads, steps, commits, dispatches.
//!
//! The parts, in reading order:
//! - [`store`]: the port that stores implement, and the small read traits of screens;
//! - [`lane`]: a synchronous state machine that batches commands, timers and messages over one writer;
//! - [`shell`]: the tokio task that carries a lane's inputs and outputs; [`time`]: where the clock is read;
//! - [`control`], [`forms`]: stored state and submissions, to and from bytes;
//! - [`preview`]: a command tried without writing;
//! - [`notify`]: tells people what commits left to be told;
//! - [`verify`]: proves a stored history;
//! - [`sim`], [`conformance`]: a store in memory, and the suite that every store passes;
//! - [`codes`]: what every code of this crate says.
//!
//! Nothing here decides what a command means (that is `mingjing-core`) or how rows are stored (adapters).

pub mod store;

pub mod lane;

pub mod shell;
pub mod time;

pub mod control;
pub mod forms;

pub mod preview;

pub mod notify;

pub mod verify;

pub mod filing;
pub mod recount;
pub mod sim;

pub mod conformance;
pub mod scenario;

pub mod codes;
