//! The text and stored forms of a limit.

use mingjing_clock::{Lang, Limit, LimitError, Unit};

#[test]
fn every_spelling_of_a_limit_is_read() {
    let cases = [
        ("15 workdays", 15, Unit::Workdays, false, "15 workdays", "15个工作日"),
        ("1 workday", 1, Unit::Workdays, false, "1 workday", "1个工作日"),
        ("90 days", 90, Unit::Days, true, "90 days", "90日"),
        ("P90D", 90, Unit::Days, true, "90 days", "90日"),
        ("3 months", 3, Unit::Months, true, "3 months", "3个月"),
        ("P3M", 3, Unit::Months, true, "3 months", "3个月"),
        ("24 hours", 24, Unit::Hours, false, "24 hours", "24小时"),
        ("PT24H", 24, Unit::Hours, false, "24 hours", "24小时"),
        ("2 years", 2, Unit::Years, true, "2 years", "2年"),
        ("P1Y", 1, Unit::Years, true, "1 year", "1年"),
        ("10000 day", 10_000, Unit::Days, true, "10000 days", "10000日"),
    ];
    for (text, n, unit, roll, shown, zh) in cases {
        let limit: Limit = text.parse().unwrap();
        assert_eq!(limit, Limit { n, unit, roll }, "{text}");
        assert_eq!(limit.to_string(), shown);
        assert_eq!(limit.render(Lang::Zh), zh);
        assert_eq!(shown.parse(), Ok(limit));
    }
}

#[test]
fn what_is_no_limit_is_refused_with_its_code() {
    let cases = [
        ("", "MJ1510"),
        ("15", "MJ1510"),
        ("15workdays", "MJ1510"),
        ("-3 days", "MJ1510"),
        ("+3 days", "MJ1510"),
        ("1.5 days", "MJ1510"),
        ("3  days", "MJ1511"),
        ("P", "MJ1510"),
        ("PT", "MJ1510"),
        ("PD", "MJ1510"),
        ("P3", "MJ1510"),
        ("P1Y6M", "MJ1510"),
        ("PT30M", "MJ1510"),
        ("P3日", "MJ1510"),
        ("三 days", "MJ1510"),
        ("3 weeks", "MJ1511"),
        ("3 daysss", "MJ1511"),
        ("3 Days", "MJ1511"),
        ("0 days", "MJ1512"),
        ("10001 days", "MJ1512"),
        ("99999999999 days", "MJ1512"),
        ("P0D", "MJ1512"),
    ];
    for (text, code) in cases {
        assert_eq!(text.parse::<Limit>().map_err(|error| error.code()), Err(code), "{text:?}");
    }
}

#[test]
fn a_stored_limit_keeps_whether_it_rolls() {
    let seizure = Limit::new(30, Unit::Days).unwrap().without_roll();
    let stored = serde_yaml::to_string(&seizure).unwrap();
    assert_eq!(serde_yaml::from_str::<Limit>(&stored).unwrap(), seizure);
    assert_eq!(serde_yaml::from_str::<Limit>("{n: 90, unit: days}").unwrap(), Limit::new(90, Unit::Days).unwrap());
    let workdays: Limit = serde_yaml::from_str("{n: 5, unit: workdays, roll: true}").unwrap();
    assert!(!workdays.roll, "working days never end on a day off");
    assert!(serde_yaml::from_str::<Limit>("{n: 0, unit: days}").is_err());
}

#[test]
fn a_refusal_says_what_to_write() {
    let error = LimitError::UnknownUnit { word: "weeks".to_owned() };
    assert_eq!(error.to_string(), "no unit `weeks`; help: use hours, days, workdays, months or years");
    assert_eq!(error.message(Lang::Zh), "没有单位 `weeks`；可用 hours、days、workdays、months、years");
}
