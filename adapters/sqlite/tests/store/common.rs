//! A store in a folder of its own, and ids that tests can read.

use jiff::Timestamp;
use mingjing_core::ids::{CommandId, Hash, InstanceId, Tenant};
use mingjing_runtime::store::{Error, ErrorKind, InstanceWrite, Lock, RecordWrite, Reply, Request, Writer, Writes};
use mingjing_sqlite::{Options, SqliteStore, SqliteWriter};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// A folder that goes with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("mingjing-sqlite-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn store_file(&self) -> PathBuf {
        self.0.join("store.db")
    }

    pub async fn open(&self) -> SqliteStore {
        SqliteStore::open(&self.store_file(), Options::default()).await.unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl AsRef<Path> for Folder {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

/// The n-th instance of tenant 1.
pub fn instance(n: u128) -> InstanceId {
    InstanceId { tenant: Tenant(1), uuid: Uuid::from_u128(n) }
}

/// Some seconds after the tests begin.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).unwrap()
}

/// The control of an instance that moves from `expected` to `seq`.
pub fn control(instance: InstanceId, expected: Option<u64>, seq: u64) -> InstanceWrite {
    InstanceWrite { instance, expected, seq, control: format!("\u{1}control {seq}").into_bytes(), continue_at: None }
}

/// A record with this sequence and command.
pub fn record(instance: InstanceId, seq: u64, command: u128) -> RecordWrite {
    RecordWrite {
        instance,
        seq,
        command: CommandId(Uuid::from_u128(command)),
        digest: [seq as u8; 8],
        entry_at: at(seq as i64),
        bytes: format!("record {seq} 记录").into_bytes(),
        algorithm: 1,
        previous: Hash([seq as u8; 32]),
        hash: Hash([seq as u8 + 1; 32]),
    }
}

/// Begins with locks on the instances, none of them cached.
pub async fn begin(writer: &mut dyn Writer, instances: &[InstanceId]) -> Reply {
    let locks = instances.iter().map(|instance| Lock { instance: *instance, cached: None }).collect();
    writer.execute(Request::Begin { now: at(0), mailboxes: Vec::new(), locks }).await.unwrap()
}

/// Begins with locks on the instances that the batch changes, and commits.
pub async fn commit(writer: &mut dyn Writer, writes: Writes) -> Result<Vec<u64>, Error> {
    let mut instances: Vec<_> =
        writes.instances.iter().filter(|write| write.expected.is_some()).map(|write| write.instance).collect();
    instances.sort();
    begin(writer, &instances).await;
    match writer.execute(Request::Commit(Box::new(writes))).await? {
        Reply::Committed { log_seqs } => Ok(log_seqs),
        other => panic!("{other:?}"),
    }
}

/// A store with its writer.
pub async fn open(folder: &Folder) -> (SqliteStore, SqliteWriter) {
    let store = folder.open().await;
    let writer = store.writer().await.unwrap();
    (store, writer)
}

/// The kind of an error.
pub fn kind<T: std::fmt::Debug>(result: Result<T, Error>) -> ErrorKind {
    result.unwrap_err().kind
}
