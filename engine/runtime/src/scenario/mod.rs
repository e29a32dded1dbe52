//! Scenarios: tests of a filed process as data, in virtual time, through the real lane and the real core.
//!
//! - [`file`]: the YAML of a scenario;
//! - [`stage`]: takes steps of a case as their people would, on a [`theatre`];
//! - [`documents`]: those that a step enters;
//! - [`world`]: the theatre of tests: a lane over a store in memory, a clock that only steps move;
//! - [`run`](mod@run): plays a scenario and compares what is expected;
//! - [`coverage`]: which sequence flows the scenarios took.

mod compare;
pub mod coverage;
pub mod documents;
pub mod file;
pub mod run;
pub mod stage;
pub mod theatre;
pub mod values;
pub mod world;

pub use coverage::{Coverage, Covered};
pub use file::{Scenario, read};
pub use run::{Failure, PlayError, Played, Setting, play};
