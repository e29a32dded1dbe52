//! What `verify` reports.

use crate::store::read::HistoryLine;
use mingjing_core::ids::{InstanceId, Tenant};
use std::fmt;

/// The result of a proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Tenants that were looked at.
    pub tenants: u64,
    /// Instances that were looked at.
    pub instances: u64,
    /// Records that were looked at.
    pub records: u64,
    /// Value rows that are gone: erased, which the chain survives.
    pub erased: u64,
    /// The first bad record; none = the history holds.
    pub finding: Option<Finding>,
}

/// A bad record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The tenant.
    pub tenant: Tenant,
    /// Its place in the tenant's log, if it has one.
    pub log_seq: Option<u64>,
    /// The instance, if one is concerned.
    pub instance: Option<InstanceId>,
    /// The record's sequence in the instance.
    pub seq: Option<u64>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What may be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The log does not go on with the number that is due.
    #[error("the log should go on with {expected}")]
    LogGap {
        /// The number that is due.
        expected: u64,
    },
    /// The log does not end where the store says.
    #[error("the log should end at {expected}, it ends at {found}")]
    LogEnd {
        /// The end that the store names.
        expected: u64,
        /// The last record found.
        found: u64,
    },
    /// The instance's records do not go on with the number that is due.
    #[error("the records of the instance should go on with {expected}")]
    Sequence {
        /// The number that is due.
        expected: u64,
    },
    /// The record is not chained to the one before.
    #[error("the record is not chained to the one before")]
    Chain,
    /// The stored bytes do not have the stored hash.
    #[error("the stored bytes do not have the stored hash")]
    Hash,
    /// The hash algorithm is unknown.
    #[error("hash algorithm {0} is not known")]
    Algorithm(u8),
    /// The bytes are no record.
    #[error("the record is not readable: {0}")]
    Unreadable(String),
    /// A column says something else than the bytes.
    #[error("the column `{0}` differs from the stored bytes")]
    Column(&'static str),
    /// A value row does not have its salted hash.
    #[error("value row {0} does not have the hash that its event holds")]
    Value(u16),
    /// Stored control is not readable.
    #[error("control is not readable: {0}")]
    Control(String),
    /// Stored control is not what the records give.
    #[error("control is not what the records give")]
    Fold,
    /// The record belongs to an instance that is not there, or does not reach so far.
    #[error("the record's instance is gone")]
    NoInstance,
}

impl Finding {
    /// A finding at a record.
    pub(super) fn at(line: &HistoryLine, wrong: Wrong) -> Self {
        let HistoryLine { instance, seq, log_seq, .. } = line;
        Self { tenant: instance.tenant, log_seq: Some(*log_seq), instance: Some(*instance), seq: Some(*seq), wrong }
    }

    /// A finding about a tenant's log.
    pub(super) fn of_tenant(tenant: Tenant, wrong: Wrong) -> Self {
        Self { tenant, log_seq: None, instance: None, seq: None, wrong }
    }

    /// A finding about an instance.
    pub(super) fn of_instance(instance: InstanceId, seq: u64, wrong: Wrong) -> Self {
        Self { tenant: instance.tenant, log_seq: None, instance: Some(instance), seq: Some(seq), wrong }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tenant {}", self.tenant.0)?;
        if let Some(log_seq) = self.log_seq {
            write!(f, ", log {log_seq}")?;
        }
        if let (Some(instance), Some(seq)) = (self.instance, self.seq) {
            write!(f, ", {instance} record {seq}")?;
        }
        write!(f, ": {}", self.wrong)
    }
}
