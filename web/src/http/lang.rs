//! The reader's language.

use axum::http::{HeaderMap, header};

/// Chinese unless the reader asks for English first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language that `Accept-Language` names first among those that we have.
    pub fn of(headers: &HeaderMap) -> Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let first = wanted
            .split(',')
            .map(|part| part.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
            .find(|tag| tag.starts_with("zh") || tag.starts_with("en"));
        if first.is_some_and(|tag| tag.starts_with("en")) { Self::En } else { Self::Zh }
    }

    /// The language tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_spoken_unless_english_is_asked_for_first() {
        for (header, lang) in [
            (None, Lang::Zh),
            (Some("en-GB,zh;q=0.8"), Lang::En),
            (Some("fr, zh-CN;q=0.9, en;q=0.8"), Lang::Zh),
            (Some("de"), Lang::Zh),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(value) = header {
                headers.insert(header::ACCEPT_LANGUAGE, value.parse().unwrap());
            }
            assert_eq!(Lang::of(&headers), lang, "{header:?}");
        }
    }
}
