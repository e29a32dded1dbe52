//! From the database's errors to the kinds that callers of the port can tell apart.

use mingjing_runtime::store::{Error, ErrorKind};
use sqlx::error::ErrorKind as Violated;

/// SQLite's primary result codes (the low byte of an extended one) that say more than "it failed".
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const CORRUPT: u32 = 11;
const MISMATCH: u32 = 20;
const NOT_A_DATABASE: u32 = 26;

/// Puts the operation into words and the cause into a kind.
pub(crate) trait Context<T> {
    /// Says what was being done.
    fn context(self, doing: &str) -> Result<T, Error>;
}

impl<T> Context<T> for Result<T, sqlx::Error> {
    fn context(self, doing: &str) -> Result<T, Error> {
        self.map_err(|cause| Error::wrap(kind_of(&cause), doing, cause))
    }
}

/// Stored bytes are not what they should be.
pub(crate) fn corrupt(what: &str) -> Error {
    Error::new(ErrorKind::Corrupt, format!("stored {what} is not readable"))
}

/// As [`corrupt`], with the cause.
pub(crate) fn corrupt_by(what: &str, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::wrap(ErrorKind::Corrupt, format!("stored {what} is not readable"), cause)
}

/// The kind of an error outside `COMMIT`: nothing was written.
pub(crate) fn kind_of(error: &sqlx::Error) -> ErrorKind {
    match error {
        sqlx::Error::Database(cause) => match cause.kind() {
            Violated::UniqueViolation => ErrorKind::Conflict,
            Violated::ForeignKeyViolation | Violated::NotNullViolation | Violated::CheckViolation => ErrorKind::Corrupt,
            _ => match primary_code(error) {
                Some(CORRUPT | NOT_A_DATABASE | MISMATCH) => ErrorKind::Corrupt,
                _ => ErrorKind::Unavailable,
            },
        },
        sqlx::Error::RowNotFound => ErrorKind::NotFound,
        sqlx::Error::Decode(_)
        | sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::ColumnIndexOutOfBounds { .. } => ErrorKind::Corrupt,
        _ => ErrorKind::Unavailable,
    }
}

/// The kind of an error of `COMMIT`: only where the database refused the lock is it certain that nothing was written.
pub(crate) fn kind_of_commit(error: &sqlx::Error) -> ErrorKind {
    match primary_code(error) {
        Some(BUSY | LOCKED) => ErrorKind::Unavailable,
        _ => ErrorKind::UnknownOutcome,
    }
}

/// Whether the connection is beyond use: its worker is gone.
pub(crate) fn is_connection_lost(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::WorkerCrashed | sqlx::Error::Io(_) | sqlx::Error::Protocol(_))
}

fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let sqlx::Error::Database(cause) = error else { return None };
    cause.code()?.parse::<u32>().ok().map(|code| code & 0xff)
}
