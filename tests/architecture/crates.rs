//! Who may depend on whom, and under which licences.

use crate::support::program::root;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

/// What each crate of ours may use of ours, outside of tests. Dependencies point inward.
const ALLOWED: &[(&str, &[&str])] = &[
    ("mingjing-clock", &[]),
    ("mingjing-expr", &[]),
    ("mingjing-model", &["clock", "expr"]),
    ("mingjing-verify", &["clock", "expr", "model"]),
    ("mingjing-core", &["clock", "expr", "model"]),
    ("mingjing-diagram", &["model"]),
    ("mingjing-runtime", &["clock", "expr", "model", "core"]),
    ("mingjing-supervision", &["clock", "expr", "model", "core", "runtime"]),
    ("mingjing-sqlite", &["clock", "expr", "model", "core", "runtime", "supervision"]),
    ("mingjing-postgres", &["clock", "expr", "model", "core", "runtime", "supervision"]),
    ("mingjing-mail", &["runtime"]),
    ("mingjing-sms", &["runtime"]),
    ("mingjing-web", &["clock", "expr", "model", "verify", "core", "diagram", "runtime", "supervision"]),
    (
        "mingjing",
        &[
            "clock",
            "expr",
            "model",
            "verify",
            "core",
            "diagram",
            "runtime",
            "supervision",
            "sqlite",
            "postgres",
            "mail",
            "sms",
            "web",
        ],
    ),
];

/// Crates that decide and compute: no clock, chance, network or store.
const PURE: &[&str] = &["mingjing-clock", "mingjing-expr", "mingjing-model", "mingjing-core"];
/// What pure crates never use, not even through others.
const IMPURE: &[&str] =
    &["tokio", "sqlx", "axum", "hyper", "reqwest", "rand", "rand_core", "getrandom", "mio", "socket2"];

/// Licences that we may ship.
const LICENCES: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CC0-1.0",
    "0BSD",
    "Apache-2.0 WITH LLVM-exception",
];

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).current_dir(root()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn packages(arguments: &[&str]) -> Vec<Value> {
    let text = cargo(&[&["metadata", "--format-version", "1", "--offline"], arguments].concat());
    let metadata: Value = serde_json::from_str(&text).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[test]
fn dependencies_between_our_crates_point_inward() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    for package in packages(&["--no-deps"]) {
        let name = text(&package["name"]);
        let allowed = allowed.get(name).unwrap_or_else(|| panic!("`{name}` stands in no list: say what it may use"));
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        for dependency in dependencies.filter(|dependency| text(&dependency["kind"]) != "dev") {
            if let Some(ours) = text(&dependency["name"]).strip_prefix("mingjing-") {
                assert!(allowed.contains(&ours), "`{name}` may not use `mingjing-{ours}`");
            }
        }
    }
}

#[test]
fn the_pure_crates_use_no_clock_chance_network_or_store() {
    for name in PURE {
        // Macros run when we build, never with us.
        let edges = "normal,no-proc-macro";
        let tree = cargo(&["tree", "--offline", "-p", name, "-e", edges, "--target", &host(), "--prefix", "none"]);
        let used: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        let impure: Vec<_> = IMPURE.iter().filter(|impure| used.contains(**impure)).collect();
        assert!(impure.is_empty(), "`{name}` uses {impure:?}; `cargo tree -p {name} -e normal -i` says by which way");
    }
}

#[test]
fn every_crate_that_we_build_with_has_a_licence_that_we_may_ship() {
    let wrong: Vec<String> = packages(&["--features", "test-clock", "--filter-platform", &host()])
        .iter()
        .filter(|package| !is_allowed(text(&package["license"])))
        .map(|package| format!("{} {}: {}", text(&package["name"]), text(&package["version"]), package["license"]))
        .collect();
    assert!(wrong.is_empty(), "licences outside the list: {wrong:#?}");
}

/// The platform that this runs on: crates of others may not be at hand.
fn host() -> String {
    let output = Command::new("rustc").current_dir(root()).arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Whether an SPDX expression can be fulfilled with the list; `/` is an old way to write OR.
fn is_allowed(expression: &str) -> bool {
    let every = |part: &str| part.split(" AND ").all(|one| is_listed(one.trim_matches(['(', ')', ' '])));
    if expression.contains('(') && expression.contains(" AND ") {
        return expression.split(" AND ").all(|part| is_allowed(part.trim_matches(['(', ')', ' '])));
    }
    !expression.is_empty() && expression.replace('/', " OR ").split(" OR ").any(every)
}

fn is_listed(licence: &str) -> bool {
    LICENCES.contains(&licence)
}

#[test]
fn licence_expressions_are_read_as_meant() {
    for (expression, allowed) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("Unlicense OR MIT", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND MPL-2.0", false),
        ("MIT AND BSD-3-Clause", true),
        ("MPL-2.0", false),
        ("GPL-3.0 OR LGPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression), allowed, "{expression}");
    }
}
