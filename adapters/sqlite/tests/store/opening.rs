//! Opening a store.

use super::common::{Folder, commit, control, instance, record};
use mingjing_runtime::store::{Writes, read::Histories};
use mingjing_sqlite::{Fact, OpenError, Options, SqliteStore};

#[tokio::test]
async fn a_second_opening_is_told_that_the_store_is_in_use() {
    let folder = Folder::new();
    let first = folder.open().await;
    let second = SqliteStore::open(&folder.store_file(), Options::default()).await;
    assert!(matches!(&second, Err(OpenError::InUse { .. })), "{second:?}");
    assert!(second.unwrap_err().to_string().starts_with("MJ6010"));
    drop(first);
    folder.open().await;
}

#[tokio::test]
async fn a_writer_keeps_the_lock_when_the_store_is_dropped() {
    let folder = Folder::new();
    let store = folder.open().await;
    let writer = store.writer().await.unwrap();
    drop(store);
    let second = SqliteStore::open(&folder.store_file(), Options::default()).await;
    assert!(matches!(second, Err(OpenError::InUse { .. })));
    drop(writer);
    folder.open().await;
}

#[tokio::test]
async fn what_was_committed_is_there_after_opening_again() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut writer = store.writer().await.unwrap();
    let case = instance(1);
    commit(
        &mut writer,
        Writes { instances: vec![control(case, None, 1)], records: vec![record(case, 1, 1)], ..Writes::default() },
    )
    .await
    .unwrap();
    drop((writer, store));
    let store = folder.open().await;
    assert_eq!(store.history_page(case, 0, 10).await.unwrap().len(), 1);
    assert_eq!(store.instance_get(case).await.unwrap().map(|(seq, _)| seq), Some(1));
}

#[tokio::test]
async fn facts_about_the_store_are_kept() {
    let folder = Folder::new();
    let store = folder.open().await;
    assert_eq!(store.fact_get(Fact::WriteLevel).await.unwrap(), 1);
    assert_eq!(store.fact_get(Fact::Epoch).await.unwrap(), 1);
    assert_eq!(store.fact_get(Fact::CreatedByDemo).await.unwrap(), 0);
    store.fact_put(Fact::CreatedByDemo, 1).await.unwrap();
    assert_eq!(store.fact_get(Fact::CreatedByDemo).await.unwrap(), 1);
}
