//! The guide for departments: its examples are a department that compiles.
#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use super::support::rendered;
use mingjing_model::compile;
use mingjing_model::folder::Folder;

const GUIDE: &str = include_str!("../../../../../docs/guides/departments.md");

/// The examples that name their file in the first line.
fn example() -> Folder {
    let mut folder = Folder { path: "processes/example".to_owned(), ..Folder::default() };
    for block in GUIDE.split("```yaml\n").skip(1) {
        let text = block.split("```").next().unwrap();
        let first = text.lines().next().unwrap();
        if let Some(path) = first.strip_prefix("# ") {
            folder.files.insert(path.to_owned(), text.to_owned());
        }
    }
    folder
}

#[test]
fn the_examples_of_the_guide_are_a_department_that_compiles() {
    let compiled = compile(None, &example());
    let found = compiled.diagnostics.into_sorted();
    assert!(found.is_empty(), "{}", rendered(&found, &compiled.sources));
    assert_eq!(compiled.bundle.unwrap().definitions.len(), 1);
}
