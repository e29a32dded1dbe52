//! How a value goes into an event: small and public fields inline, personal and large ones beside the record under a
//! salted hash, so that they can be erased by law without breaking a chain.

use crate::{
    event::{Sealed, Stored},
    outcome::ValueRow,
    record,
    work::Work,
};
use mingjing_expr::Value;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, sync::Arc};

/// A field over this many bytes of JSON is kept apart: histories are read often, such values seldom.
pub(crate) const INLINE_BYTES_MAX: usize = 1024;

/// Splits a value into its inline part and its rows. `personal` names fields of the top-level record. A value that is
/// no record goes apart as a whole if it is large.
pub(crate) fn stored(work: &mut Work, value: Value, personal: &[&str]) -> Stored {
    let Value::Map(fields) = value else {
        let apart = is_large(&value);
        let inline = if apart { Value::Null } else { value.clone() };
        return Stored { inline, personal: None, large: apart.then(|| seal(work, &value)) };
    };
    let (personal, rest): (Fields, Fields) = fields.into_iter().partition(|(name, _)| personal.contains(&&**name));
    let (large, inline): (Fields, Fields) = rest.into_iter().partition(|(_, value)| is_large(value));
    Stored { personal: seal_fields(work, personal), large: seal_fields(work, large), inline: Value::Map(inline) }
}

/// Puts a value apart as a whole, as personal data.
pub(crate) fn apart(work: &mut Work, value: &Value) -> Stored {
    Stored { inline: Value::Null, personal: Some(seal(work, value)), large: None }
}

type Fields = BTreeMap<Arc<str>, Value>;

fn seal_fields(work: &mut Work, fields: Fields) -> Option<Sealed> {
    (!fields.is_empty()).then(|| seal(work, &Value::Map(fields)))
}

fn seal(work: &mut Work, value: &Value) -> Sealed {
    let salt = salt(&work.command.salt, work.value_rows());
    let bytes = json(value);
    let hash = record::salted(&salt, &bytes);
    Sealed { n: work.put_value_row(ValueRow { salt, bytes }), hash }
}

/// Each row has a salt of its own: the first 16 bytes of SHA-256 over the command's chance and the row's number
/// (four bytes, big endian).
fn salt(chance: &[u8; 16], row: usize) -> [u8; 16] {
    let mut hasher = Sha256::new();
    hasher.update(chance);
    hasher.update(u32::try_from(row).unwrap_or(u32::MAX).to_be_bytes());
    let mut salt = [0; 16];
    salt.copy_from_slice(&hasher.finalize()[..16]);
    salt
}

fn is_large(value: &Value) -> bool {
    json(value).len() > INLINE_BYTES_MAX
}

/// Canonical JSON. Values always have one (no floats, text keys), so the fallback is never taken.
pub(super) fn json(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
