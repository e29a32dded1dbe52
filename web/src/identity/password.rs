//! Passwords: argon2id, at most two computations at a time (each takes tens of megabytes for a moment).

use crate::http::{
    codes,
    problem::{Answer, Problem},
};
use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

/// Computations at a time: keeps memory flat when many people log in at once.
const PERMITS: usize = 2;

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
