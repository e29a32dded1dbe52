//! Clocks that were paused, extended, corrected and started anew.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod support;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use mingjing_clock::{ClockError, ClockState, Entry, Fact, Lang, Ledger, Limit, Start, Step, Term, Title, Unit};
use proptest::prelude::*;
use support::cn;
use support::naive::{NaiveCalendar, NaiveDay, calendars, limits, starts};

fn entered(n: usize) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + n as i64).unwrap()
}

fn title(n: usize) -> Title {
    let (zh, en) = [("检测", "Testing"), ("听证", "Hearing"), ("中止", "Suspension")][n % 3];
    Title { zh: zh.to_owned(), en: en.to_owned() }
}

/// A ledger of facts by day, each entered after the one before.
fn ledger(start: Date, facts: &[(Fact, Date)]) -> Ledger {
    let mut ledger = Ledger::started(Start::On(start), entered(0));
    for (n, (fact, day)) in facts.iter().enumerate() {
        ledger.add(Entry { fact: fact.clone(), at: Start::On(*day), entered_at: entered(n + 1) }).unwrap();
    }
    ledger
}

fn paused(n: usize) -> Fact {
    Fact::Paused { by: title(n) }
}

fn days(n: u32) -> Fact {
    Fact::Extended { by: Term { n, unit: Unit::Days } }
}

fn ninety() -> Limit {
    "90 days".parse().unwrap()
}

const LATER: Date = date(2027, 12, 31);

#[test]
fn overlapping_pauses_are_left_out_once() {
    // Testing from 20 March to 18 April and a hearing from 10 to 30 April: 42 days, not 51.
    let ledger = ledger(
        date(2026, 3, 2),
        &[
            (paused(0), date(2026, 3, 20)),
            (Fact::Resumed { pause: 1 }, date(2026, 4, 18)),
            (paused(1), date(2026, 4, 10)),
            (Fact::Resumed { pause: 3 }, date(2026, 4, 30)),
        ],
    );
    let due = ledger.due(&ninety(), &cn(), LATER).unwrap();
    assert_eq!(due.last_day, Some(date(2026, 7, 13)));
    assert!(!due.provisional);
    let lines = due.explanation.lines(Lang::Zh).join("\n");
    begins(
        &lines,
        &[
            "起点：2026年3月2日（周一）。",
            "开始的当日2026年3月2日（周一）不计入。",
            "2026年3月20日（周五）至2026年4月9日（周四）为扣除期间（检测），不计入。",
            "2026年4月10日（周五）至2026年4月18日（周六）为扣除期间（检测、听证），不计入。",
            "2026年4月19日（周日）至2026年4月30日（周四）为扣除期间（听证），不计入。",
            "90日至2026年7月12日（周日）届满。",
            "最后一日2026年7月12日（周日）为休息日，顺延至2026年7月13日（周一）。",
            "日历cn，版本",
        ],
    );
}

#[track_caller]
fn begins(lines: &str, wanted: &[&str]) {
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), wanted.len(), "{lines:#?}");
    for (line, wanted) in lines.iter().zip(wanted) {
        assert!(line.starts_with(wanted), "{line} is not {wanted}");
    }
}

#[test]
fn an_extension_is_counted_from_the_start_and_one_that_came_late_moves_nothing() {
    let start = date(2026, 7, 5);
    let in_time = ledger(start, &[(days(30), date(2026, 10, 8))]);
    let due = in_time.due(&ninety(), &cn(), LATER).unwrap();
    assert_eq!(due.last_day, Some(date(2026, 11, 2)), "120 days from the start, rolled once");
    assert_eq!(in_time.promised(&ninety(), &cn(), LATER).unwrap().last_day, Some(date(2026, 10, 8)));
    let late = ledger(start, &[(days(30), date(2026, 10, 9))]);
    let due = late.due(&ninety(), &cn(), LATER).unwrap();
    assert_eq!(due.last_day, Some(date(2026, 10, 8)));
    assert!(due.explanation.steps.iter().any(|step| matches!(step, Step::ExtendedTooLate { .. })));
    assert!(due.explanation.render(Lang::En).contains("came after the last day, 2026-10-08 (Thu), and moves nothing"));
}

