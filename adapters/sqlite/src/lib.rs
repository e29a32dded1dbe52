//! The store in one SQLite file: the default of a small installation, of the demo and of most tests.
//!
//! - [`SqliteStore`] opens the file and answers reads on a pool of read-only connections.
//! - [`SqliteWriter`] is the write path of a lane: one connection, one transaction at a time.
//! - Statement texts are constants under `statements`, one module a table; rows go in by the batch through `json_each`.
//!
//! The crate decides nothing about cases: it keeps what the engine gives it and says when it cannot.

mod store;

mod open_error;

mod migrate;

mod statements;

mod write;

mod read;

mod pack;

mod column;

mod codes;

mod error;

pub use open_error::{CODES, OpenError};
pub use store::{Fact, Options, SqliteStore};
pub use write::SqliteWriter;
