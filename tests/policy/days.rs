//! Working days, counted one by one: the oracle's own counter.

use jiff::civil::{Date, Weekday};
use mingjing_model::bundle::Bundle;
use std::collections::BTreeSet;

/// The days off and the days worked that were announced; in all other years the plain week holds.
pub struct Days {
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

impl Days {
    /// Those of a bundle's calendars, which are one.
    pub fn of(bundle: &Bundle) -> Self {
        let mut days = Self { off: BTreeSet::new(), worked: BTreeSet::new() };
        for year in bundle.calendars.iter().flat_map(|calendar| calendar.years.values()) {
            for block in &year.holidays {
                let (mut day, last): (Date, Date) = (block.from.parse().unwrap(), block.to.parse().unwrap());
                while day <= last {
                    days.off.insert(day);
                    day = day.tomorrow().unwrap();
                }
            }
            days.worked.extend(year.makeup.iter().map(|day| day.parse::<Date>().unwrap()));
        }
        days
    }

    /// Working days after the first day and before the last one: those of a term that began with an act on the first day
    /// and is over on the last.
    pub fn between(&self, first: Date, last: Date) -> u32 {
        let mut count = 0;
        let mut day = first.tomorrow().unwrap();
        while day < last {
            count += u32::from(self.is_worked(day));
            day = day.tomorrow().unwrap();
        }
        count
    }

    fn is_worked(&self, day: Date) -> bool {
        let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.worked.contains(&day) || (!is_weekend && !self.off.contains(&day))
    }
}
