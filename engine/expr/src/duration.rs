//! Civil durations: months and days, as in `duration("P3M")`.

use std::fmt;
use std::str::FromStr;

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// A number of civil months and days, never negative. Working days belong to a calendar, which the
/// expression language does not know; hours belong to clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// Civil months; a year is twelve.
    pub months: u32,
    /// Civil days; a week is seven.
    pub days: u32,
}

/// The text is no ISO 8601 duration of years, months, weeks and days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a duration such as P30D or P3M")]
pub struct NotADuration;

impl Duration {
    /// The date that much later; the day is clamped to the end of a shorter month
    /// (31 January plus one month is the last of February). `None` outside of years -9999 to 9999.
    #[must_use]
    pub fn after(self, date: Date) -> Option<Date> {
        date.checked_add(self.span()?).ok()
    }

    /// The date that much earlier, clamped in the same way.
    #[must_use]
    pub fn before(self, date: Date) -> Option<Date> {
        date.checked_sub(self.span()?).ok()
    }

    fn span(self) -> Option<Span> {
        Span::new().try_months(self.months).ok()?.try_days(self.days).ok()
    }
}

impl FromStr for Duration {
    type Err = NotADuration;

    /// Reads `PnYnMnWnD`, each part at most once, in this order, at least one of them.
    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let mut rest = text.strip_prefix('P').ok_or(NotADuration)?;
        let mut total = Self { months: 0, days: 0 };
        let mut units = ['Y', 'M', 'W', 'D'].into_iter();
        if rest.is_empty() {
            return Err(NotADuration);
        }
        while !rest.is_empty() {
            let end = rest.find(|character: char| !character.is_ascii_digit()).ok_or(NotADuration)?;
            let amount: u32 = rest[..end].parse().map_err(|_| NotADuration)?;
            let unit = rest[end..].chars().next().ok_or(NotADuration)?;
            units.find(|known| *known == unit).ok_or(NotADuration)?;
            total = total.plus(amount, unit).ok_or(NotADuration)?;
            rest = &rest[end + unit.len_utf8()..];
        }
        Ok(total)
    }
}

impl Duration {
    fn plus(self, amount: u32, unit: char) -> Option<Self> {
        let (months, days) = match unit {
            'Y' => (amount.checked_mul(12)?, 0),
            'M' => (amount, 0),
            'W' => (0, amount.checked_mul(7)?),
            _ => (0, amount),
        };
        Some(Self { months: self.months.checked_add(months)?, days: self.days.checked_add(days)? })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.months, self.days) {
            (0, days) => write!(f, "P{days}D"),
            (months, 0) => write!(f, "P{months}M"),
            (months, days) => write!(f, "P{months}M{days}D"),
        }
    }
}
