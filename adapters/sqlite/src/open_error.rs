//! Why a store could not be opened, with what the codes say to people.

use mingjing_core::codes::Code;
use mingjing_runtime::store::{Error, ErrorKind};
use std::path::PathBuf;

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process holds it.
    #[error("MJ6010: the store `{path}` is in use by another process")]
    InUse {
        /// The store's file.
        path: PathBuf,
    },
    /// Its folder or lock file cannot be made.
    #[error("MJ6011: the store `{path}` cannot be reached")]
    Unreachable {
        /// The store's file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// This SQLite can lose a checkpointed WAL (fixed in 3.51.3).
    #[error("MJ6012: SQLite {found} is too old: 3.51.3 or newer is needed")]
    TooOld {
        /// Its version.
        found: String,
    },
    /// A committed step could be lost.
    #[error(
        "MJ6013: the store is not durable: journal mode `{journal_mode}`, synchronous {synchronous}; `wal` and 2 are needed"
    )]
    NotDurable {
        /// Journal mode in effect.
        journal_mode: String,
        /// Synchronous level in effect.
        synchronous: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Error),
}

/// What the codes of this crate say, in order.
pub const CODES: &[Code] = &[
    Code {
        code: "MJ6010",
        zh: "数据库 `{path}` 正被另一个进程使用，请先停止它",
        en: "the store `{path}` is in use by another process: stop it first",
    },
    Code { code: "MJ6011", zh: "无法访问数据库 `{path}`", en: "the store `{path}` cannot be reached" },
    Code {
        code: "MJ6012",
        zh: "SQLite {found} 版本过旧，需要 3.51.3 或更新版本",
        en: "SQLite {found} is too old: 3.51.3 or newer is needed",
    },
    Code {
        code: "MJ6013",
        zh: "数据库不能保证已提交的数据不丢失（日志模式 `{journal_mode}`，同步级别 {synchronous}），拒绝启动",
        en: "the store could lose what it has committed (journal mode `{journal_mode}`, synchronous {synchronous}) and was not opened",
    },
];

impl OpenError {
    /// The code, of all but the database's own failures.
    pub fn code(&self) -> Option<&'static str> {
        match self {
            OpenError::InUse { .. } => Some("MJ6010"),
            OpenError::Unreachable { .. } => Some("MJ6011"),
            OpenError::TooOld { .. } => Some("MJ6012"),
            OpenError::NotDurable { .. } => Some("MJ6013"),
            OpenError::Store(_) => None,
        }
    }

    /// Values for the message of the code, by name.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            OpenError::InUse { path } | OpenError::Unreachable { path, .. } => {
                vec![("path", path.display().to_string())]
            }
            OpenError::TooOld { found } => vec![("found", found.clone())],
            OpenError::NotDurable { journal_mode, synchronous } => {
                vec![("journal_mode", journal_mode.clone()), ("synchronous", synchronous.to_string())]
            }
            OpenError::Store(_) => Vec::new(),
        }
    }
}

impl From<OpenError> for Error {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Store(error) => error,
            OpenError::InUse { .. }
            | OpenError::Unreachable { .. }
            | OpenError::TooOld { .. }
            | OpenError::NotDurable { .. } => {
                let context = error.to_string();
                Error::wrap(ErrorKind::Unavailable, context, error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_message_with_its_parameters() {
        let path = PathBuf::from("store.db");
        let errors = [
            OpenError::InUse { path: path.clone() },
            OpenError::Unreachable { path, source: std::io::Error::other("test") },
            OpenError::TooOld { found: "3.40.0".into() },
            OpenError::NotDurable { journal_mode: "delete".into(), synchronous: 1 },
        ];
        for (error, message) in errors.iter().zip(CODES) {
            assert_eq!(error.code(), Some(message.code));
            assert!(error.to_string().starts_with(message.code));
            for (name, _) in error.params() {
                let name = format!("{{{name}}}");
                assert!(message.zh.contains(&name) && message.en.contains(&name), "{name}");
            }
        }
        assert_eq!(errors.len(), CODES.len());
    }
}
