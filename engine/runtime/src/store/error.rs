//! Errors of the stores.

/// What went wrong in a store.
#[derive(Debug, thiserror::Error)]
#[error("{context}")]
pub struct Error {
    /// Which kind.
    pub kind: ErrorKind,
    /// What was being done, for the operator.
    pub context: String,
    /// The cause below.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Kinds of store error, so that callers can tell a conflict from a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// An assertion about versions or uniqueness failed.
    Conflict,
    /// It is not there.
    NotFound,
    /// The store cannot be reached, or was busy for too long.
    Unavailable,
    /// Stored bytes are not what they should be.
    Corrupt,
    /// The commit may or may not have happened; settle it by command id.
    UnknownOutcome,
}

impl Error {
    /// An error without a cause below.
    pub fn new(kind: ErrorKind, context: impl Into<String>) -> Self {
        Self { kind, context: context.into(), source: None }
    }

    /// An error that wraps its cause.
    pub fn wrap(
        kind: ErrorKind,
        context: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { kind, context: context.into(), source: Some(source.into()) }
    }
}
