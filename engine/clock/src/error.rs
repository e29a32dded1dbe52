//! What can be wrong, in three places: a calendar file, the text of a limit, and arithmetic beyond the bounds.
//!
//! `Display` is English; [`message`](ClockError::message) gives both languages, and `code` the page that explains it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::explain::Lang;
use crate::limit::N_MAX;
use crate::{YEAR_MAX, YEAR_MIN};

/// Everything that is wrong with a calendar, in reading order; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarErrors(pub Vec<CalendarError>);

/// One contradiction in a calendar; `year` is the key under which the entry stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum CalendarError {
    /// The time zone is not in the IANA data.
    UnknownZone {
        /// As written.
        zone: String,
    },
    /// A text that is no day.
    ImpossibleDate {
        /// Year of the entry.
        year: i16,
        /// Place within the year, such as `holidays/春节/from`.
        entry: String,
        /// As written.
        text: String,
    },
    /// A holiday that ends before it begins.
    Reversed {
        /// Year of the entry.
        year: i16,
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
        /// Its name.
        name: String,
    },
    /// A date of another year.
    OutsideYear {
        /// Year of the entry.
        year: i16,
        /// The date.
        date: Date,
    },
    /// A day that is off and worked at once.
    HolidayAndMakeup {
        /// Year of the entry.
        year: i16,
        /// The date.
        date: Date,
        /// The holiday it belongs to.
        name: String,
    },
    /// A make-up day that would be worked anyway.
    MakeupOnWeekday {
        /// Year of the entry.
        year: i16,
        /// The date.
        date: Date,
    },
    /// A day that stands in the same list twice.
    ListedTwice {
        /// Year of the entry.
        year: i16,
        /// The date.
        date: Date,
    },
    /// A year beyond the bounds.
    YearOutOfRange {
        /// The year.
        year: i16,
    },
    /// A weekend of seven days.
    NoWorkingDay,
    /// A region whose code is not six digits.
    RegionCode {
        /// As written.
        code: String,
    },
}

/// What is wrong with a limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum LimitError {
    /// Not a number and a unit.
    Malformed {
        /// As written.
        text: String,
    },
    /// A unit that does not exist.
    UnknownUnit {
        /// As written.
        word: String,
    },
    /// A number that no limit has.
    NumberOutOfRange {
        /// As written.
        number: String,
    },
}

/// What is wrong with a cron expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum RecurrenceError {
    /// It cannot be read.
    Malformed {
        /// As written.
        text: String,
    },
    /// No day matches it.
    Never {
        /// As written.
        text: String,
    },
    /// It comes more than once a minute: what runs cases is woken once a second, and nothing of an office is so urgent.
    TooOften {
        /// As written.
        text: String,
    },
}

/// What can go wrong in counting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum ClockError {
    /// A date beyond [`YEAR_MIN`] to [`YEAR_MAX`].
    OutOfRange {
        /// The date itself, or the last one that could be reached.
        near: Date,
    },
    /// Hours were to be counted from a day.
    HoursNeedMoment,
    /// More than the whole.
    PercentOutOfRange {
        /// As given.
        percent: u8,
    },
    /// A span that ends before it begins.
    EndBeforeStart {
        /// Its start.
        start: Timestamp,
        /// Its end.
        end: Timestamp,
    },
    /// A ledger that does not begin with a start.
    NotStarted,
    /// Hours and other units cannot be counted in one limit.
    HoursMixed,
    /// An entry of a ledger that fits no entry before it, or was entered before the one before it.
    EntryOutOfPlace {
        /// Its number, from 0.
        entry: usize,
    },
}

