//! The history, for case pages, replay and `verify`.

use crate::store::Answered;
use jiff::Timestamp;
use mingjing_core::{
    ids::{CommandId, Hash, InstanceId, Tenant},
    needs::ValueId,
};

/// Reads of the history.
pub trait Histories: Send + Sync {
    /// Records of an instance in sequence, after `after` (0 = from the first).
    fn history_page(&self, instance: InstanceId, after: u64, limit: u32) -> Answered<'_, Vec<HistoryLine>>;
    /// Records of a tenant in log order, after `after` (0 = from the first).
    fn log_page(&self, tenant: Tenant, after: u64, limit: u32) -> Answered<'_, Vec<HistoryLine>>;
    /// A stored value row: salt and bytes; none when it was erased.
    fn value_get(&self, id: ValueId) -> Answered<'_, Option<([u8; 16], Vec<u8>)>>;
    /// Tenants that exist, with the last log sequence of each.
    fn tenants(&self) -> Answered<'_, Vec<(Tenant, u64)>>;
    /// These records of an instance, in sequence.
    fn history_get<'a>(&'a self, instance: InstanceId, seqs: &'a [u64]) -> Answered<'a, Vec<HistoryLine>>;
    /// The stored sequence and control of an instance.
    fn instance_get(&self, instance: InstanceId) -> Answered<'_, Option<(u64, Vec<u8>)>>;
    /// Instances of a tenant in id order after a position, with stored sequence and control.
    fn instance_page(
        &self,
        tenant: Tenant,
        after: Option<InstanceId>,
        limit: u32,
    ) -> Answered<'_, Vec<(InstanceId, u64, Vec<u8>)>>;
}

/// A stored record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// The instance.
    pub instance: InstanceId,
    /// Sequence in the instance.
    pub seq: u64,
    /// Gapless sequence in the tenant.
    pub log_seq: u64,
    /// The command.
    pub command: CommandId,
    /// Digest of actor and content.
    pub digest: [u8; 8],
    /// When it was entered.
    pub entry_at: Timestamp,
    /// The stored bytes.
    pub bytes: Vec<u8>,
    /// Id of the hash algorithm.
    pub algorithm: u8,
    /// Hash of the record before.
    pub previous: Hash,
    /// Its hash.
    pub hash: Hash,
}
