//! Texts: templates filled in with facts, in the language of the reader.

use crate::store::read::MessageText;
use handlebars::{Handlebars, RenderError, no_escape};
use jiff::{Timestamp, civil::Time, tz::TimeZone};
use mingjing_model::{
    definition::{CardLevel, Channel, Text},
    files::NoticeFile,
};
use serde::Serialize;

/// What a text may mention, in the reader's language; empty = there is none.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Facts {
    pub organ: String,
    pub level: String,
    pub rule: String,
    pub count: String,
    pub moment: String,
    pub unit: String,
    pub process: String,
    pub case_number: String,
    pub about: String,
    pub link: String,
    pub list: String,
}

/// A reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Speech {
    pub english: bool,
}

impl Speech {
    /// A text; where it has no English, the Chinese.
    pub fn say(self, text: &Text) -> String {
        self.pick(&text.zh, text.en.as_deref()).to_owned()
    }

    /// One of two texts.
    pub fn pick<'a>(self, zh: &'a str, en: Option<&'a str>) -> &'a str {
        if self.english { en.unwrap_or(zh) } else { zh }
    }

    /// A level.
    pub fn level(self, level: CardLevel) -> String {
        let (zh, en) = match level {
            CardLevel::Prompt => ("提示", "prompt"),
            CardLevel::Yellow => ("黄牌", "yellow card"),
            CardLevel::Red => ("红牌", "red card"),
        };
        self.pick(zh, Some(en)).to_owned()
    }

    /// A moment; midnight is the day that begins.
    pub fn moment(self, at: Timestamp, zone: &TimeZone) -> String {
        let civil = zone.to_datetime(at);
        let date = civil.date();
        let day = if self.english {
            date.strftime("%-d %B %Y").to_string()
        } else {
            format!("{}年{}月{}日", date.year(), date.month(), date.day())
        };
        if civil.time() == Time::midnight() { day } else { format!("{day} {}", civil.time().strftime("%H:%M")) }
    }
}

/// A zone as filed.
pub(super) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// A template with its facts.
pub(super) fn fill(template: &str, facts: &Facts) -> Result<String, RenderError> {
    let mut engine = Handlebars::new();
    engine.set_strict_mode(true);
    // Plain text: nothing reads it as HTML.
    engine.register_escape_fn(no_escape);
    Ok(engine.render_template(template, facts)?.trim().to_owned())
}

/// What goes out on a way.
pub(super) fn message(
    notice: &NoticeFile,
    channel: Channel,
    speech: Speech,
    facts: &Facts,
) -> Result<MessageText, RenderError> {
    let text = |text: &Text| fill(speech.pick(&text.zh, text.en.as_deref()), facts);
    let (subject, body) = match channel {
        Channel::Mail => (text(&notice.mail.subject)?, text(&notice.mail.body)?),
        Channel::Sms => (String::new(), text(&notice.sms)?),
        Channel::App => (String::new(), text(&notice.app)?),
    };
    // A subject is one line, whatever was filed.
    Ok(MessageText { subject: subject.split_whitespace().collect::<Vec<_>>().join(" "), body })
}
