//! The instance cache: control of the instances used last, with their read rows, as they are committed.

use mingjing_core::{ids::InstanceId, rows::Rows, state::Instance};
use std::{collections::BTreeMap, sync::Arc};

/// How many instances stay in memory. Control with its rows takes about 10 KiB, so a full cache is about 80 MiB; an organ
/// has fewer cases than this that move on one day.
pub const INSTANCES_MAX: usize = 8_192;

/// A committed instance with the rows that the store has of it.
#[derive(Debug)]
pub struct Committed {
    /// Control.
    pub instance: Instance,
    /// Its read rows, once they were needed.
    pub rows: Option<Rows>,
}

/// The cache: least recently used goes first.
#[derive(Debug, Default)]
pub struct InstanceCache {
    entries: BTreeMap<InstanceId, (u64, Arc<Committed>)>,
    by_use: BTreeMap<u64, InstanceId>,
    uses: u64,
}

impl InstanceCache {
    /// The committed instance, if it is here.
    pub fn get(&mut self, instance: InstanceId) -> Option<Arc<Committed>> {
        let found = self.entries.get(&instance)?.1.clone();
        self.put(instance, found.clone());
        Some(found)
    }

    /// The sequence of the cached control; asking is no use.
    pub fn seq(&self, instance: InstanceId) -> Option<u64> {
        Some(self.entries.get(&instance)?.1.instance.seq)
    }

    /// Keeps what was committed or read.
    pub fn put(&mut self, instance: InstanceId, committed: Arc<Committed>) {
        self.evict(instance);
        self.uses += 1;
        self.by_use.insert(self.uses, instance);
        self.entries.insert(instance, (self.uses, committed));
        if self.entries.len() > INSTANCES_MAX
            && let Some((_, oldest)) = self.by_use.pop_first()
        {
            self.entries.remove(&oldest);
        }
    }

    /// Drops an instance: after a failure nobody knows what the store holds.
    pub fn evict(&mut self, instance: InstanceId) {
        if let Some((used, _)) = self.entries.remove(&instance) {
            self.by_use.remove(&used);
        }
    }
}
