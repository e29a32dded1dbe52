//! Passwords: argon2id, at most two computations at a time (each takes tens of megabytes for a moment).

use crate::http::{
    codes,
    problem::{Answer, Problem},
};
use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

/// Computations at a time: keeps memory flat when many people log in at once.
const PERMITS: usize = 2;

/// Characters that a password must have at least: length is what makes it hard to guess.
pub const CHARS_MIN: usize = 10;
/// Characters of a first password.
const FIRST_CHARS: usize = 12;
/// Letters of first passwords: none that is mistaken for another when read aloud or copied by hand.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

static GATE: Semaphore = Semaphore::const_new(PERMITS);

/// Hashes a new password to a PHC string.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|error| PasswordError(error.to_string()))?;
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| PasswordError(error.to_string()))
}

/// Why a password will not do, if it will not.
pub fn fault(password: &str, login: &str) -> Option<&'static str> {
    if password.chars().count() < CHARS_MIN {
        Some(codes::PASSWORD_SHORT)
    } else if password.eq_ignore_ascii_case(login) {
        Some(codes::PASSWORD_LOGIN)
    } else {
        None
    }
}

/// A first password, to be handed out once: random letters.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn first() -> Result<String, PasswordError> {
    let mut bytes = [0; FIRST_CHARS];
    getrandom::fill(&mut bytes).map_err(|error| PasswordError(error.to_string()))?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect())
}

/// As [`hash`], off the async threads.
///
/// # Errors
/// A fault when the computation could not run.
pub async fn hash_apart(password: String) -> Answer<String> {
    let permit = GATE.acquire().await.map_err(|error| Problem::fault(codes::FAULT, &error))?;
    let hashed = tokio::task::spawn_blocking(move || hash(&password)).await;
    drop(permit);
    hashed.map_err(|error| Problem::fault(codes::FAULT, &error))?.map_err(|error| Problem::fault(codes::FAULT, &error))
}

/// A password could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct PasswordError(String);

/// Whether the password belongs to the hash; off the async threads.
///
/// # Errors
/// A fault when the computation could not run.
pub async fn verify(password: String, hash: String) -> Answer<bool> {
    let permit = GATE.acquire().await.map_err(|error| Problem::fault(codes::FAULT, &error))?;
    let verified = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await;
    drop(permit);
    verified.map_err(|error| Problem::fault(codes::FAULT, &error))
}
