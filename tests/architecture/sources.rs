//! What stands in the files.

use crate::support::program::root;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Lines at which a file must be split.
const LINES_MAX: usize = 500;
/// Folders of ours with Rust in them.
const FOLDERS: &[&str] = &["src", "engine", "adapters", "web/src", "tests", "benches"];
/// Roles that the program itself knows.
const SYSTEM_ROLES: &[&str] = &["admin", "process_author", "legal_office", "operator"];
/// Words of the program's own language that departments also use as ids: kinds of end events and states of cases, the
/// notice of a calendar, a table of the store, what is past its limit.
const WORDS: &[&str] = &["end", "terminate", "terminated", "notice", "rights", "overdue", "close", "closed"];
/// Sections of a process file whose keys are ids of nodes.
const NODES: &[&str] = &["nodes", "on", "events"];

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
            files(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

/// Our Rust files, each with its path from the root and its text.
fn rust() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in FOLDERS {
        files(&root().join(folder), ".rs", &mut paths);
    }
    let named = |path: PathBuf| {
        (path.strip_prefix(root()).unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap())
    };
    paths.into_iter().map(named).collect()
}

fn is_test(path: &str) -> bool {
    // The conformance suite is a test that stores call; it stands in the sources so that every adapter can.
    let folders = ["tests/", "benches/", "engine/runtime/src/conformance/"];
    folders.iter().any(|folder| path.starts_with(folder)) || path.contains("/tests/") || path.ends_with("tests.rs")
}

#[test]
fn no_file_is_too_long_to_read() {
    let long: Vec<_> = rust().into_iter().map(|(path, text)| (path, text.lines().count())).collect();
    let long: Vec<_> = long.into_iter().filter(|(_, lines)| *lines > LINES_MAX).collect();
    assert!(long.is_empty(), "split along a noun: {long:?}");
}

#[test]
fn no_test_sleeps() {
    // Written in two parts, so that this file does not find itself.
    let call = ["sleep", "("].concat();
    let tests = rust().into_iter().flat_map(|(path, text)| {
        // Tests inside a crate's sources stand at the end of their file.
        let from = if is_test(&path) { Some(0) } else { text.find("#[cfg(test)]") };
        let lines = from.map(|from| (text[..from].lines().count(), text[from..].to_owned()));
        lines.map(|(before, text)| (path, before, text))
    });
    let mut asleep = Vec::new();
    for (path, before, text) in tests {
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains(&call));
        asleep.extend(lines.map(|(line, _)| format!("{path}:{}", before + line + 1)));
    }
    assert!(asleep.is_empty(), "wait for a signal instead: {asleep:?}");
}

/// Ids that departments filed, each with what it is the id of.
fn filed() -> BTreeMap<String, String> {
    let mut filed = BTreeMap::new();
    let mut paths = Vec::new();
    files(&root().join("processes"), ".yaml", &mut paths);
    for path in paths.into_iter().filter(|path| !path.to_string_lossy().ends_with(".scenario.yaml")) {
        let text = fs::read_to_string(&path).unwrap();
        let file: Value = serde_yaml::from_str(&text).unwrap();
        let mut add = |what: &str, id: &str| filed.insert(id.to_owned(), what.to_owned());
        for what in ["process", "form", "organ"] {
            if let Some(id) = file[what].as_str() {
                add(what, id);
            }
        }
        for what in ["roles", "lanes"] {
            file[what].as_object().into_iter().flatten().for_each(|(id, _)| {
                add("role", id);
            });
        }
        if file["process"].is_string() {
            nodes(&file, &mut |id| {
                add("node", id);
            });
        }
    }
    filed.retain(|id, _| !SYSTEM_ROLES.contains(&id.as_str()) && !WORDS.contains(&id.as_str()));
    filed
}

fn nodes(value: &Value, add: &mut impl FnMut(&str)) {
    for (key, value) in value.as_object().into_iter().flatten() {
        if NODES.contains(&key.as_str()) {
            value.as_object().into_iter().flatten().for_each(|(id, _)| add(id));
        }
        nodes(value, add);
        value.as_array().into_iter().flatten().for_each(|item| nodes(item, add));
    }
}

#[test]
fn no_name_that_a_department_filed_stands_in_rust() {
    let filed = filed();
    assert!(filed.len() > 50, "only {} ids are filed: this test reads them wrongly", filed.len());
    let mut found = Vec::new();
    for (path, text) in rust().into_iter().filter(|(path, _)| !is_test(path)) {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (line, words) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            // Odd parts between quotes are literals.
            let literals = words.split('"').skip(1).step_by(2).filter_map(|literal| filed.get_key_value(literal));
            found.extend(literals.map(|(id, what)| format!("{path}:{}: \"{id}\" is the id of a {what}", line + 1)));
        }
    }
    assert!(found.is_empty(), "departments own their names:\n{}", found.join("\n"));
}
