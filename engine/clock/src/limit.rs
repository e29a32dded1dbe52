//! A limit: a number and a unit, such as `15 workdays`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::LimitError;
use crate::explain::Lang;

/// Largest number of a limit. The longest terms in law are 20 years and 365 days; more is a typing error.
pub const N_MAX: u32 = 10_000;

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Hours from the moment; days off never matter.
    Hours,
    /// Calendar days.
    Days,
    /// Working days of the calendar.
    Workdays,
    /// Months, to the corresponding day (民法典 第二百零二条).
    Months,
    /// Years, as twelve months each.
    Years,
}

/// A term of law or promise. Its text form is `15 workdays`; the stored form has all three parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "LimitParts", into = "LimitParts")]
pub struct Limit {
    /// How many, 1 to [`N_MAX`].
    pub n: u32,
    /// Of what.
    pub unit: Unit,
    /// Whether a last day that is a day off moves to the next working day (民法典 第二百零三条). Without meaning, and
    /// false, for hours and working days.
    pub roll: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitParts {
    n: u32,
    unit: Unit,
    #[serde(default)]
    roll: Option<bool>,
}

/// A number of units: what is counted of a limit or of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

impl Limit {
    /// What is counted.
    pub fn term(&self) -> Term {
        Term { n: self.n, unit: self.unit }
    }

    /// Whether the last day really moves off a day off.
    pub(crate) fn rolls(&self) -> bool {
        self.roll && self.unit.can_roll()
    }

    /// A limit that rolls where its unit can.
    ///
    /// # Errors
    /// When `n` is not within 1 to [`N_MAX`].
    pub fn new(n: u32, unit: Unit) -> Result<Self, LimitError> {
        if !(1..=N_MAX).contains(&n) {
            return Err(LimitError::NumberOutOfRange { number: n.to_string() });
        }
        Ok(Self { n, unit, roll: unit.can_roll() })
    }

    /// The same limit, ending on its very last day even if that is a day off.
    #[must_use]
    pub fn without_roll(self) -> Self {
        Self { roll: false, ..self }
    }

    /// The limit in words: `15 workdays`, `15个工作日`.
    pub fn render(&self, lang: Lang) -> String {
        self.unit.count(self.n, lang)
    }
}

impl Unit {
    /// Whether a last day in this unit can fall on a day off and move on.
    pub fn can_roll(self) -> bool {
        match self {
            Unit::Days | Unit::Months | Unit::Years => true,
            Unit::Hours | Unit::Workdays => false,
        }
    }

    pub(crate) fn count(self, n: u32, lang: Lang) -> String {
        match (lang, self) {
            (Lang::Zh, Unit::Hours) => format!("{n}小时"),
            (Lang::Zh, Unit::Days) => format!("{n}日"),
            (Lang::Zh, Unit::Workdays) => format!("{n}个工作日"),
            (Lang::Zh, Unit::Months) => format!("{n}个月"),
            (Lang::Zh, Unit::Years) => format!("{n}年"),
            (Lang::En, unit) if n == 1 => format!("1 {}", unit.singular()),
            (Lang::En, unit) => format!("{n} {}s", unit.singular()),
        }
    }

    fn singular(self) -> &'static str {
        match self {
            Unit::Hours => "hour",
            Unit::Days => "day",
            Unit::Workdays => "workday",
            Unit::Months => "month",
            Unit::Years => "year",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let units = [Unit::Hours, Unit::Days, Unit::Workdays, Unit::Months, Unit::Years];
        units.into_iter().find(|unit| word.strip_suffix('s').unwrap_or(word) == unit.singular())
    }
}

/// Prints the number and unit, which [`FromStr`] reads back; `roll` is not part of the text.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::En))
    }
}

/// Reads `15 workdays`, `1 day`, and the ISO 8601 durations of one part: `P90D`, `P3M`, `P2Y`, `PT24H`.
impl FromStr for Limit {
    type Err = LimitError;

    fn from_str(text: &str) -> Result<Self, LimitError> {
        let malformed = || LimitError::Malformed { text: text.to_owned() };
        if text.starts_with('P') {
            let (number, unit) = split_iso(text).ok_or_else(malformed)?;
            return Limit::new(read_number(number).ok_or_else(malformed)??, unit);
        }
        let (number, word) = text.split_once(' ').ok_or_else(malformed)?;
        let n = read_number(number).ok_or_else(malformed)??;
        let unit = Unit::from_word(word).ok_or_else(|| LimitError::UnknownUnit { word: word.to_owned() })?;
        Limit::new(n, unit)
    }
}

fn split_iso(text: &str) -> Option<(&str, Unit)> {
    if let Some(hours) = text.strip_prefix("PT") {
        return Some((hours.strip_suffix('H')?, Unit::Hours));
    }
    let parts = text.strip_prefix('P')?;
    let unit = match parts.chars().last()? {
        'D' => Unit::Days,
        'M' => Unit::Months,
        'Y' => Unit::Years,
        _ => return None,
    };
    Some((&parts[..parts.len() - 1], unit))
}

/// `None`: not a number at all; an inner error: a number no limit has.
fn read_number(digits: &str) -> Option<Result<u32, LimitError>> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().map_err(|_| LimitError::NumberOutOfRange { number: digits.to_owned() }))
}

impl TryFrom<LimitParts> for Limit {
    type Error = LimitError;

    fn try_from(parts: LimitParts) -> Result<Self, LimitError> {
        let limit = Limit::new(parts.n, parts.unit)?;
        Ok(Self { roll: limit.roll && parts.roll.unwrap_or(true), ..limit })
    }
}

impl From<Limit> for LimitParts {
    fn from(limit: Limit) -> Self {
        Self { n: limit.n, unit: limit.unit, roll: Some(limit.roll) }
    }
}
