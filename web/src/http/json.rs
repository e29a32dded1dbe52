//! JSON bodies: read with our own problems, written as they are.

use super::{codes, problem::Problem};
use axum::{
    body::Body as Stream,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;

/// Bytes that a command may have (engine limit: a command is at most 256 KiB).
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// How many times its limit a body is read on and thrown away: a caller who is still writing reads the answer only after
/// that. Beyond, the connection is cut.
const DRAIN_FACTOR: usize = 16;

/// A JSON body, which [`take_in`] has bounded.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        let declared =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(is_json);
        if !declared {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, codes::MEDIA_TYPE));
        }
        let bytes = read(request.into_body(), usize::MAX).await?;
        serde_json::from_slice(&bytes)
            .map(Body)
            .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, codes::MALFORMED).with("cause", error))
    }
}

/// Takes in a request's whole body before anybody looks at it, so that an early answer never cuts off a caller who is
/// still writing; a body over the route's limit is the answer itself. A layer of every route that takes bodies.
///
/// # Errors
/// 413 over the limit.
pub async fn take_in(State(max): State<usize>, request: Request, next: Next) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let bytes = read(body, max).await?;
    Ok(next.run(Request::from_parts(parts, Stream::from(bytes))).await)
}

/// The bytes of a body, at most `max`; of one that is larger the rest is read and thrown away.
async fn read(mut body: Stream, max: usize) -> Result<Vec<u8>, Problem> {
    let (mut bytes, mut seen) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let broken = |error| Problem::new(StatusCode::BAD_REQUEST, codes::MALFORMED).with("cause", error);
        let Ok(data) = frame.map_err(broken)?.into_data() else { continue };
        seen += data.len();
        if seen <= max {
            bytes.extend_from_slice(&data);
        } else if seen > max.saturating_mul(DRAIN_FACTOR) {
            break;
        }
    }
    if seen > max {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, codes::TOO_LARGE).with("max", max));
    }
    Ok(bytes)
}

/// Whether a media type is JSON, whatever its parameters.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}