#[test]
fn a_pause_that_goes_on_makes_the_date_provisional_and_the_clock_paused() {
    let ledger = ledger(date(2026, 3, 2), &[(paused(2), date(2026, 3, 20))]);
    let due = ledger.due(&ninety(), &cn(), date(2026, 3, 29)).unwrap();
    assert_eq!((due.last_day, due.provisional), (Some(date(2026, 6, 10)), true), "ten days later than 31 May");
    assert_eq!(ledger.state(&cn(), date(2026, 3, 29)), Ok(ClockState::Paused));
    assert_eq!(ledger.state(&cn(), date(2026, 3, 19)), Ok(ClockState::Running));
    assert!(
        due.explanation
            .render(Lang::Zh)
            .contains("中止自2026年3月20日（周五）起扣除，尚未结束，暂计至2026年3月29日（周日）。")
    );
}

#[test]
fn months_are_moved_on_by_the_days_left_out() {
    let three: Limit = "3 months".parse().unwrap();
    let ledger =
        ledger(date(2025, 11, 30), &[(paused(0), date(2026, 2, 27)), (Fact::Resumed { pause: 1 }, date(2026, 3, 5))]);
    let due = ledger.due(&three, &cn(), LATER).unwrap();
    // 28 February is the month's end; 27 and 28 were left out, and the clock ran again from the 6th of March.
    assert_eq!(due.last_day, Some(date(2026, 3, 9)), "Saturday 7 March rolls to Monday");
}

#[test]
fn a_late_fact_moves_what_should_have_moved_and_both_dates_can_be_shown() {
    let mut ledger =
        ledger(date(2026, 3, 2), &[(paused(0), date(2026, 3, 20)), (Fact::Resumed { pause: 1 }, date(2026, 3, 29))]);
    let corrected =
        Entry { fact: Fact::Corrected { entry: 2 }, at: Start::On(date(2026, 4, 8)), entered_at: entered(9) };
    ledger.add(corrected).unwrap();
    let last = |ledger: &Ledger| ledger.due(&ninety(), &cn(), LATER).unwrap().last_day.unwrap();
    assert_eq!(last(&ledger.known_at(entered(8)).unwrap()), date(2026, 6, 10));
    assert_eq!(last(&ledger), date(2026, 6, 22), "Saturday 20 June and the dragon boat festival");
    let withdrawn =
        Entry { fact: Fact::Withdrawn { entry: 1 }, at: Start::On(date(2026, 4, 9)), entered_at: entered(10) };
    ledger.add(withdrawn).unwrap();
    assert_eq!(last(&ledger), date(2026, 6, 1), "as if never paused: Sunday 31 May rolls");
    assert_eq!(ledger.known_at(entered(0) - jiff::SignedDuration::from_secs(1)), None);
}

#[test]
fn hours_never_pause() {
    let day: Limit = "24 hours".parse().unwrap();
    let at = "2026-10-01T18:00:00+08:00".parse().unwrap();
    let mut ledger = Ledger::started(Start::At(at), at);
    ledger.add(Entry { fact: paused(0), at: Start::At(at), entered_at: at }).unwrap();
    let due = ledger.due(&day, &cn(), date(2026, 10, 9)).unwrap();
    assert_eq!((due.last_day, due.lapses_at), (None, "2026-10-02T18:00:00+08:00".parse().unwrap()));
    let used = ledger.used(&day, &due, &cn(), "2026-10-02T03:30:00+08:00".parse().unwrap()).unwrap();
    assert_eq!((used.n, used.of, used.unit), (9, 24, Unit::Hours));
    assert!(due.is_met(Start::At("2026-10-02T17:59:59+08:00".parse().unwrap()), &cn()).unwrap());
    assert!(!due.is_met(Start::At(due.lapses_at), &cn()).unwrap());
    ledger.add(Entry { fact: days(1), at: Start::At(at), entered_at: at }).unwrap();
    assert_eq!(ledger.due(&day, &cn(), LATER), Err(ClockError::HoursMixed));
}