impl CalendarError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            CalendarError::UnknownZone { .. } => "MJ1501",
            CalendarError::ImpossibleDate { .. } => "MJ1502",
            CalendarError::Reversed { .. } => "MJ1503",
            CalendarError::OutsideYear { .. } => "MJ1504",
            CalendarError::HolidayAndMakeup { .. } => "MJ1505",
            CalendarError::MakeupOnWeekday { .. } => "MJ1506",
            CalendarError::ListedTwice { .. } => "MJ1507",
            CalendarError::YearOutOfRange { .. } => "MJ1508",
            CalendarError::NoWorkingDay => "MJ1509",
            CalendarError::RegionCode { .. } => "MJ1513",
        }
    }

    /// The message in one language.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.message_zh(),
            Lang::En => self.message_en(),
        }
    }

    fn message_zh(&self) -> String {
        match self {
            CalendarError::UnknownZone { zone } => {
                format!("没有时区 `{zone}`；请写 IANA 名称，例如 `Asia/Shanghai`")
            }
            CalendarError::ImpossibleDate { year, entry, text } => {
                format!("{year} 年 {entry}：`{text}` 不是日期；请按 `YYYY-MM-DD` 书写")
            }
            CalendarError::Reversed { year, from, to, name } => {
                format!("{year} 年 `{name}`：结束日 {to} 早于开始日 {from}")
            }
            CalendarError::OutsideYear { year, date } => {
                format!("{date} 不在 {year} 年；请写到它所在的年份下")
            }
            CalendarError::HolidayAndMakeup { year, date, name } => {
                format!("{year} 年：{date} 既是 `{name}` 放假日，又是调休上班日")
            }
            CalendarError::MakeupOnWeekday { year, date } => {
                format!("{year} 年：调休上班日 {date} 本来就是工作日")
            }
            CalendarError::ListedTwice { year, date } => format!("{year} 年：{date} 重复列出"),
            CalendarError::YearOutOfRange { year } => {
                format!("年份 {year} 不在 {YEAR_MIN} 至 {YEAR_MAX} 之间")
            }
            CalendarError::RegionCode { code } => {
                format!("`{code}` 不是行政区划代码；请写六位数字，例如 `330200`")
            }
            CalendarError::NoWorkingDay => "每周七天都是休息日，没有工作日".to_owned(),
        }
    }

    fn message_en(&self) -> String {
        match self {
            CalendarError::UnknownZone { zone } => {
                format!("no time zone `{zone}`; help: write an IANA name such as `Asia/Shanghai`")
            }
            CalendarError::ImpossibleDate { year, entry, text } => {
                format!("year {year}, {entry}: `{text}` is no date; help: write `YYYY-MM-DD`")
            }
            CalendarError::Reversed { year, from, to, name } => {
                format!("year {year}, `{name}`: it ends on {to}, before it begins on {from}")
            }
            CalendarError::OutsideYear { year, date } => {
                format!("{date} is not in {year}; help: list it under its own year")
            }
            CalendarError::HolidayAndMakeup { year, date, name } => {
                format!("year {year}: {date} is both a day off of `{name}` and a make-up day")
            }
            CalendarError::MakeupOnWeekday { year, date } => {
                format!("year {year}: the make-up day {date} is a working day anyway")
            }
            CalendarError::ListedTwice { year, date } => {
                format!("year {year}: {date} is listed twice")
            }
            CalendarError::YearOutOfRange { year } => {
                format!("year {year} is not within {YEAR_MIN} to {YEAR_MAX}")
            }
            CalendarError::RegionCode { code } => {
                format!("`{code}` is no code of a region; help: write six digits such as `330200`")
            }
            CalendarError::NoWorkingDay => "the weekend has seven days, so no day is worked".to_owned(),
        }
    }
}

impl RecurrenceError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            RecurrenceError::Malformed { .. } => "MJ1515",
            RecurrenceError::Never { .. } => "MJ1516",
            RecurrenceError::TooOften { .. } => "MJ1517",
        }
    }

    /// The message in one language.
    pub fn message(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::Zh, RecurrenceError::Malformed { text }) => {
                format!("`{text}` 不是 cron 表达式；请按“秒 分 时 日 月 星期”写六项，例如 `0 0 9 * * MON-FRI`")
            }
            (Lang::En, RecurrenceError::Malformed { text }) => {
                format!(
                    "`{text}` is no cron expression; help: write the six fields second, minute, hour, day, month, weekday, as in `0 0 9 * * MON-FRI`"
                )
            }
            (Lang::Zh, RecurrenceError::Never { text }) => format!("没有任何一天符合 `{text}`"),
            (Lang::En, RecurrenceError::Never { text }) => format!("no day matches `{text}`"),
            (Lang::Zh, RecurrenceError::TooOften { text }) => {
                format!("`{text}` 一分钟内不止一次；请在秒一项只写一个数")
            }
            (Lang::En, RecurrenceError::TooOften { text }) => {
                format!("`{text}` comes more than once a minute; help: name one second only")
            }
        }
    }
}

