//! The store in memory passes the suite that databases pass.

use mingjing_runtime::{
    conformance::{self, Store},
    sim::SimStore,
};
use std::sync::Arc;

#[tokio::test]
async fn the_store_in_memory_conforms() {
    let make = || async {
        let store = SimStore::new();
        Store { writer: Box::new(store.writer()), reads: Arc::new(store) }
    };
    assert_eq!(conformance::run(make).await, Vec::<String>::new());
}
