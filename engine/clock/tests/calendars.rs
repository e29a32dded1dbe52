//! What a calendar file may not say.

mod support;

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
fn codes_are_in_order_once_each_and_titled_in_both_languages() {
    assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
    for entry in CODES {
        assert!(entry.code.starts_with("MJ15") || entry.code.starts_with("MJ45"), "{}", entry.code);
        assert!(!entry.zh.is_empty() && !entry.en.is_empty(), "{}", entry.code);
    }
}
