//! What a calendar file may not say.

mod support;

use jiff::civil::date;
use mingjing_clock::{CODES, Lang};
use support::calendar_from;

fn codes_of(years: &str) -> Vec<&'static str> {
    let yaml = format!("{{calendar: x, version: '1', timezone: Asia/Shanghai, weekend: [sat, sun], years: {years}}}");
    match calendar_from(&yaml) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.0.iter().map(|error| error.code()).collect(),
    }
}

#[test]
fn each_contradiction_has_its_code() {
    let cases: [(&str, &[&str]); 9] = [
        ("{2026: {notice: n, issued: 2025-11-04, makeup: [2026-01-04]}}", &[]),
        ("{2026: {notice: n, holidays: [{from: 2026-02-30, to: 2026-03-01, name: a}]}}", &["MJ1502"]),
        ("{2026: {notice: n, makeup: [20260104]}}", &["MJ1502"]),
        ("{2026: {notice: n, holidays: [{from: 2026-03-02, to: 2026-03-01, name: a}]}}", &["MJ1503"]),
        (
            "{2026: {notice: n, makeup: [2025-01-04], holidays: [{from: 2026-12-31, to: 2027-01-01, name: a}]}}",
            &["MJ1504", "MJ1504"],
        ),
        (
            "{2026: {notice: n, makeup: [2026-01-04], holidays: [{from: 2026-01-03, to: 2026-01-04, name: a}]}}",
            &["MJ1505"],
        ),
        ("{2026: {notice: n, makeup: [2026-01-05]}}", &["MJ1506"]),
        ("{2026: {notice: n, makeup: [2026-01-04, 2026-01-04]}}", &["MJ1507"]),
        ("{1899: {notice: n}, 2201: {notice: n}}", &["MJ1508", "MJ1508"]),
    ];
    for (years, expected) in cases {
        assert_eq!(codes_of(years), expected, "{years}");
    }
}

#[test]
fn all_faults_of_a_file_come_at_once_and_name_their_entries() {
    let errors = calendar_from(
        "calendar: x\nversion: '1'\ntimezone: Asia/Nowhere\nweekend: [mon, tue, wed, thu, fri, sat, sun]\n\
         years: {2026: {notice: n, issued: never, holidays: [{from: 2026-02-30, to: 2026-03-01, name: 春节}]}}",
    )
    .unwrap_err();
    assert_eq!(
        errors.to_string(),
        "MJ1502 year 2026, issued: `never` is no date; help: write `YYYY-MM-DD`\n\
         MJ1502 year 2026, holidays/春节/from: `2026-02-30` is no date; help: write `YYYY-MM-DD`\n\
         MJ1501 no time zone `Asia/Nowhere`; help: write an IANA name such as `Asia/Shanghai`\n\
         MJ1509 the weekend has seven days, so no day is worked"
    );
    assert_eq!(errors.0[3].message(Lang::Zh), "每周七天都是休息日，没有工作日");
}

#[test]
fn exceptions_of_a_region_hold_in_it_and_within_it_and_nowhere_else() {
    let calendar = calendar_from(
        "calendar: x
version: '1'
timezone: Asia/Shanghai
weekend: [sat, sun]
years: {2026: {notice: n, makeup: [2026-08-01]}}
regions:
  '330200': {2026: {notice: n, holidays: [{from: 2026-07-30, to: 2026-08-01, name: 台风}]}}
  '330225': {2026: {notice: n, makeup: [2026-08-02], holidays: [{from: 2026-07-29, to: 2026-07-29, name: 台风}]}}",
    )
    .unwrap();
    let off = |region: &str| {
        let local = calendar.in_region(region);
        (28..=31)
            .map(|day| date(2026, 7, day))
            .chain((1..=2).map(|day| date(2026, 8, day)))
            .filter(|day| !local.is_workday(*day))
            .count()
    };
    assert_eq!(off("330100"), 1, "another city: the Sunday");
    assert_eq!(off("330203"), 4, "a district of the city: three days closed, one of them the make-up Saturday");
    assert_eq!(off("330225"), 4, "the county: a day more, and a Sunday worked");
    assert!(calendar.in_region("330225").is_workday(date(2026, 8, 2)));
    let bad = "{calendar: x, version: '1', timezone: Asia/Shanghai, weekend: [sat, sun], years: {}, \
               regions: {'3302': {2026: {notice: n, makeup: [2026-01-05]}}}}";
    let codes: Vec<_> = calendar_from(bad).unwrap_err().0.iter().map(|error| error.code()).collect();
    assert_eq!(codes, ["MJ1513", "MJ1506"]);
}

#[test]
fn codes_are_in_order_once_each_and_titled_in_both_languages() {
    assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
    for entry in CODES {
        assert!(entry.code.starts_with("MJ15") || entry.code.starts_with("MJ45"), "{}", entry.code);
        assert!(!entry.zh.is_empty() && !entry.en.is_empty(), "{}", entry.code);
    }
}
