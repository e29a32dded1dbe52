//! `/errors/MJ…`: the page of a code, as the project's documents hold it. The `type` of every problem leads here.

use crate::http::problem::{Answer, Problem};
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../docs/errors"]
#[include = "MJ*.md"]
struct Pages;

/// `GET /errors/{code}`.
///
/// # Errors
/// 404 for codes that do not exist.
pub async fn page(Path(code): Path<String>) -> Answer<Response> {
    let page = Pages::get(&format!("{code}.md")).ok_or_else(|| Problem::not_found(&code))?;
    Ok(([(header::CONTENT_TYPE, "text/markdown; charset=utf-8")], page.data.into_owned()).into_response())
}
