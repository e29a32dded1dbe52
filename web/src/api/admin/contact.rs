//! How people are reached: e-mail address and mobile telephone, for notices. Personal data: the log says that it was changed,
//! never what it was or is.

use super::{Admin, Noted, change, field};
use crate::{
    app::App,
    http::{
        codes,
        json::Body,
        parameters::Path,
        problem::{Answer, Problem},
    },
};
use axum::{Json, extract::State};
use mingjing_core::ids::PersonId;
use mingjing_runtime::store::read::{Change, Contact, Deed};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Characters of an address (RFC 5321 §4.5.3.1).
const MAIL_CHARS_MAX: usize = 254;
/// Digits of a telephone number, without signs (E.164 has at most 15).
const MOBILE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// How a person is reached.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reached {
    mail: Option<String>,
    mobile: Option<String>,
    /// Whether their messages are in English.
    #[serde(default)]
    english: bool,
}

/// `GET /admin/people/{id}/contact`.
///
/// # Errors
/// 404 for people who are not theirs to manage.
pub async fn show(State(app): State<App>, admin: Admin, Path(id): Path<String>) -> Answer<Json<Reached>> {
    let person = admin.person(&app, &id).await?;
    Ok(Json(of(&app, &person.id).await?))
}

/// `POST /admin/people/{id}/contact`.
///
/// # Errors
/// Fields at fault; 404, and 403 for oneself.
pub async fn put(
    State(app): State<App>,
    admin: Admin,
    Path(id): Path<String>,
    Body(body): Body<Reached>,
) -> Answer<Json<Reached>> {
    let person = admin.other(&app, &id).await?;
    let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let contact = Contact { mail: given(body.mail), mobile: given(body.mobile), english: body.english };
    let mut errors = Vec::new();
    if contact.mail.as_deref().is_some_and(|mail| !is_mail(mail)) {
        errors.push(field("/mail", codes::MAIL_SHAPE, &[]));
    }
    if contact.mobile.as_deref().is_some_and(|mobile| !is_mobile(mobile)) {
        errors.push(field("/mobile", codes::MOBILE_SHAPE, &[]));
    }
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let after = Some(json!({"mail": contact.mail.is_some(), "mobile": contact.mobile.is_some()}));
    let noted = Noted { what: Deed::ContactChanged, subject: &person, before: None, after };
    change(&app, &admin.viewer, noted, Change::Contact { person: person.id.clone(), contact }).await?;
    Ok(Json(of(&app, &person.id).await?))
}

async fn of(app: &App, person: &PersonId) -> Answer<Reached> {
    let Contact { mail, mobile, english } = app.store.contact_get(person).await?;
    Ok(Reached { mail, mobile, english })
}

/// One `@` with something on both sides and a domain that has a point; whether anybody reads it, only mail can tell.
fn is_mail(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic()) && text.len() <= MAIL_CHARS_MAX;
    let parts = text.split_once('@').filter(|(local, domain)| !local.is_empty() && !domain.contains('@'));
    let quiet = !text.contains(['<', '>', ',', ';', '"', '(', ')', ':', '\\']);
    plain
        && quiet
        && parts
            .is_some_and(|(_, domain)| domain.split('.').count() > 1 && domain.split('.').all(|part| !part.is_empty()))
}

/// Digits, with `+` in front for another country.
fn is_mobile(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    MOBILE_DIGITS.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
