//! What grows by the day on a sum that is owed, such as the surcharge on an unpaid fine: a share of what is unpaid on each
//! day, rounded down to the smallest coin, never beyond a share of what is unpaid, and nothing on days that are left out.
//!
//! What has grown before a part payment stays: a smaller base lets it grow less, and stops it where it is at its cap.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::ClockError;
use crate::walk::{day_after, in_range};

/// A share, in parts of ten thousand: `3 %` is 300.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(pub u32);

/// How something grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Accrual {
    /// What each day adds, of the base of that day.
    pub rate: Share,
    /// What it may come to at most, of the base of that day.
    pub cap: Share,
}

/// Something that happened to it on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Growth {
    /// This is the first day that adds, on this base.
    Started {
        /// What is unpaid, in the smallest coin.
        base: i64,
    },
    /// From this day on the base is another.
    Base {
        /// What is unpaid.
        base: i64,
    },
    /// The first day of a time that adds nothing.
    Frozen,
    /// The last day of such a time. Of several that overlap the last one counts.
    Thawed,
    /// From this day on nothing is added.
    Stopped,
    /// What had grown is owed no more, and nothing is added.
    Voided,
}

/// What it has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accrued {
    /// The sum, in the smallest coin.
    pub amount: i64,
    /// How many days have added to it.
    pub days: u32,
    /// The last day asked for adds nothing, because it is left out.
    pub frozen: bool,
    /// It is at its cap.
    pub capped: bool,
}

impl Share {
    /// The whole.
    pub const WHOLE: Self = Self(10_000);

    /// Reads `3 %`, `0.05 %` or `100 %`, to a hundredth of a per cent.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.strip_suffix('%')?.trim_end();
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
            return None;
        }
        let part: u32 = format!("{part:0<2}").parse().ok()?;
        let share = whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part)?;
        (1..=1_000_000).contains(&share).then_some(Self(share))
    }

    fn of(self, base: i64) -> i64 {
        let part = i128::from(base.max(0)) * i128::from(self.0) / i128::from(Self::WHOLE.0);
        i64::try_from(part).unwrap_or(i64::MAX)
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match part {
            0 => write!(f, "{whole} %"),
            part if part % 10 == 0 => write!(f, "{whole}.{} %", part / 10),
            part => write!(f, "{whole}.{part:02} %"),
        }
    }
}

impl Accrual {
    /// What it has come to at the end of a day, from facts in any order. Before it starts it is nothing.
    ///
    /// # Errors
    /// [`ClockError::OutOfRange`] beyond the bounded years.
    pub fn at(&self, facts: &[(Date, Growth)], day: Date) -> Result<Accrued, ClockError> {
        let mut grown = Accrued { amount: 0, days: 0, frozen: false, capped: false };
        let Some(first) =
            facts.iter().filter(|(_, fact)| matches!(fact, Growth::Started { .. })).map(|(on, _)| *on).min()
        else {
            return Ok(grown);
        };
        let mut from = in_range(first)?;
        while from <= in_range(day)? {
            let state = State::on(facts, from);
            if state.voided {
                return Ok(Accrued { amount: 0, days: grown.days, frozen: false, capped: false });
            }
            let until = next_change(facts, from, day)?;
            if !state.stopped && !state.frozen {
                self.grow(&mut grown, state.base, from, until)?;
            }
            grown.frozen = state.frozen && !state.stopped;
            grown.capped = state.base > 0 && grown.amount >= self.cap.of(state.base);
            from = day_after(until)?;
        }
        Ok(grown)
    }

    /// Adds the days of one stretch on one base.
    fn grow(&self, grown: &mut Accrued, base: i64, from: Date, until: Date) -> Result<(), ClockError> {
        let room = self.cap.of(base).saturating_sub(grown.amount).max(0);
        let daily = self.rate.of(base);
        if daily == 0 || room == 0 {
            return Ok(());
        }
        let span = from.until(until).map_err(|_| ClockError::OutOfRange { near: from })?;
        let days = i64::from(span.get_days()) + 1;
        grown.amount = grown.amount.saturating_add(daily.saturating_mul(days).min(room));
        let adding = days.min(room / daily + i64::from(room % daily != 0));
        grown.days = grown.days.saturating_add(u32::try_from(adding).unwrap_or(u32::MAX));
        Ok(())
    }
}

/// What holds on one day.
struct State {
    base: i64,
    frozen: bool,
    stopped: bool,
    voided: bool,
}

impl State {
    fn on(facts: &[(Date, Growth)], day: Date) -> Self {
        let mut state = Self { base: 0, frozen: false, stopped: false, voided: false };
        let mut open = 0_i32;
        let mut known = None;
        for (on, fact) in facts {
            let come = *on <= day;
            match fact {
                Growth::Started { base } | Growth::Base { base } if come && known.is_none_or(|known| known <= *on) => {
                    known = Some(*on);
                    state.base = *base;
                }
                Growth::Frozen if come => open += 1,
                // The last day of a time that is left out still belongs to it.
                Growth::Thawed if *on < day => open -= 1,
                Growth::Stopped if come => state.stopped = true,
                Growth::Voided if come => state.voided = true,
                _ => {}
            }
        }
        state.frozen = open > 0;
        state
    }
}

/// The last day of the stretch that begins on `from`, on which nothing changes, up to `day`.
fn next_change(facts: &[(Date, Growth)], from: Date, day: Date) -> Result<Date, ClockError> {
    let mut until = day;
    for (on, fact) in facts {
        let last = match fact {
            Growth::Thawed => *on,
            _ => crate::walk::day_before(*on)?,
        };
        if last >= from && last < until {
            until = last;
        }
    }
    Ok(until)
}
