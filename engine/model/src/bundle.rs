//! A bundle: all that a department files at once, compiled and frozen.
//!
//! Cases pin the bundle that they started on by its hash; nothing in it is parsed or checked again. Its bytes are the
//! format byte and JSON whose order follows from the content alone, so equal folders give equal bytes.

use crate::definition::Definition;
use crate::files::{NoticeFile, OrganFile, RegisterFile, Roles};
use mingjing_clock::CalendarFile;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A department's folder over the standard, compiled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bundle {
    /// Format of this structure.
    pub format: u8,
    /// The organ that files it.
    pub organ: OrganFile,
    /// The files that it was made of, by path: `(path, SHA-256 in hex)`.
    pub files: Vec<(String, String)>,
    /// The department's processes, by name.
    pub definitions: Vec<Definition>,
    /// Registers, by name. They are entered into the store, which answers as of a date.
    pub registers: Vec<RegisterFile>,
    /// Calendars, by name; each carries its version.
    pub calendars: Vec<CalendarFile>,
    /// What each role may do.
    pub roles: Roles,
    /// Texts by which people are told, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeFile>,
}

/// Why bytes are no bundle.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// There is not even a format byte.
    #[error("a bundle of no bytes")]
    Empty,
    /// Written by a build that knows more, or no bundle at all.
    #[error("bundle format {found}, but this build reads format {known}", known = Bundle::FORMAT)]
    Format {
        /// The format byte.
        found: u8,
    },
    /// The bytes behind the format byte do not fit the format.
    #[error("damaged bundle")]
    Damaged(#[source] serde_json::Error),
}

impl Bundle {
    /// The format that this build writes and reads.
    pub const FORMAT: u8 = 1;

    /// The bundle's bytes. Equal bundles have equal bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![self.format];
        // A bundle has only texts, numbers and names as keys, and a vector takes every byte: nothing can fail here.
        let written = serde_json::to_writer(&mut bytes, self);
        debug_assert!(written.is_ok(), "{written:?}");
        bytes
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    /// [`BundleError`] when the bytes were not written by a build of this format.
    pub fn decode(bytes: &[u8]) -> Result<Self, BundleError> {
        let (&format, json) = bytes.split_first().ok_or(BundleError::Empty)?;
        if format != Self::FORMAT {
            return Err(BundleError::Format { found: format });
        }
        let mut reader = serde_json::Deserializer::from_slice(json);
        // Trees nest deeper than foreign JSON may: three objects a level of an expression, whose depth `parse` bounds.
        reader.disable_recursion_limit();
        let bundle = Self::deserialize(&mut reader).map_err(BundleError::Damaged)?;
        reader.end().map_err(BundleError::Damaged)?;
        Ok(bundle)
    }

    /// The bundle's name for ever: the SHA-256 of its bytes.
    pub fn hash(&self) -> [u8; 32] {
        sha256(&self.encode())
    }
}

/// SHA-256 of some bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of a file's text, in hex.
pub(crate) fn text_hash(text: &str) -> String {
    sha256(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
