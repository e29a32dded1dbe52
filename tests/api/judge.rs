//! What a problem document must be.

use crate::{
    stage::Stage,
    support::client::{Answer, Ask},
};

/// Sends a request in both languages; everything that is wrong with the answers, or with what they left behind.
pub fn wrong(stage: &Stage, ask: &Ask, status: u16, code: &str) -> Vec<String> {
    let before = stage.position();
    let mut wrong = Vec::new();
    for (lang, header) in [("zh-CN", None), ("en", Some("en-GB,zh;q=0.5"))] {
        let spoken = match header {
            Some(header) => ask.clone().header("accept-language", header),
            None => ask.clone(),
        };
        match stage.client.send(&spoken) {
            Ok(answer) => wrong.extend(of_document(&answer, status, code, lang)),
            Err(error) => wrong.push(format!("no answer: {error}")),
        }
    }
    let after = stage.position();
    if before != after {
        wrong.push(format!("something was written: log {before} → {after}"));
    }
    wrong
}

/// As [`wrong`], and fails when anything is.
#[track_caller]
pub fn problem(stage: &Stage, ask: &Ask, status: u16, code: &str) {
    let wrong = wrong(stage, ask, status, code);
    assert!(wrong.is_empty(), "{} {}: {wrong:#?}", ask.method, ask.path);
}

/// Everything that is wrong with a document in this language.
pub fn of_document(answer: &Answer, status: u16, code: &str, lang: &str) -> Vec<String> {
    let document = answer.json();
    let text = |name: &str| document[name].as_str().unwrap_or_default().to_owned();
    let mut wrong = Vec::new();
    let mut expect = |name: &str, given: &str, wanted: &str| {
        if given != wanted {
            wrong.push(format!("{name} is `{given}`, not `{wanted}` ({})", answer.text));
        }
    };
    expect("status", &answer.status.to_string(), &status.to_string());
    expect("code", &text("code"), code);
    expect("status in the document", &document["status"].to_string(), &status.to_string());
    expect("type", &text("type"), &format!("/errors/{code}"));
    expect("content-type", answer.header("content-type"), "application/problem+json");
    expect("content-language", answer.header("content-language"), lang);
    if text("instance").starts_with("/api/") {
        expect("cache-control", answer.header("cache-control"), "no-store");
    }
    let fields = document["errors"].as_array().into_iter().flatten().map(|error| error["detail"].as_str());
    let details = fields.map(|detail| detail.unwrap_or_default().to_owned());
    for words in [text("title"), text("detail")].into_iter().chain(details) {
        if words.is_empty() || has_gap(&words) || words.starts_with("MJ") {
            wrong.push(format!("`{words}` says nothing, or has a gap"));
        }
        if (lang == "zh-CN") != words.chars().any(is_chinese) {
            wrong.push(format!("`{words}` is not in {lang}"));
        }
    }
    wrong
}

/// Whether a parameter of the text was left open: `{name}`.
fn has_gap(words: &str) -> bool {
    let inner = words.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    inner
        .into_iter()
        .any(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}
