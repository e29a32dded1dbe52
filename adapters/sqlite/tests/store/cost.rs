//! What a human step costs: bytes of write-ahead log at a batch of 100.

use super::{
    common::{Folder, at, commit, open},
    made::{Seed, case, task},
};
use mingjing_core::{
    ids::{CommandId, Hash, InstanceId, Key, Tenant},
    rows::{Change, Row, RowKey},
};
use mingjing_runtime::store::{InstanceWrite, RecordWrite, Writes};
use std::path::PathBuf;
use uuid::Uuid;

/// Instances in the store: far more than a batch touches, so that each step lies on pages of its own.
const INSTANCES: u64 = 4_000;
const BATCH: u64 = 100;
/// Engine §16: at most 50 KiB of log a step.
const WAL_A_STEP_MAX: u64 = 50 * 1024;

fn id(n: u64) -> InstanceId {
    // Spread over the key space, as the ids of different years are.
    InstanceId {
        tenant: Tenant(1),
        uuid: Uuid::from_u128(u128::from(n.wrapping_mul(0x9e37_79b9_7f4a_7c15)) << 64 | u128::from(n)),
    }
}

/// A step that completes a task: control, a record of 1.5 KiB, the task gone, the next one there, the case moved.
fn step(n: u64, seq: u64, writes: &mut Writes) {
    let instance = id(n);
    let expected = (seq > 1).then_some(seq - 1);
    writes.instances.push(InstanceWrite { instance, expected, seq, control: vec![1; 1_500], continue_at: None });
    writes.records.push(RecordWrite {
        instance,
        seq,
        command: CommandId(Uuid::from_u128(u128::from(n) << 64 | u128::from(seq))),
        digest: [0; 8],
        entry_at: at(0),
        bytes: vec![b'x'; 1_500],
        algorithm: 1,
        previous: Hash([0; 32]),
        hash: Hash([1; 32]),
    });
    let seed = Seed { kind: 0, instance: 0, key: 0, says: 6, gone: false };
    let mut case = case(seed);
    case.instance = instance;
    case.updated_at = at(i64::try_from(seq * INSTANCES + n).unwrap());
    let mut task = task(seed);
    task.instance = instance;
    task.key = Key(seq);
    task.due_at = Some(at(i64::try_from(n % 1_000).unwrap()));
    if expected.is_some() {
        writes.rows.push(Change::Delete(RowKey::Task(instance, Key(seq - 1))));
    }
    writes.rows.push(Change::Put(Row::Case(case)));
    writes.rows.push(Change::Put(Row::Task(task)));
}

fn log(folder: &Folder) -> PathBuf {
    let mut name = folder.store_file().into_os_string();
    name.push("-wal");
    name.into()
}

fn wal_bytes(folder: &Folder) -> u64 {
    std::fs::metadata(log(folder)).unwrap().len()
}

#[tokio::test]
async fn a_step_stays_within_its_budget_of_log() {
    let folder = Folder::new();
    let (store, mut writer) = open(&folder).await;
    for first in (0..INSTANCES).step_by(1_000) {
        let mut writes = Writes::default();
        (first..first + 1_000).for_each(|n| step(n, 1, &mut writes));
        commit(&mut writer, writes).await.unwrap();
    }
    // The last connection checkpoints and removes the log, and closes on a thread of its own.
    drop(writer);
    store.close().await;
    drop(store);
    while log(&folder).exists() {
        tokio::task::yield_now().await;
    }
    let (_store, mut writer) = open(&folder).await;
    let mut writes = Writes::default();
    (0..BATCH).for_each(|n| step(n * (INSTANCES / BATCH), 2, &mut writes));
    commit(&mut writer, writes).await.unwrap();
    let bytes = wal_bytes(&folder) / BATCH;
    assert!(bytes <= WAL_A_STEP_MAX, "{bytes} bytes a step");
}