#[test]
fn an_entry_must_fit_those_before_it() {
    let day = date(2026, 3, 2);
    let fresh = || ledger(day, &[(paused(0), day), (Fact::Resumed { pause: 1 }, day)]);
    let bad = [
        Fact::Resumed { pause: 1 },
        Fact::Resumed { pause: 0 },
        Fact::Resumed { pause: 9 },
        Fact::Corrected { entry: 9 },
        Fact::Withdrawn { entry: 0 },
    ];
    for fact in bad {
        let entry = Entry { fact: fact.clone(), at: Start::On(day), entered_at: entered(9) };
        assert_eq!(fresh().add(entry), Err(ClockError::EntryOutOfPlace { entry: 3 }), "{fact:?}");
    }
    let early = Entry { fact: Fact::Stopped, at: Start::On(day), entered_at: entered(1) };
    assert_eq!(fresh().add(early), Err(ClockError::EntryOutOfPlace { entry: 3 }));
    let entries: Vec<Entry> = fresh().into();
    assert_eq!(Ledger::try_from(entries[1..].to_vec()), Err(ClockError::NotStarted));
    assert_eq!(Ledger::try_from(entries), Ok(fresh()));
}

/// A fact as the naive calculator keeps it.
#[derive(Debug, Clone)]
struct NaiveFact {
    fact: Fact,
    day: NaiveDay,
    withdrawn: bool,
}

/// One thing that happens: what, by numbers to be fitted, and a day.
type Op = (u8, usize, u32, Date);

fn ops() -> impl Strategy<Value = Vec<Op>> {
    prop::collection::vec((0u8..12, 0usize..20, 1u32..60, starts_near()), 0..14)
}

fn starts_near() -> impl Strategy<Value = Date> {
    (0i64..500).prop_map(|after| date(2024, 1, 1).checked_add(jiff::Span::new().days(after)).unwrap())
}

/// The same facts for both calculators.
fn both(start: Date, ops: &[Op]) -> (Ledger, Vec<NaiveFact>) {
    let mut ledger = Ledger::started(Start::On(start), entered(0));
    let mut naive = vec![NaiveFact { fact: Fact::Started, day: NaiveDay::of(start), withdrawn: false }];
    for (n, &(kind, which, amount, day)) in ops.iter().enumerate() {
        let which = which % naive.len();
        let fact = match kind {
            0..=3 => paused(which),
            4 | 5 => Fact::Resumed { pause: which },
            6 => Fact::Extended { by: Term { n: amount, unit: [Unit::Days, Unit::Workdays, Unit::Months][which % 3] } },
            7 => days(amount),
            8 => Fact::Corrected { entry: which },
            9 => Fact::Withdrawn { entry: which },
            10 => Fact::Started,
            _ => Fact::Recalculated { was: None, calendar: "1".to_owned() },
        };
        if ledger.add(Entry { fact: fact.clone(), at: Start::On(day), entered_at: entered(n + 1) }).is_err() {
            continue;
        }
        match fact {
            Fact::Corrected { entry } => naive[entry].day = NaiveDay::of(day),
            Fact::Withdrawn { entry } => naive[entry].withdrawn = true,
            _ => {}
        }
        naive.push(NaiveFact { fact, day: NaiveDay::of(day), withdrawn: false });
    }
    (ledger, naive)
}

