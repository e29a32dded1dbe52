//! Processes: tree → checked syntax tree → lowered definition.
//!
//! - [`overlay()`]: a department's process over the one of the standard, still as trees;
//! - `read`: keys and shapes; gives the tree of [`syntax`];
//! - [`library`]: the processes that are called, and what a caller takes over from them;
//! - [`layout`]: the numbers of nodes and scopes, in document order;
//! - [`names`]: what may be referred to; `lower`: references, types, flows;
//! - [`graph`]: reachability, ends, cycles; [`order`]: what must be passed before a milestone.

mod contradictions;
mod graph;
mod layout;
mod legal_time;
mod library;
mod lower;
mod names;
mod order;
mod overlay;
mod read;
mod syntax;

pub use overlay::overlay;

use std::collections::BTreeMap;

use crate::definition::Definition;
use crate::diagnostic::Diagnostics;
use crate::files::Parts;
use crate::yaml::Node;

/// The trees of all processes that may be called, by name; overlays are merged already.
pub type Roots = BTreeMap<String, Node>;

/// The definition of the process that stands in a tree. None when anything stops it; everything found is reported.
pub fn compile(root: &Node, roots: &Roots, parts: &Parts, report: &mut Diagnostics) -> Option<Definition> {
    let before = report.error_count();
    let process = read::process(root, report)?;
    let library = library::Library::of(&process, roots);
    if library.calls_itself(&process, report) {
        return None;
    }
    let process = library.link(process);
    let layout = layout::Layout::of(&process, &library, report);
    let lowered = lower::lower(&process, &layout, (parts, roots), report);
    graph::check(&lowered, &layout, library::is_called(process.id.text, roots), report);
    if report.error_count() == before {
        order::check(&process, &layout, &lowered.definition, report);
        legal_time::check(&process, &layout, &lowered.definition, report);
        contradictions::check(&process, &lowered.definition, report);
    }
    (report.error_count() == before).then_some(lowered.definition)
}
