//! Limits, calendars and forecasts as people read them.

use crate::{
    judge,
    stage::Stage,
    support::{client::Ask, program::PASSWORD},
};
use serde_json::{Value, json};

fn read(stage: &Stage, path: &str) -> Value {
    let answer = stage.send("wang_ban", Ask::get(path));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.json()
}

/// All items of a list, in one page.
fn items(stage: &Stage, path: &str) -> Vec<Value> {
    read(stage, path)["items"].as_array().unwrap().clone()
}

#[test]
fn a_year_of_a_calendar_tells_its_days() {
    let stage = Stage::new();
    let line = &items(&stage, "/api/v1/calendars")[0];
    assert_eq!((&line["id"], &line["region"]), (&json!("cn"), &json!("330200")));
    assert!(line["years"].as_array().unwrap().iter().any(|year| year["year"] == 2026), "{line}");
    let year = read(&stage, "/api/v1/calendars/cn/years/2026?region=330200");
    assert_eq!((&year["announced"], &year["weekend"]), (&json!(true), &json!([6, 7])));
    let mark = |day: &str| year["marks"].as_array().unwrap().iter().find(|mark| mark["day"] == day).cloned();
    let holiday = json!({"day": "2026-10-01", "kind": "holiday", "name": "国庆节", "local": false});
    assert_eq!(mark("2026-10-01"), Some(holiday));
    assert_eq!(mark("2026-01-04").unwrap()["kind"], "makeup");
    assert_eq!(mark("2026-03-02"), None);
    let sum: u64 = year["workdays"].as_array().unwrap().iter().map(|days| days.as_u64().unwrap()).sum();
    assert_eq!(sum, 248);
    let unknown = read(&stage, "/api/v1/calendars/cn/years/2031");
    assert_eq!((&unknown["announced"], &unknown["marks"]), (&json!(false), &json!([])));
}

#[test]
fn a_limit_is_counted_as_the_command_line_counts_it() {
    let stage = Stage::new();
    for (query, day, provisional) in [
        ("from=2026-03-02&limit=15%20workdays", json!("2026-03-23"), false),
        ("from=2026-01-31&limit=1%20month", json!("2026-02-28"), false),
        ("from=2026-01-31&limit=1%20month&roll=false", json!("2026-02-28"), false),
        ("from=2026-12-30&limit=10%20workdays&region=330200", json!("2027-01-13"), true),
        ("from=2026-03-02T09:30&limit=24%20hours", Value::Null, false),
    ] {
        let counted = read(&stage, &format!("/api/v1/calendars/cn/due?{query}"));
        assert_eq!((&counted["last_day"], &counted["provisional"]), (&day, &json!(provisional)), "{query}: {counted}");
        let told = &counted["explanation"];
        let lines = |language: &str| told[language].as_array().unwrap().len();
        assert_eq!((lines("zh"), lines("en")), (told["steps"].as_array().unwrap().len() + 1, lines("zh")));
    }
    let session = stage.session("wang_ban");
    for (query, status, code) in [
        ("limit=1%20day", 400, "MJ7003"),
        ("from=2026-03-02", 400, "MJ7003"),
        ("from=2.3.2026&limit=1%20day", 400, "MJ7003"),
        ("from=2026-03-02&limit=soon", 400, "MJ7003"),
        ("from=2026-03-02&limit=1%20day&region=33", 400, "MJ7003"),
        ("from=2026-03-02&limit=24%20hours", 422, "MJ4502"),
        ("from=2026-03-02&limit=9000%20years", 422, "MJ4501"),
    ] {
        judge::problem(&stage, &Ask::get(&format!("/api/v1/calendars/cn/due?{query}")).by(&session), status, code);
    }
    for year in ["1850", "soon"] {
        let ask = Ask::get(&format!("/api/v1/calendars/cn/years/{year}")).by(&session);
        judge::problem(&stage, &ask, 400, "MJ7003");
    }
}

#[test]
fn every_limit_of_the_demonstration_says_how_it_stands_and_why() {
    let stage = Stage::with_cases();
    let (mut paused, mut seen) = (0, Vec::new());
    for line in items(&stage, "/api/v1/cases?view=all&limit=200") {
        let case = read(&stage, &format!("/api/v1/cases/{}", line["id"].as_str().unwrap()));
        let clocks = case["clocks"].as_array().unwrap();
        let is_paused = clocks.iter().any(|clock| !clock["paused"].as_array().unwrap().is_empty());
        assert_eq!(line["clock_paused"], is_paused, "{line}");
        for limit in clocks.iter().flat_map(|clock| clock["limits"].as_array().unwrap()) {
            let told = &limit["explanation"];
            assert!(told["zh"].as_array().unwrap().len() == told["steps"].as_array().unwrap().len() + 1, "{limit}");
            let (state, used) = (limit["state"].as_str().unwrap(), &limit["used"]);
            assert!(used["n"].as_u64().unwrap() <= used["of"].as_u64().unwrap(), "{limit}");
            assert_eq!(limit["left"].is_null(), ["met", "missed"].contains(&state), "{limit}");
            assert_eq!(limit["left"]["over"] == true, state == "overdue", "{limit}");
            paused += u32::from(state == "paused" && limit["provisional"] == true);
            seen.push(state.to_owned());
        }
        for task in case["tasks"].as_array().unwrap() {
            assert_eq!(task["clock_paused"], is_paused, "{task}");
        }
    }
    for state in ["running", "paused", "overdue", "met"] {
        assert!(seen.iter().any(|seen| seen == state), "no limit is {state}");
    }
    assert!(paused > 0, "the day of a paused clock is provisional");
}

#[test]
fn a_forecast_names_what_turns_yellow_or_red_and_time_makes_it_true() {
    let stage = Stage::with_cases();
    let forecast = read(&stage, "/api/v1/cards/forecast");
    let coming = forecast["items"].as_array().unwrap();
    assert!(!coming.is_empty(), "the demonstration has limits that end soon");
    let at = |item: &Value, name: &str| item[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    for pair in coming.windows(2) {
        assert!(at(&pair[0], "at") <= at(&pair[1], "at"), "the earliest first");
    }
    for item in coming {
        assert!(at(item, "at") <= at(&forecast, "workdays_until"), "{item}");
        assert_eq!(item["within"] == "day", at(item, "at") <= at(&forecast, "day_until"), "{item}");
        assert_ne!(item["level"], "prompt");
    }
    assert_eq!(read(&stage, "/api/v1/cards/forecast?organ=elsewhere")["items"], json!([]));
    let until = forecast["workdays_until"].as_str().unwrap();
    let moved = stage.client.send(&Ask::post("/api/v1/test/clock", &json!({"to": until}))).unwrap();
    assert_eq!(moved.status, 200, "{}", moved.text);
    // The session has ended by then.
    let session = stage.client.log_in("wang_ban", PASSWORD).unwrap();
    for item in coming {
        let case = item["case"]["id"].as_str().unwrap();
        let shown = stage.client.send(&Ask::get(&format!("/api/v1/cases/{case}")).by(&session)).unwrap().json();
        let raised = shown["cards"].as_array().unwrap().iter().any(|card| {
            (&card["rule"]["id"], &card["about"]["id"], &card["event_at"])
                == (&item["rule"]["id"], &item["about"]["id"], &item["at"])
        });
        assert!(raised, "{item} became no card of {case}: {}", shown["cards"]);
    }
}
