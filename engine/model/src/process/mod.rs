//! Processes: tree → checked syntax tree → lowered definition.
//!
//! - [`overlay()`]: a department's process over the one of the standard, still as trees;
//! - `read`: keys and shapes; gives the tree of [`syntax`];
//! - [`layout`]: the numbers of nodes and scopes, in document order;
//! - [`names`]: what may be referred to; `lower`: references, types, flows;
//! - [`graph`]: reachability, ends, cycles; [`order`]: what must be passed before a milestone.

mod graph;
mod layout;
mod lower;
mod names;
mod order;
mod overlay;
mod read;
mod syntax;

pub use overlay::overlay;

use crate::definition::Definition;
use crate::diagnostic::Diagnostics;
use crate::files::Parts;
use crate::yaml::Node;

/// The definition of the process that stands in a tree (overlays are merged already). None when anything stops it;
/// everything found is reported.
pub fn compile(root: &Node, parts: &Parts, report: &mut Diagnostics) -> Option<Definition> {
    let before = report.error_count();
    let process = read::process(root, report)?;
    let layout = layout::Layout::of(&process, report);
    let lowered = lower::lower(&process, &layout, parts, report);
    graph::check(&lowered, &layout, report);
    if report.error_count() == before {
        order::check(&process, &layout, &lowered.definition, report);
    }
    (report.error_count() == before).then_some(lowered.definition)
}