impl LimitError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            LimitError::Malformed { .. } => "MJ1510",
            LimitError::UnknownUnit { .. } => "MJ1511",
            LimitError::NumberOutOfRange { .. } => "MJ1512",
        }
    }

    /// The message in one language.
    pub fn message(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::Zh, LimitError::Malformed { text }) => {
                format!("`{text}` 不是期限；请写 `15 workdays`、`90 days`、`3 months` 或 `PT24H`")
            }
            (Lang::En, LimitError::Malformed { text }) => {
                format!("`{text}` is no limit; help: write `15 workdays`, `90 days`, `3 months` or `PT24H`")
            }
            (Lang::Zh, LimitError::UnknownUnit { word }) => {
                format!("没有单位 `{word}`；可用 hours、days、workdays、months、years")
            }
            (Lang::En, LimitError::UnknownUnit { word }) => {
                format!("no unit `{word}`; help: use hours, days, workdays, months or years")
            }
            (Lang::Zh, LimitError::NumberOutOfRange { number }) => {
                format!("期限数 {number} 不在 1 至 {N_MAX} 之间")
            }
            (Lang::En, LimitError::NumberOutOfRange { number }) => {
                format!("the number {number} of a limit is not within 1 to {N_MAX}")
            }
        }
    }
}

impl ClockError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ClockError::OutOfRange { .. } => "MJ4501",
            ClockError::HoursNeedMoment => "MJ4502",
            ClockError::PercentOutOfRange { .. } => "MJ4503",
            ClockError::EndBeforeStart { .. } => "MJ4504",
            ClockError::NotStarted => "MJ4505",
            ClockError::HoursMixed => "MJ4506",
            ClockError::EntryOutOfPlace { .. } => "MJ4507",
        }
    }

    /// The message in one language.
    pub fn message(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::Zh, ClockError::OutOfRange { near }) => {
                format!("日期超出 {YEAR_MIN} 至 {YEAR_MAX} 年的范围（在 {near} 附近）")
            }
            (Lang::En, ClockError::OutOfRange { near }) => {
                format!("the date leaves the years {YEAR_MIN} to {YEAR_MAX} (near {near})")
            }
            (Lang::Zh, ClockError::HoursNeedMoment) => "以小时计的期限须从时刻起算，不能只给日期".to_owned(),
            (Lang::En, ClockError::HoursNeedMoment) => {
                "a limit in hours is counted from a moment, not from a day".to_owned()
            }
            (Lang::Zh, ClockError::PercentOutOfRange { percent }) => {
                format!("百分比 {percent} 大于 100")
            }
            (Lang::En, ClockError::PercentOutOfRange { percent }) => {
                format!("{percent} percent is more than the whole")
            }
            (Lang::Zh, ClockError::EndBeforeStart { start, end }) => {
                format!("结束时刻 {end} 早于开始时刻 {start}")
            }
            (Lang::En, ClockError::EndBeforeStart { start, end }) => {
                format!("the end {end} lies before the start {start}")
            }
            (Lang::Zh, ClockError::NotStarted) => "计时尚未开始".to_owned(),
            (Lang::En, ClockError::NotStarted) => "the clock has not started".to_owned(),
            (Lang::Zh, ClockError::HoursMixed) => "以小时计的期限不能与其他单位合并计算".to_owned(),
            (Lang::En, ClockError::HoursMixed) => "hours and other units cannot be counted in one limit".to_owned(),
            (Lang::Zh, ClockError::EntryOutOfPlace { entry }) => {
                format!("计时记录第 {} 条与前面的记录不符", entry + 1)
            }
            (Lang::En, ClockError::EntryOutOfPlace { entry }) => {
                format!("entry {} of the clock's ledger does not fit those before it", entry + 1)
            }
        }
    }
}

impl std::fmt::Display for CalendarErrors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (position, error) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { "\n" };
            write!(f, "{separator}{} {error}", error.code())?;
        }
        Ok(())
    }
}

impl std::error::Error for CalendarErrors {}
