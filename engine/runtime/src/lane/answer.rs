//! What a caller gets back. Kinds of failure are never mixed: see the variants.

use crate::codes;
use mingjing_core::{
    ids::InstanceId,
    outcome::{Rejection, RejectionKind},
};
use mingjing_model::definition::PolicyRule;

/// Names a command or message between the caller and the lane; made by the shell, never stored.
pub type Ticket = u64;

/// The answer to a command or a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Accepted and committed.
    Done {
        /// Sequence of its record in the instance.
        seq: u64,
    },
    /// Policy stopped the act, and the attempt is on record.
    Refused {
        /// Sequence of the record.
        seq: u64,
        /// What the caller gets, as for a rejection.
        rejection: Rejection,
    },
    /// The request was wrong; nothing was written.
    Rejected(Rejection),
    /// The same command was accepted before; nothing was written now.
    Repeated {
        /// Sequence of the record that it made then.
        seq: u64,
    },
    /// The message met a subscription of this instance, or started it.
    Delivered {
        /// The instance.
        instance: InstanceId,
        /// Sequence of the record.
        seq: u64,
    },
    /// The message waits for a subscriber.
    Kept,
    /// The message was published before; nothing was written now.
    Known,
    /// Nobody waits for the message, and it was not to be kept.
    NoReceiver,
    /// The lane's queue is full: try again later.
    Overloaded,
    /// Something of ours failed; it is for the operator.
    Fault(Fault),
}

/// A fault of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code.
    pub code: &'static str,
    /// What happened, for the operator.
    pub detail: String,
}

impl Fault {
    /// The answer that reports a fault.
    pub fn answer(code: &'static str, detail: impl Into<String>) -> Answer {
        Answer::Fault(Self { code, detail: detail.into() })
    }
}

/// A command id that was used for something else before.
pub(super) fn reused_id() -> Answer {
    Answer::Rejected(Rejection::new(codes::REUSED_ID, RejectionKind::Conflict))
}

/// No such instance.
pub(super) fn unknown_instance(instance: InstanceId) -> Answer {
    let rejection = Rejection::new(codes::NO_CASE, RejectionKind::NotFound);
    Answer::Rejected(rejection.with("instance", instance))
}

/// A start names a bundle or a process that was never filed.
pub(super) fn unknown_process(process: &str) -> Answer {
    let rejection = Rejection::new(codes::NO_PROCESS, RejectionKind::NotFound);
    Answer::Rejected(rejection.with("process", process))
}

/// What a refusal on record answered, as far as the instance remembers it.
pub(super) fn refused_before(seq: u64, rule: PolicyRule, code: &str) -> Answer {
    let kind = match rule {
        PolicyRule::Separation | PolicyRule::Authority => RejectionKind::Forbidden,
        PolicyRule::People
        | PolicyRule::Certified
        | PolicyRule::Recording
        | PolicyRule::Explain
        | PolicyRule::Documents => RejectionKind::Invalid,
    };
    Answer::Refused { seq, rejection: Rejection::new(code, kind) }
}
