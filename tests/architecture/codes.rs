//! The codes of errors, over all crates.

use std::collections::BTreeMap;

/// Every list of codes, with the crate that has it.
fn lists() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("model", mingjing_model::messages::CODES.to_vec()),
        ("expr", mingjing_expr::CODES.to_vec()),
        ("clock", mingjing_clock::CODES.iter().map(|code| code.code).collect()),
        ("core", mingjing_core::codes::CODES.iter().map(|code| code.code).collect()),
        ("runtime", mingjing_runtime::codes::CODES.iter().map(|code| code.code).collect()),
        ("sqlite", mingjing_sqlite::CODES.iter().map(|code| code.code).collect()),
        ("web", mingjing_web::http::codes::CODES.iter().map(|(code, _, _)| *code).collect()),
    ]
}

#[test]
fn no_code_stands_in_two_places_and_every_code_is_spelt_alike() {
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, codes) in lists() {
        for code in codes {
            let digits = code.strip_prefix("MJ").unwrap_or_default();
            assert!(digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{name}: `{code}`");
            places.entry(code).or_default().push(name);
        }
    }
    places.retain(|_, places| places.len() > 1);
    assert!(places.is_empty(), "codes that stand in more than one place: {places:?}");
}
