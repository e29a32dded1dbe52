//! The pages of the error codes, `docs/errors/`, so that they cannot drift from the code.
//!
//! A page is rendered from the public lists of the crates (message, parameters, area, kind) around a hand-written part:
//! cause and remedy, each behind its marker, which is kept as it is. `UPDATE_DOCS=1` writes what differs; without it a
//! difference fails the test.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failure here is a failed test")]

mod codes;
mod page;

use codes::Entry;
use page::Written;
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// One test at a time looks at the folder: another may be writing it.
static PAGES: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    PAGES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors")
}

/// Compares a file with what it should be, and writes it when asked to.
fn settle(path: &Path, wanted: &str, differing: &mut Vec<String>) {
    if fs::read_to_string(path).is_ok_and(|found| found == wanted) {
        return;
    }
    if env::var("UPDATE_DOCS").is_ok_and(|update| update == "1") {
        fs::create_dir_all(folder()).unwrap();
        fs::write(path, wanted).unwrap();
    } else {
        differing.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
}

fn written(entry: &Entry) -> Written {
    fs::read_to_string(folder().join(entry.file())).map(|page| Written::of(&page)).unwrap_or_default()
}

#[test]
fn every_code_has_a_page_and_no_page_differs_from_its_code() {
    let _alone = alone();
    let entries = codes::all();
    let mut differing = Vec::new();
    for entry in &entries {
        settle(&folder().join(entry.file()), &page::page(entry, &written(entry)), &mut differing);
    }
    settle(&folder().join("README.md"), &page::index(&entries), &mut differing);
    assert!(differing.is_empty(), "missing or different: {differing:?}; `UPDATE_DOCS=1` writes them");
}

#[test]
fn every_page_says_cause_and_remedy_in_both_languages() {
    let _alone = alone();
    let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let mut poor = Vec::new();
    for entry in codes::all() {
        let Written { cause, remedy } = written(&entry);
        let both = [&cause, &remedy].into_iter().all(|part| {
            let zh = part.lines().any(|line| line.chars().any(is_chinese));
            let en = part.lines().any(|line| !line.is_empty() && !line.chars().any(is_chinese));
            zh && en
        });
        if !both {
            poor.push(entry.code);
        }
    }
    assert!(poor.is_empty(), "pages without cause or remedy in Chinese and English: {poor:?}");
}

#[test]
fn no_page_stands_for_a_code_that_does_not_exist() {
    let _alone = alone();
    let known: BTreeSet<String> = codes::all().iter().map(Entry::file).chain(["README.md".to_owned()]).collect();
    let pages = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
    let unknown: Vec<String> = pages.filter(|name| !known.contains(name)).collect();
    assert!(unknown.is_empty(), "pages of unknown codes: {unknown:?}");
}
