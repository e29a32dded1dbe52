//! Numbers: gapless per organ, series and year, because only an accepted step consumes what it was answered.

use super::{day_of, event_time};
use crate::{
    event::Event,
    work::{Run, Work},
};
use mingjing_model::definition::SeriesIx;

/// Allots the next number of a series. The year is the organ's civil year of the day that the completing form gives for
/// its act, else of today. Returns it as printed.
///
/// # Errors
/// [`Halt::Needs`](crate::work::Halt::Needs) for the calendar and the number.
pub(crate) fn allot(work: &mut Work, series: SeriesIx) -> Run<String> {
    let def = work.def;
    let (id, pattern) = &def.series[series.index()];
    let year = day_of(event_time(work), &*work.calendar()?).year();
    let number = work.number(id, year, taken_before(work, series, year))?;
    let text = printed(pattern, year, number);
    work.emit(Event::NumberAllotted { series, year, number, text: text.clone() });
    Ok(text)
}

fn taken_before(work: &Work, wanted: SeriesIx, of: i16) -> u16 {
    let same = |event: &&Event| matches!(event, Event::NumberAllotted { series, year, .. } if *series == wanted && *year == of);
    u16::try_from(work.events().iter().filter(same).count()).unwrap_or(u16::MAX)
}

/// Fills `{year}`, `{seq}` and `{seq:0N}` (at least N digits, N from 1 to 9) in; anything else stays as filed.
fn printed(pattern: &str, year: i16, number: u64) -> String {
    let mut text = pattern.replace("{year}", &year.to_string()).replace("{seq}", &number.to_string());
    for width in 1..=9 {
        text = text.replace(&format!("{{seq:0{width}}}"), &format!("{number:0width$}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn a_number_is_printed_as_its_pattern_says() {
        for (pattern, expected) in [
            ("甬市监案〔{year}〕{seq}号", "甬市监案〔2026〕42号"),
            ("{year}-{seq:05}", "2026-00042"),
            ("{seq:01}/{seq:03}", "42/042"),
            ("plain", "plain"),
            ("{other}", "{other}"),
        ] {
            assert_eq!(printed(pattern, 2026, 42), expected);
        }
    }
}
