//! The stored form of control: a format byte, then postcard. A snapshot is a cache of the history: what cannot be read
//! is refused, never guessed.

use mingjing_core::state::Instance;

/// Stored control that this build cannot read or write.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// The bytes carry the format of a build that this one does not know.
    #[error("control has format {0}, which this build does not know")]
    Format(u8),
    /// There are no bytes at all.
    #[error("control is empty")]
    Empty,
    /// The bytes are not what the format promises.
    #[error("control is not readable")]
    Corrupt(#[from] postcard::Error),
}

/// The format before this one.
const BEFORE: u8 = Instance::FORMAT - 1;
/// How many parts the format adds to the one before.
const ADDED: usize = 6;

/// Encodes control, format byte first.
///
/// # Errors
/// Never for instances that the core made; the encoder's error is passed on all the same.
pub fn encode(instance: &Instance) -> Result<Vec<u8>, ControlError> {
    Ok(postcard::to_extend(instance, vec![Instance::FORMAT])?)
}

/// Decodes control.
///
/// # Errors
/// When the format is unknown or the bytes are corrupt.
pub fn decode(bytes: &[u8]) -> Result<Instance, ControlError> {
    match bytes.split_first() {
        None => Err(ControlError::Empty),
        Some((&Instance::FORMAT, body)) => Ok(postcard::from_bytes(body)?),
        // The format before lacks the last parts; an empty one is a zero.
        Some((&BEFORE, body)) => Ok(postcard::from_bytes(&[body, &[0; ADDED]].concat())?),
        Some((format, _)) => Err(ControlError::Format(*format)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use mingjing_core::ids::{InstanceId, Tenant};

    #[test]
    fn control_of_the_format_before_is_read_and_older_is_refused() {
        let instance = Instance::unborn(InstanceId { tenant: Tenant(1), uuid: uuid::Uuid::nil() });
        let mut bytes = encode(&instance).unwrap();
        assert_eq!(
            bytes.split_off(bytes.len() - ADDED),
            [0; ADDED],
            "nothing counted, no lives of cards, nothing grows"
        );
        bytes[0] = BEFORE;
        assert_eq!(decode(&bytes).unwrap(), instance);
        bytes[0] = BEFORE - 1;
        assert!(matches!(decode(&bytes), Err(ControlError::Format(2))));
    }
}
