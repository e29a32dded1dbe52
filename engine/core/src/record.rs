//! The history record: one a command, chained by hash. Stored bytes are never encoded anew; hashes cover them as they are.

use crate::{
    command::{Actor, Command, What},
    event::Event,
    ids::{CommandId, HASH_SHA256, Hash, InstanceId},
    needs::InputRef,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A record as it is stored, as JSON text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Format of this structure.
    pub format: u8,
    /// Version of the engine that wrote it.
    pub engine: String,
    /// Sequence in the instance, from 1.
    pub seq: u64,
    /// When it was entered.
    pub entry_at: Timestamp,
    /// The command.
    pub command: CommandId,
    /// Which command it was, e.g. `complete_task`.
    pub what: String,
    /// Who asked.
    pub actor: Actor,
    /// Reasons given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What happened.
    pub events: Vec<Event>,
    /// The answers that decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<InputRef>,
}

/// A record ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRecord {
    /// The stored bytes.
    pub bytes: Vec<u8>,
    /// Id of the hash algorithm.
    pub algorithm: u8,
    /// Hash of the record before.
    pub previous: Hash,
    /// Hash of algorithm id, previous hash and bytes.
    pub hash: Hash,
}

/// A record that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("history record is not readable: {0}")]
pub struct RecordError(#[from] serde_json::Error);

impl Record {
    /// The format that this build writes.
    pub const FORMAT: u8 = 1;

    /// Encodes the record and chains it to the one before.
    ///
    /// # Errors
    /// Never for records that the core made; the encoder's error is passed on all the same.
    pub fn seal(&self, previous: Hash) -> Result<SealedRecord, RecordError> {
        let bytes = serde_json::to_vec(self)?;
        let hash = chain(previous, &bytes);
        Ok(SealedRecord { bytes, algorithm: HASH_SHA256, previous, hash })
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// When the bytes are no record that this build knows.
    pub fn read(bytes: &[u8]) -> Result<Self, RecordError> {
        Ok(serde_json::from_slice(bytes)?)
    }
}

/// The hash of a record: SHA-256 over the algorithm's id, the previous hash and the stored bytes.
pub fn chain(previous: Hash, bytes: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([HASH_SHA256]);
    hasher.update(previous.0);
    hasher.update(bytes);
    Hash(hasher.finalize().into())
}

/// The hash under which a value row is known: SHA-256 over salt and bytes.
pub fn salted(salt: &[u8; 16], bytes: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(bytes);
    Hash(hasher.finalize().into())
}

/// What tells a repeat from a reuse of a command id: actor and content, without id and salt.
pub fn digest(command: &Command) -> Result<[u8; 8], RecordError> {
    let bytes = serde_json::to_vec(&(&command.actor, command.instance.to_string(), &command.what, &command.reason))?;
    let mut short = [0; 8];
    short.copy_from_slice(&Sha256::digest(bytes)[..8]);
    Ok(short)
}

/// The name of a command as records keep it.
pub fn what_name(what: &What) -> &'static str {
    match what {
        What::Start(_) => "start",
        What::ClaimTask(_) => "claim_task",
        What::ReleaseTask(_) => "release_task",
        What::CompleteTask { .. } => "complete_task",
        What::RequestAct { .. } => "request_act",
        What::FireTimer { .. } => "fire_timer",
        What::RaiseCards => "raise_cards",
        What::CorrelateMessage { .. } => "correlate_message",
        What::EnterMessage { .. } => "enter_message",
        What::TakeReceipt { .. } => "take_receipt",
        What::Continue => "continue",
        What::Recount => "recount",
        What::AnswerCard { .. } => "answer_card",
        What::JudgeCard { .. } => "judge_card",
        What::RetryIncident { .. } => "retry_incident",
        What::ResolveIncident { .. } => "resolve_incident",
    }
}

/// Serde of instance ids as their text form.
pub mod instance_id {
    use super::InstanceId;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes the text form.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(id: &InstanceId, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(id)
    }

    /// Reads the text form.
    ///
    /// # Errors
    /// When the text is no instance id.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<InstanceId, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
