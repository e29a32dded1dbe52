//! Typed ids with readable prefixes; a bare `Uuid` or `String` stays at the edge.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr, sync::Arc};
use uuid::Uuid;

/// A storage partition. Given once to an organ when it is created, never changed, reused or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tenant(pub u32);

/// A process instance: prints `pi_<tenant>-<uuid>`. The id of the command that started it is its uuid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId {
    /// The partition that it is stored in.
    pub tenant: Tenant,
    /// The id of the start command.
    pub uuid: Uuid,
}

/// A key inside an instance: element, timer, subscription, card, incident. Never reused.
/// The upper half is the part that it is stored in, the lower half a counter of the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(pub u64);

/// A user task: prints `ut_<tenant>-<uuid>-<key>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId {
    /// Its instance.
    pub instance: InstanceId,
    /// Its element.
    pub key: Key,
}

/// The id that the caller gave a command; a repeat carries the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub Uuid);

/// A person, as the directory knows them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub Arc<str>);

/// SHA-256 of some stored bytes. The algorithm's id is stored beside every hash ([`HASH_SHA256`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

/// Id of the hash algorithm SHA-256.
pub const HASH_SHA256: u8 = 1;

/// A text that is not an id of the expected kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a valid id of this kind")]
pub struct IdError(pub String);

impl Key {
    /// The process scope itself.
    pub const ROOT: Key = Key(0);

    /// The key with this counter, in part 0.
    pub fn new(counter: u32) -> Self {
        Key(u64::from(counter))
    }

    /// The part that it is stored in.
    pub fn part(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

impl PersonId {
    /// Wraps a directory id.
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    /// The directory id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl InstanceId {
    /// The task with this key in this instance.
    pub fn task(self, key: Key) -> TaskId {
        TaskId { instance: self, key }
    }

    /// Id of a card.
    pub fn card(self, key: Key) -> String {
        format!("cd_{}-{}-{}", self.tenant.0, self.uuid, key.0)
    }

    /// The instance and key that a card's id names.
    ///
    /// # Errors
    /// When the text is no id of a card.
    pub fn of_card(text: &str) -> Result<(Self, Key), IdError> {
        let parse = || {
            let (instance, key) = text.strip_prefix("cd_")?.rsplit_once('-')?;
            Some((Self::tail(instance)?, Key(key.parse().ok()?)))
        };
        parse().ok_or_else(|| IdError(text.to_owned()))
    }

    fn tail(text: &str) -> Option<Self> {
        let (tenant, uuid) = text.split_once('-')?;
        Some(Self { tenant: Tenant(tenant.parse().ok()?), uuid: Uuid::parse_str(uuid).ok()? })
    }
}

impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pi_{}-{}", self.tenant.0, self.uuid)
    }
}

impl FromStr for InstanceId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.strip_prefix("pi_").and_then(Self::tail).ok_or_else(|| IdError(text.to_owned()))
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ut_{}-{}-{}", self.instance.tenant.0, self.instance.uuid, self.key.0)
    }
}

impl FromStr for TaskId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let parse = || {
            let (instance, key) = text.strip_prefix("ut_")?.rsplit_once('-')?;
            Some(Self { instance: InstanceId::tail(instance)?, key: Key(key.parse().ok()?) })
        };
        parse().ok_or_else(|| IdError(text.to_owned()))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for Hash {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        let bad = || IdError(text.clone());
        if text.len() != 64 || !text.is_ascii() {
            return Err(bad());
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| bad())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| bad())?;
        }
        Ok(Self(bytes))
    }
}
