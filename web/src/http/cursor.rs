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

    /// A cursor for a position in a list: its sort value and the id behind it.
    pub fn write(&self, list: &str, sort: i64, id: &str) -> String {
        let text = format!("{sort} {id}");
        let mut bytes = self.sign(list, text.as_bytes());
        bytes.extend_from_slice(text.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The position of a cursor of this list.
    ///
    /// # Errors
    /// A bad parameter when it was not made by this server for this list.
    pub fn read(&self, list: &str, cursor: &str) -> Answer<(i64, String)> {
        self.open(list, cursor).ok_or_else(|| Problem::parameter("after", cursor))
    }

    fn open(&self, list: &str, cursor: &str) -> Option<(i64, String)> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (signature, text) = bytes.split_at_checked(SIGNATURE_BYTES)?;
        if self.sign(list, text) != signature {
            return None;
        }
        let (sort, id) = std::str::from_utf8(text).ok()?.split_once(' ')?;
        Some((sort.parse().ok()?, id.to_owned()))
    }

    /// The list is signed along but not written: a cursor opens no other list.
    fn sign(&self, list: &str, text: &[u8]) -> Vec<u8> {
        // Any length of key is a key: this cannot fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return Vec::new() };
        mac.update(list.as_bytes());
        mac.update(&[0]);
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
        let cursor = cursors.write("tasks", -42, "ut_1-x-3");
        assert_eq!(cursors.read("tasks", &cursor).unwrap(), (-42, "ut_1-x-3".to_owned()));
        assert!(cursors.read("cases", &cursor).is_err());
        assert!(cursors.read("tasks", &format!("{cursor}A")).is_err());
        assert!(cursors.read("tasks", "nonsense").is_err());
        assert!(Cursors::new([8; 32]).read("tasks", &cursor).is_err());
    }
}
