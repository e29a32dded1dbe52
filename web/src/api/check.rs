//! Checking a folder of definitions without filing it.

use crate::{
    http::{json::Body, lang as http, problem::Answer},
    identity::viewer::Viewer,
};
use axum::{Json, http::HeaderMap};
use mingjing_model::{Lang, compile, folder::Folder, render};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A folder: the department's texts, and those of the standard if it extends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    path: String,
    files: BTreeMap<String, String>,
    #[serde(default)]
    standard: Option<BTreeMap<String, String>>,
}

/// The findings.
#[derive(Debug, Serialize)]
pub struct Findings {
    ok: bool,
    diagnostics: Vec<render::Finding>,
}

/// `POST /check`.
///
/// # Errors
/// None of its own: findings are the answer.
pub async fn check(_viewer: Viewer, headers: HeaderMap, Body(body): Body<Checked>) -> Answer<Json<Findings>> {
    let standard = body.standard.map(|files| Folder { path: "_standard".to_owned(), files });
    let compiled = compile(standard.as_ref(), &Folder { path: body.path, files: body.files });
    let ok = !compiled.diagnostics.has_errors();
    let lang = match http::Lang::of(&headers) {
        http::Lang::Zh => Lang::Zh,
        http::Lang::En => Lang::En,
    };
    let diagnostics = render::findings(&compiled.diagnostics.into_sorted(), &compiled.sources, lang);
    Ok(Json(Findings { ok, diagnostics }))
}
