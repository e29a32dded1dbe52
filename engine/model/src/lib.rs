//! Definitions: YAML that departments file → a checked, lowered, frozen [`definition::Definition`].
//!
//! The engine runs only what comes out of here; it never parses YAML. All errors of a folder are reported at once,
//! each with a stable code, its place, the source line and a hint, in Chinese and English.
//!
//! The parts, in reading order:
//! - [`source`], [`diagnostic`], [`messages`], [`render`]: texts, what is wrong with them, and how people see it;
//! - [`yaml`]: text → spanned tree, overlays, reading field by field;
//! - [`definition`]: what the engine runs;
//! - [`files`]: forms, tables, registers and the other parts that processes refer to;
//! - [`process`]: tree → checked syntax tree → lowered definition;
//! - [`folder`], [`compile`](mod@compile), [`bundle`]: the files of a department over those of the standard, frozen together.
//!
//! This crate never reads files, clocks or the environment: it is given texts and gives back bundles or diagnostics.
#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod messages;
pub mod render;
pub mod source;

pub mod yaml;

pub mod definition;

pub mod files;

pub mod process;

pub mod bundle;
pub mod compile;
pub mod folder;

pub use compile::{Compiled, compile};
pub use diagnostic::{Diagnostic, Diagnostics, Hint, Lang, Severity};
pub use source::{FileIx, Position, Source, Sources, Span};
