//! Which sequence flows of a process the scenarios took: from the histories, never from the runner's own doing.

use mingjing_core::{event::Event, record::Record};
use mingjing_model::definition::{Definition, FlowIx};
use std::collections::BTreeSet;

/// The flows taken of one process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    taken: BTreeSet<FlowIx>,
}

impl Coverage {
    /// Counts the flows of a record.
    pub fn count(&mut self, record: &Record) {
        let flows = record.events.iter().filter_map(|event| match event {
            Event::FlowTaken { flow, .. } => Some(*flow),
            _ => None,
        });
        self.taken.extend(flows);
    }

    /// Adds another coverage of the same process.
    pub fn merge(&mut self, other: &Coverage) {
        self.taken.extend(&other.taken);
    }

    /// How many flows were taken.
    pub fn taken(&self) -> usize {
        self.taken.len()
    }

    /// Ids of the flows that no scenario took.
    pub fn missing(&self, definition: &Definition) -> Vec<String> {
        let all = definition.flows.iter().enumerate();
        all.filter(|(position, _)| !self.taken.contains(&FlowIx::at(*position)))
            .map(|(_, flow)| flow.id.clone())
            .collect()
    }
}
