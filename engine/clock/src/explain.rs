//! How a date came about, step by step, for people.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::due::Start;
use crate::limit::Unit;

/// The languages of everything that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// The derivation of one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What was counted from; for [`crate::latest_before`], the event that was counted back from.
    pub start: Start,
    /// IANA name of the zone in which moments are shown.
    pub zone: String,
    /// The rules applied, in order.
    pub steps: Vec<Step>,
}

/// One rule that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The day of the start is not counted (民法典 第二百零一条).
    StartExcluded {
        /// The day of the start.
        date: Date,
    },
    /// The day of the event is not counted either, where full days must lie before it.
    EventExcluded {
        /// The day of the event.
        date: Date,
    },
    /// Days off that do not count.
    Skipped {
        /// First day left out.
        from: Date,
        /// Last day left out.
        to: Date,
        /// Why.
        reason: Reason,
    },
    /// A weekend day that counts, because it is worked.
    MakeupCounted {
        /// The make-up day.
        date: Date,
    },
    /// The limit was counted off and ended here.
    Counted {
        /// How many.
        n: u32,
        /// Of what.
        unit: Unit,
        /// The last day, before any roll.
        to: Date,
    },
    /// The full days that must lie before an event, both ends inclusive.
    FullDays {
        /// How many.
        n: u32,
        /// Of what.
        unit: Unit,
        /// The first of them.
        from: Date,
        /// The last of them.
        to: Date,
    },
    /// Hours run from the moment, through days off.
    Elapsed {
        /// How many hours.
        n: u32,
        /// The end.
        to: Timestamp,
    },
    /// An extension was granted, counted from the start together with the limit.
    Extended {
        /// By how many.
        n: u32,
        /// Of what.
        unit: Unit,
        /// The day on which it was granted.
        on: Date,
    },
    /// An extension was granted after the limit had lapsed, and moves nothing.
    ExtendedTooLate {
        /// By how many.
        n: u32,
        /// Of what.
        unit: Unit,
        /// The day on which it was granted.
        on: Date,
        /// The last day that it would have had to be granted on.
        lapsed: Date,
    },
    /// A term in months or years was moved on by the days on which it was paused.
    MovedOn {
        /// How many days.
        days: u32,
        /// The last day, before any roll.
        to: Date,
    },
    /// A pause has not ended: the date is what it would be if the clock ran again the next day.
    StillPaused {
        /// What pauses the clock.
        by: Title,
        /// The first paused day.
        since: Date,
        /// The day up to which it is counted.
        until: Date,
    },
    /// The month has no corresponding day, so the term ends with the month (民法典 第二百零二条).
    MonthEnd {
        /// The last day of that month.
        date: Date,
    },
    /// The last day was a day off and moved to the next working day (民法典 第二百零三条).
    Rolled {
        /// The last day by counting.
        from: Date,
        /// The last day in law.
        to: Date,
        /// What kind of day off it was.
        reason: Reason,
    },
    /// The schedule of a year it depends on is not published: the date is provisional.
    UnknownYear {
        /// The year.
        year: i16,
    },
    /// The calendar that was used.
    Calendar {
        /// Its name.
        id: String,
        /// Its version.
        version: String,
    },
    /// The file holds the last day: nothing is counted.
    Held {
        /// That day.
        to: Date,
    },
}

