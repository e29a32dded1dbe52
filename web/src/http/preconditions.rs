//! `Idempotency-Key` and `If-Match`.

use super::{
    codes,
    problem::{Answer, Problem},
};
use axum::http::{HeaderMap, StatusCode, header};
use mingjing_core::ids::CommandId;
use uuid::Uuid;

/// The command's id: the caller's `Idempotency-Key`, or a new one.
///
/// # Errors
/// When the header is not a UUID.
pub fn command_id(headers: &HeaderMap) -> Answer<CommandId> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(CommandId(Uuid::now_v7())) };
    let text = value.to_str().unwrap_or_default();
    Uuid::parse_str(text)
        .map(CommandId)
        .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, codes::IDEMPOTENCY_KEY).with("value", text))
}

/// The revision that the caller saw, from `If-Match: "7"`.
///
/// # Errors
/// 428 when it is missing, 400 when it is no number.
pub fn revision(headers: &HeaderMap) -> Answer<u32> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Err(Problem::new(StatusCode::PRECONDITION_REQUIRED, codes::REVISION_MISSING));
    };
    let text = value.to_str().unwrap_or_default();
    text.trim().trim_matches('"').parse().map_err(|_| Problem::parameter("If-Match", text))
}
