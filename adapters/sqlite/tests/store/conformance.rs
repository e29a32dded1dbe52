//! The suite that every store passes.

use super::common::{Folder, open};
use mingjing_runtime::conformance::{self, Store};
use std::sync::{Arc, Mutex};

#[tokio::test]
async fn the_store_keeps_the_promises_of_the_port() {
    let folders = Mutex::new(Vec::new());
    let failed = conformance::run(|| async {
        let folder = Folder::new();
        let (store, writer) = open(&folder).await;
        folders.lock().unwrap().push(folder);
        Store { writer: Box::new(writer), reads: Arc::new(store) }
    })
    .await;
    assert_eq!(failed, Vec::<String>::new());
}