/// The last day by counting day by day, and whether a pause goes on.
fn naive_due(facts: &[NaiveFact], limit: Limit, calendar: &NaiveCalendar, as_of: NaiveDay) -> (NaiveDay, bool) {
    let starts = facts.iter().enumerate().filter(|(_, fact)| fact.fact == Fact::Started && !fact.withdrawn);
    let start = starts.map(|(n, fact)| (fact.day, n)).max().unwrap();
    let mut pauses = Vec::new();
    let mut goes_on = false;
    for (n, fact) in facts.iter().enumerate() {
        if !matches!(fact.fact, Fact::Paused { .. }) || fact.withdrawn {
            continue;
        }
        let end = facts.iter().find(|end| end.fact == Fact::Resumed { pause: n } && !end.withdrawn);
        goes_on |= end.is_none() && fact.day <= as_of;
        pauses.push((fact.day, end.map_or(as_of, |end| end.day)));
    }
    let is_paused = |day: NaiveDay| pauses.iter().any(|(first, last)| *first <= day && day <= *last);
    let mut granted: Vec<(NaiveDay, usize, Term)> = Vec::new();
    for (n, fact) in facts.iter().enumerate() {
        if let Fact::Extended { by } = fact.fact
            && !fact.withdrawn
            && (fact.day, n) > start
        {
            granted.push((fact.day, n, by));
        }
    }
    granted.sort_by_key(|(day, n, _)| (*day, *n));
    let count = |terms: &[Term]| {
        let mut day = start.0;
        for term in terms {
            day = naive_term(day, *term, calendar, is_paused);
        }
        while limit.roll && (!calendar.is_workday(day) || is_paused(day)) {
            day = day.next();
        }
        day
    };
    let mut terms = vec![Term { n: limit.n, unit: limit.unit }];
    for (day, _, by) in granted {
        if day <= count(&terms) {
            let family = |unit: Unit| if unit == Unit::Years { Unit::Months } else { unit };
            let months = |term: Term| if term.unit == Unit::Years { term.n * 12 } else { term.n };
            match terms.iter_mut().find(|term| family(term.unit) == family(by.unit)) {
                Some(term) if term.unit == by.unit => term.n += by.n,
                Some(term) => *term = Term { n: months(*term) + months(by), unit: Unit::Months },
                None => terms.push(by),
            }
        }
    }
    (count(&terms), goes_on)
}

fn naive_term(from: NaiveDay, term: Term, calendar: &NaiveCalendar, is_paused: impl Fn(NaiveDay) -> bool) -> NaiveDay {
    let mut day = from;
    let mut left = term.n;
    if matches!(term.unit, Unit::Months | Unit::Years) {
        let end = from.months_later(if term.unit == Unit::Years { term.n * 12 } else { term.n });
        left = 0;
        while day < end {
            day = day.next();
            left += u32::from(is_paused(day));
        }
    }
    while left > 0 {
        day = day.next();
        let counts = term.unit != Unit::Workdays || calendar.is_workday(day);
        left -= u32::from(counts && !is_paused(day));
    }
    day
}

proptest! {
    #[test]
    fn any_history_gives_the_day_that_counting_day_by_day_gives(
        (calendar, naive) in calendars(), start in starts_near(), limit in limits(), ops in ops(), as_of in starts_near(),
    ) {
        let (ledger, facts) = both(start, &ops);
        let due = ledger.due(&limit, &calendar, as_of).unwrap();
        let (last, goes_on) = naive_due(&facts, limit, &naive, NaiveDay::of(as_of));
        prop_assert_eq!(due.last_day.map(NaiveDay::of), Some(last));
        prop_assert!(due.provisional || !goes_on);
        let whole = ledger.used(&limit, &due, &calendar, due.lapses_at).unwrap();
        prop_assert_eq!(whole.n, whole.of);
        prop_assert!(due.is_met(Start::On(due.last_day.unwrap()), &calendar).unwrap());
        prop_assert!(!due.is_met(Start::At(due.lapses_at), &calendar).unwrap());
    }

    #[test]
    fn a_ledger_survives_being_stored((_, _) in calendars(), start in starts(), ops in ops()) {
        let (ledger, _) = both(start, &ops);
        let text = serde_yaml::to_string(&ledger).unwrap();
        prop_assert_eq!(serde_yaml::from_str::<Ledger>(&text).unwrap(), ledger);
    }
}
