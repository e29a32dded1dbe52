//! Which sequence flows of the processes the scenarios took: from the histories, never from the runner's own doing.
//!
//! A flow inside a called process is a flow of that process, from wherever it is called.

use mingjing_core::{event::Event, record::Record};
use mingjing_model::definition::{Definition, FlowIx, NodeKind, ScopeIx, ScopeKind};
use std::collections::{BTreeMap, BTreeSet};

/// A flow: its process and its id there.
type Place = (String, String);

/// The flows taken of an organ's processes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    taken: BTreeSet<Place>,
}

/// How far the flows of a process are covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// How many flows there are.
    pub flows: usize,
    /// Ids of those that no scenario took.
    pub missing: Vec<String>,
}

impl Coverage {
    /// Counts the flows of a record.
    pub fn count(&mut self, definition: &Definition, record: &Record) {
        let flows = record.events.iter().filter_map(|event| match event {
            Event::FlowTaken { flow, .. } => Some(place(definition, *flow)),
            _ => None,
        });
        self.taken.extend(flows);
    }

    /// Adds another coverage.
    pub fn merge(&mut self, other: &Coverage) {
        self.taken.extend(other.taken.iter().cloned());
    }

    /// What was taken of each process, the called ones among them. What another organ took of a flow that both have, as
    /// departments do that extend one process, counts: `self` may hold the flows of several.
    pub fn of(&self, definitions: &[Definition]) -> BTreeMap<String, Covered> {
        let flows = definitions.iter().flat_map(|definition| {
            (0..definition.flows.len()).map(move |position| place(definition, FlowIx::at(position)))
        });
        let mut covered: BTreeMap<String, Covered> = BTreeMap::new();
        for place in flows.collect::<BTreeSet<Place>>() {
            let is_missing = !self.taken.contains(&place);
            let (process, flow) = place;
            let process = covered.entry(process).or_default();
            process.flows += 1;
            process.missing.extend(is_missing.then_some(flow));
        }
        covered
    }
}

fn place(definition: &Definition, flow: FlowIx) -> Place {
    let flow = definition.flow(flow);
    let Some((process, prefix)) = called(definition, definition.node(flow.from).scope) else {
        return (definition.process.clone(), flow.id.clone());
    };
    (process, flow.id.replace(&prefix, ""))
}

/// The called process that a scope belongs to, and what stands before the ids of its nodes; none in the process itself.
fn called(definition: &Definition, scope: ScopeIx) -> Option<(String, String)> {
    let mut scope = Some(scope);
    while let Some(ix) = scope {
        let here = definition.scope(ix);
        if let (true, ScopeKind::SubProcess(node)) = (here.called, here.kind)
            && let NodeKind::Call { process, .. } = &definition.node(node).kind
        {
            return Some((process.clone(), format!("{}.", definition.node(node).id)));
        }
        scope = here.parent;
    }
    None
}
