//! Processor time of this program: on a machine with neighbours the steadiest figure there is.

use std::{fs, time::Duration};

/// Processor time of all threads so far, as Linux counts it; nothing where the system does not tell.
pub fn time() -> Duration {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let spent = |thread: fs::DirEntry| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
    };
    threads.filter_map(spent).sum()
}
