//! Opaque cursors of keyset pages: a signed position, so that nobody can page into rows by guessing.

use super::problem::{Answer, Problem};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Bytes of the signature that a cursor carries: enough against guessing, short enough for an address line.
const SIGNATURE_BYTES: usize = 12;

/// Signs and reads cursors; the key lives as long as the process, so cursors die with a restart.
#[derive(Clone)]
pub struct Cursors {
    key: [u8; 32],
}

impl Cursors {
    /// Cursors under this key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// Cursors under a key of this process alone.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(Self::new(key))
    }

    /// A cursor for a position: its sort value and the id behind it.
    pub fn write(&self, sort: i64, id: &str) -> String {
        let text = format!("{sort} {id}");
        let mut bytes = self.sign(text.as_bytes());
        bytes.extend_from_slice(text.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The position of a cursor.
    ///
    /// # Errors
    /// A bad parameter when it was not made by this server.
    pub fn read(&self, cursor: &str) -> Answer<(i64, String)> {
        self.open(cursor).ok_or_else(|| Problem::parameter("after", cursor))
    }

    fn open(&self, cursor: &str) -> Option<(i64, String)> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (signature, text) = bytes.split_at_checked(SIGNATURE_BYTES)?;
        if self.sign(text) != signature {
            return None;
        }
        let (sort, id) = std::str::from_utf8(text).ok()?.split_once(' ')?;
        Some((sort.parse().ok()?, id.to_owned()))
    }

    fn sign(&self, text: &[u8]) -> Vec<u8> {
        // Any length of key is a key: this cannot fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return Vec::new() };
        mac.update(text);
        mac.finalize().into_bytes()[..SIGNATURE_BYTES].to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_a_changed_one_does_not() {
        let cursors = Cursors::new([7; 32]);
        let cursor = cursors.write(-42, "ut_1-x-3");
        assert_eq!(cursors.read(&cursor).unwrap(), (-42, "ut_1-x-3".to_owned()));
        assert!(cursors.read(&format!("{cursor}A")).is_err());
        assert!(cursors.read("nonsense").is_err());
        assert!(Cursors::new([8; 32]).read(&cursor).is_err());
    }
}
