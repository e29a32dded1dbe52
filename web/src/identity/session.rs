//! Login sessions: a 256-bit token in a cookie, hashed in the store; 30 minutes idle, 12 hours at most.

use crate::http::{
    codes,
    problem::{Answer, Problem},
};
use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use mingjing_core::ids::PersonId;
use mingjing_runtime::store::read::Session;
use sha2::{Digest, Sha256};

/// Where cookies go: over https the name demands the whole protection, over http on loopback it cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// TLS in front of us.
    Https,
    /// Plain http on loopback.
    Loopback,
}

impl Transport {
    fn cookie_name(self) -> &'static str {
        match self {
            Self::Https => "__Host-mj",
            Self::Loopback => "mj",
        }
    }

    fn attributes(self) -> &'static str {
        match self {
            Self::Https => "; Path=/; HttpOnly; SameSite=Lax; Secure",
            Self::Loopback => "; Path=/; HttpOnly; SameSite=Lax",
        }
    }

    /// The cookie that opens a session.
    ///
    /// # Errors
    /// Never for tokens that we made.
    pub fn open(self, token: &str) -> Answer<HeaderValue> {
        self.cookie(&format!("{}={token}", self.cookie_name()))
    }

    /// The cookie that ends it.
    ///
    /// # Errors
    /// Never.
    pub fn close(self) -> Answer<HeaderValue> {
        self.cookie(&format!("{}=; Max-Age=0", self.cookie_name()))
    }

    fn cookie(self, pair: &str) -> Answer<HeaderValue> {
        HeaderValue::from_str(&format!("{pair}{}", self.attributes()))
            .map_err(|error| Problem::fault(codes::FAULT, &error))
    }

    /// Hash of the token in the request's cookies.
    pub fn token_hash(self, headers: &HeaderMap) -> Option<[u8; 32]> {
        let pairs = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'));
        let token =
            pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == self.cookie_name())?.1;
        Some(hash(token))
    }
}

/// A new session for a person: the token for the cookie, and what the store keeps.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn create(person: PersonId, address: &str, now: Timestamp) -> Answer<(String, Session)> {
    let token = random()?;
    let session = Session {
        token_hash: hash(&token),
        person,
        csrf: random()?,
        created_at: now,
        used_at: now,
        address: address.to_owned(),
        must_change: false,
    };
    Ok((token, session))
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn random() -> Answer<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Problem::fault(codes::FAULT, &error))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
