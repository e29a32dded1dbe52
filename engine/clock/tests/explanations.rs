//! A date explains itself.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod support;

use jiff::civil::date;
use mingjing_clock::{Explanation, Lang, Limit, due, due_at, latest_before};
use support::cn;

fn limit(text: &str) -> Limit {
    text.parse().unwrap()
}

#[test]
fn working_days_across_the_spring_festival_are_told_run_by_run() {
    let found = due(date(2026, 2, 12), &limit("7 workdays"), &cn()).unwrap();
    let zh = "\
起点：2026年2月12日（周四）。
开始的当日2026年2月12日（周四）不计入。
2026年2月14日（周六）为调休上班日，计入。
2026年2月15日（周日）至2026年2月23日（周一）为春节放假，不计入。
2026年2月28日（周六）为调休上班日，计入。
7个工作日至2026年2月28日（周六）届满。
日历cn，版本2026.1。";
    assert_eq!(found.explanation.render(Lang::Zh), zh);
    let en = "\
Counted from 2026-02-12 (Thu).
The first day, 2026-02-12 (Thu), does not count.
Counted: 2026-02-14 (Sat), a make-up working day.
Left out: 2026-02-15 (Sun) to 2026-02-23 (Mon), holiday 春节.
Counted: 2026-02-28 (Sat), a make-up working day.
7 workdays end on 2026-02-28 (Sat).
Calendar cn, version 2026.1.";
    assert_eq!(found.explanation.render(Lang::En), en);
}

#[test]
fn month_end_roll_and_unknown_year_are_told() {
    let found = due(date(2026, 11, 30), &limit("3 months"), &cn()).unwrap();
    let zh = "\
起点：2026年11月30日（周一）。
开始的当日2026年11月30日（周一）不计入。
当月没有对应日，以月末日2027年2月28日（周日）为最后一日。
3个月至2027年2月28日（周日）届满。
最后一日2027年2月28日（周日）为休息日，顺延至2027年3月1日（周一）。
2027年节假日安排尚未公布，日期为暂定。
日历cn，版本2026.1。";
    assert_eq!(found.explanation.render(Lang::Zh), zh);
    assert!(found.provisional);
}

#[test]
fn full_days_before_an_event_are_told_backwards() {
    let found = latest_before(date(2026, 10, 20), &limit("7 workdays"), &cn()).unwrap();
    let en = "\
Counted from 2026-10-20 (Tue).
The day of the event, 2026-10-20 (Tue), does not count.
Left out: 2026-10-17 (Sat) to 2026-10-18 (Sun), weekend.
Left out: 2026-10-11 (Sun), weekend.
Counted: 2026-10-10 (Sat), a make-up working day.
In full between: 7 workdays, 2026-10-10 (Sat) to 2026-10-19 (Mon).
Calendar cn, version 2026.1.";
    assert_eq!(found.explanation.render(Lang::En), en);
}

#[test]
fn hours_are_told_in_the_zone_of_the_calendar() {
    let found = due_at("2026-02-14T20:15:00Z".parse().unwrap(), &limit("24 hours"), &cn()).unwrap();
    let zh = "\
起点：2026年2月15日（周日） 04:15。
24小时从开始的时刻连续计算，至2026年2月16日（周一） 04:15届满。";
    assert_eq!(found.explanation.render(Lang::Zh), zh);
}

#[test]
fn an_explanation_survives_storage() {
    let found = due(date(2026, 7, 5), &limit("90 days"), &cn()).unwrap();
    let stored = serde_yaml::to_string(&found.explanation).unwrap();
    assert_eq!(serde_yaml::from_str::<Explanation>(&stored).unwrap(), found.explanation);
}