/// Why a day is off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A weekly day off.
    Weekend,
    /// A day off by notice.
    Holiday {
        /// Name of the holiday.
        name: String,
    },
    /// The clock was paused.
    Paused {
        /// By what; several pauses that overlap leave a day out once.
        by: Vec<Title>,
    },
}

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Title {
    fn render(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Explanation {
    /// The derivation as text, a line a step.
    pub fn render(&self, lang: Lang) -> String {
        self.lines(lang).join("\n")
    }

    /// The derivation as sentences: the start, then a sentence a step.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let start = match self.start {
            Start::On(date) => day(date, lang),
            Start::At(at) => self.moment(at, lang),
        };
        let first = match lang {
            Lang::Zh => format!("起点：{start}。"),
            Lang::En => format!("Counted from {start}."),
        };
        let steps = self.steps.iter().map(|step| match lang {
            Lang::Zh => self.step_zh(step),
            Lang::En => self.step_en(step),
        });
        std::iter::once(first).chain(steps).collect()
    }

    fn step_zh(&self, step: &Step) -> String {
        let d = |date: &Date| day(*date, Lang::Zh);
        match step {
            Step::StartExcluded { date } => format!("开始的当日{}不计入。", d(date)),
            Step::EventExcluded { date } => format!("事件当日{}不计入。", d(date)),
            Step::Skipped { from, to, reason } => {
                format!("{}为{}，不计入。", span(*from, *to, Lang::Zh), reason.render(Lang::Zh))
            }
            Step::MakeupCounted { date } => format!("{}为调休上班日，计入。", d(date)),
            Step::Counted { n, unit, to } => {
                format!("{}至{}届满。", unit.count(*n, Lang::Zh), d(to))
            }
            Step::FullDays { n, unit, from, to } => {
                format!("中间须有完整的{}：{}。", unit.count(*n, Lang::Zh), span(*from, *to, Lang::Zh))
            }
            Step::Elapsed { n, to } => {
                format!(
                    "{}从开始的时刻连续计算，至{}届满。",
                    Unit::Hours.count(*n, Lang::Zh),
                    self.moment(*to, Lang::Zh)
                )
            }
            Step::Extended { n, unit, on } => {
                format!("{}批准延长{}，从起点合并计算。", d(on), unit.count(*n, Lang::Zh))
            }
            Step::ExtendedTooLate { n, unit, on, lapsed } => {
                format!("{}批准延长{}，期限已于{}届满，不再延长。", d(on), unit.count(*n, Lang::Zh), d(lapsed))
            }
            Step::MovedOn { days, to } => format!("扣除的{days}日顺加，至{}届满。", d(to)),
            Step::StillPaused { by, since, until } => {
                format!("{}自{}起扣除，尚未结束，暂计至{}。", by.render(Lang::Zh), d(since), d(until))
            }
            Step::MonthEnd { date } => format!("当月没有对应日，以月末日{}为最后一日。", d(date)),
            Step::Rolled { from, to, reason } => {
                format!("最后一日{}为{}，顺延至{}。", d(from), reason.render(Lang::Zh), d(to))
            }
            Step::UnknownYear { year } => format!("{year}年节假日安排尚未公布，日期为暂定。"),
            Step::Calendar { id, version } => format!("日历{id}，版本{version}。"),
            Step::Held { to } => format!("案卷记载的期满日为{}，不顺延。", d(to)),
        }
    }

    fn step_en(&self, step: &Step) -> String {
        let d = |date: &Date| day(*date, Lang::En);
        match step {
            Step::StartExcluded { date } => format!("The first day, {}, does not count.", d(date)),
            Step::EventExcluded { date } => {
                format!("The day of the event, {}, does not count.", d(date))
            }
            Step::Skipped { from, to, reason } => {
                format!("Left out: {}, {}.", span(*from, *to, Lang::En), reason.render(Lang::En))
            }
            Step::MakeupCounted { date } => format!("Counted: {}, a make-up working day.", d(date)),
            Step::Counted { n, unit, to } => {
                format!("{} end on {}.", unit.count(*n, Lang::En), d(to))
            }
            Step::FullDays { n, unit, from, to } => {
                format!("In full between: {}, {}.", unit.count(*n, Lang::En), span(*from, *to, Lang::En))
            }
            Step::Elapsed { n, to } => {
                format!("{} run from the moment, to {}.", Unit::Hours.count(*n, Lang::En), self.moment(*to, Lang::En))
            }
            Step::Extended { n, unit, on } => {
                format!("Extended by {} on {}, counted from the start.", unit.count(*n, Lang::En), d(on))
            }
            Step::ExtendedTooLate { n, unit, on, lapsed } => format!(
                "The extension by {} of {} came after the last day, {}, and moves nothing.",
                unit.count(*n, Lang::En),
                d(on),
                d(lapsed)
            ),
            Step::MovedOn { days, to } => {
                format!("Moved on by the {} that were left out, to {}.", Unit::Days.count(*days, Lang::En), d(to))
            }
            Step::StillPaused { by, since, until } => format!(
                "{} has paused it since {} and goes on; counted up to {}.",
                by.render(Lang::En),
                d(since),
                d(until)
            ),
            Step::MonthEnd { date } => format!("The month has no such day; it ends with the month on {}.", d(date)),
            Step::Rolled { from, to, reason } => {
                format!("The last day, {}, is off ({}); it moves to {}.", d(from), reason.render(Lang::En), d(to))
            }
            Step::UnknownYear { year } => {
                format!("The holidays of {year} are not published yet: the date is provisional.")
            }
            Step::Calendar { id, version } => format!("Calendar {id}, version {version}."),
            Step::Held { to } => format!("The file holds the last day, {}; it does not move.", d(to)),
        }
    }

    fn moment(&self, at: Timestamp, lang: Lang) -> String {
        // The zone came from a calendar and is known; an explanation of elsewhere is still readable in UTC.
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let local = zone.to_datetime(at);
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        format!("{} {time}", day(local.date(), lang))
    }
}

impl Reason {
    /// The reason in words.
    pub fn render(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::Zh, Reason::Weekend) => "休息日".to_owned(),
            (Lang::En, Reason::Weekend) => "weekend".to_owned(),
            (Lang::Zh, Reason::Holiday { name }) => format!("{name}放假"),
            (Lang::En, Reason::Holiday { name }) => format!("holiday {name}"),
            (Lang::Zh, Reason::Paused { by }) => format!("扣除期间（{}）", titles(by, lang, "、")),
            (Lang::En, Reason::Paused { by }) => format!("paused by {}", titles(by, lang, ", ")),
        }
    }
}

fn titles(by: &[Title], lang: Lang, separator: &str) -> String {
    by.iter().map(|title| title.render(lang)).collect::<Vec<_>>().join(separator)
}

fn span(from: Date, to: Date, lang: Lang) -> String {
    match lang {
        _ if from == to => day(from, lang),
        Lang::Zh => format!("{}至{}", day(from, lang), day(to, lang)),
        Lang::En => format!("{} to {}", day(from, lang), day(to, lang)),
    }
}

fn day(date: Date, lang: Lang) -> String {
    let (zh, en) = match date.weekday() {
        Weekday::Monday => ("周一", "Mon"),
        Weekday::Tuesday => ("周二", "Tue"),
        Weekday::Wednesday => ("周三", "Wed"),
        Weekday::Thursday => ("周四", "Thu"),
        Weekday::Friday => ("周五", "Fri"),
        Weekday::Saturday => ("周六", "Sat"),
        Weekday::Sunday => ("周日", "Sun"),
    };
    match lang {
        Lang::Zh => format!("{}年{}月{}日（{zh}）", date.year(), date.month(), date.day()),
        Lang::En => format!("{date} ({en})"),
    }
}
