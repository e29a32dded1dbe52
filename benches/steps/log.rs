//! The length of a store's write-ahead log. A reader that stays open keeps SQLite from starting the log over, so that it
//! only grows, and its growth is what was written. (It also makes commits slower: nothing is timed meanwhile.)

use anyhow::{Result, bail};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// A log that grows.
pub struct Log {
    file: PathBuf,
    _reader: Connection,
}

impl Log {
    /// Empties the log of this store, on which nobody works just now, and holds it.
    pub fn hold(store: &Path) -> Result<Self> {
        let reader = Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let busy: i64 = reader.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy != 0 {
            bail!("the log of {} is in use", store.display());
        }
        reader.execute_batch("BEGIN; SELECT count(*) FROM tenant_log;")?;
        let mut file = store.as_os_str().to_owned();
        file.push("-wal");
        Ok(Self { file: file.into(), _reader: reader })
    }

    /// Its length in bytes.
    pub fn length(&self) -> Result<u64> {
        Ok(std::fs::metadata(&self.file)?.len())
    }
}
