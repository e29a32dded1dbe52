//! Problem documents (RFC 9457). The HTTP status is decided here and nowhere else.
//!
//! A handler returns a [`Problem`] of code and facts; the layer [`word`] writes it in the reader's language, so that no
//! handler knows about languages.

use super::{codes, json::BODY_BYTES_MAX, lang::Lang};
use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use mingjing_core::outcome::{FieldError, Rejection, RejectionKind};
use mingjing_runtime::store;
use serde::Serialize;
use std::collections::BTreeMap;

/// What went wrong, before it is worded.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable code.
    pub code: String,
    /// Values for the message.
    pub params: BTreeMap<String, String>,
    /// Fields at fault.
    pub errors: Vec<FieldError>,
    /// Seconds after which a retry makes sense.
    pub retry_after: Option<u32>,
    /// The record of the case that the attempt stands in, where policy refused it.
    pub record: Option<u64>,
}

/// A problem document.
#[derive(Debug, Serialize)]
struct Document<'a> {
    r#type: String,
    code: &'a str,
    title: String,
    detail: String,
    status: u16,
    instance: String,
    params: &'a BTreeMap<String, String>,
    errors: Vec<FieldDocument<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
}

#[derive(Debug, Serialize)]
struct FieldDocument<'a> {
    pointer: &'a str,
    code: &'a str,
    params: &'a BTreeMap<String, String>,
    detail: String,
}

/// Result of a handler.
pub type Answer<T> = Result<T, Problem>;

impl Problem {
    /// A problem with this status and code.
    pub fn new(status: StatusCode, code: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            params: BTreeMap::new(),
            errors: Vec::new(),
            retry_after: None,
            record: None,
        }
    }

    /// Adds a value for the message.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// No such thing.
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, codes::NOT_FOUND).with("what", what)
    }

    /// A parameter that cannot be read.
    pub fn parameter(name: &str, value: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, codes::PARAMETER).with("name", name).with("value", value)
    }

    /// The person may not see or do this.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, codes::FORBIDDEN)
    }

    /// Fields of a submission are wrong.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, codes::FIELDS) }
    }

    /// A fault of ours: the operator reads the cause in the log, the caller gets a code to quote.
    pub fn fault(code: &str, cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(code, "a request failed: {cause}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, code)
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        let status = match rejection.kind {
            RejectionKind::NotFound => StatusCode::NOT_FOUND,
            RejectionKind::Forbidden => StatusCode::FORBIDDEN,
            RejectionKind::Conflict => StatusCode::CONFLICT,
            RejectionKind::Stale => StatusCode::PRECONDITION_FAILED,
            RejectionKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self {
            status,
            code: rejection.code,
            params: rejection.params,
            errors: rejection.errors,
            retry_after: None,
            record: None,
        }
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error.kind {
            store::ErrorKind::Unavailable => {
                tracing::warn!("the store is not available: {error}");
                Self { retry_after: Some(2), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, codes::UNAVAILABLE) }
            }
            store::ErrorKind::NotFound => Self::not_found("record"),
            store::ErrorKind::Conflict | store::ErrorKind::Corrupt | store::ErrorKind::UnknownOutcome => {
                Self::fault(codes::FAULT, &error)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the problems that handlers left, in the language of the request; gives bare error statuses of the framework
/// (unknown path, wrong method, too large) a document too.
pub async fn word(State(()): State<()>, request: Request, next: Next) -> Response {
    let lang = Lang::of(request.headers());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None => match of_bare_status(response.status(), &path) {
            Some(problem) => problem,
            None => return response,
        },
    };
    let allowed = response.headers_mut().remove(header::ALLOW);
    let mut worded = document(&problem, lang, path);
    if let Some(methods) = allowed {
        worded.headers_mut().insert(header::ALLOW, methods);
    }
    worded
}

fn of_bare_status(status: StatusCode, path: &str) -> Option<Problem> {
    let code = match status {
        StatusCode::NOT_FOUND => codes::NOT_FOUND,
        StatusCode::METHOD_NOT_ALLOWED => codes::METHOD,
        StatusCode::PAYLOAD_TOO_LARGE => codes::TOO_LARGE,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => codes::MEDIA_TYPE,
        StatusCode::INTERNAL_SERVER_ERROR => codes::FAULT,
        _ => return None,
    };
    Some(Problem::new(status, code).with("what", path).with("max", BODY_BYTES_MAX))
}

fn document(problem: &Problem, lang: Lang, instance: String) -> Response {
    let errors = problem.errors.iter().map(|error| FieldDocument {
        pointer: &error.pointer,
        code: &error.code,
        params: &error.params,
        detail: codes::detail(&error.code, &error.params, lang),
    });
    let body = Document {
        r#type: format!("/errors/{}", problem.code),
        code: &problem.code,
        title: codes::title(problem.status, lang).to_owned(),
        detail: codes::detail(&problem.code, &problem.params, lang),
        status: problem.status.as_u16(),
        instance,
        params: &problem.params,
        errors: errors.collect(),
        record: problem.record,
    };
    let mut response = (problem.status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    if let Some(seconds) = problem.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
