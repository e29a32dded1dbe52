//! Bodies spoilt by chance: whatever is sent, the answer is fine or a complete problem, never a fault of ours.

use crate::{
    judge,
    routes::{Named, ROUTES},
    stage::Stage,
    support::chance::Chance,
};
use serde_json::{Map, Value, json};

/// Spoilt bodies of each route.
const EACH: usize = 60;
/// Another seed may be given by `MJ_SEED`; a failure prints the one that it had.
const SEED: u64 = 20_260_302;

/// Values that programs trip over.
fn odd(chance: &mut Chance) -> Value {
    let values = [
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e308),
        json!(0.1),
        json!(""),
        json!(" "),
        json!("\u{0}"),
        json!("\u{202e}\u{2066}"),
        json!("𠮷👩‍⚖️"),
        json!("2026-02-30"),
        json!("9999-12-31"),
        json!("-009999-01-01"),
        json!("9999999999999999999999999999"),
        json!("'; drop table person; --"),
        json!("x".repeat(20_000)),
        json!([]),
        json!([[], {}, null]),
        json!(vec![1; 5_000]),
        json!({}),
        json!({"": {"/": {"~": 1}}}),
    ];
    values[chance.below(values.len() as u64) as usize].clone()
}

/// Spoils one place: a value, a key that goes, a key that comes.
fn spoil(value: &mut Value, chance: &mut Chance) {
    match value {
        Value::Object(fields) if !fields.is_empty() && !chance.once_in(8) => spoil_field(fields, chance),
        Value::Array(items) if !items.is_empty() && !chance.once_in(4) => {
            let place = chance.below(items.len() as u64) as usize;
            spoil(&mut items[place], chance);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            *value = odd(chance);
        }
    }
}

fn spoil_field(fields: &mut Map<String, Value>, chance: &mut Chance) {
    let key = fields.keys().nth(chance.below(fields.len() as u64) as usize).cloned().unwrap_or_default();
    match chance.below(8) {
        0 => {
            fields.remove(&key);
        }
        1 => {
            let value = odd(chance);
            fields.insert(format!("{key}_"), value);
        }
        _ => {
            if let Some(value) = fields.get_mut(&key) {
                spoil(value, chance);
            }
        }
    }
}

#[test]
fn no_body_however_odd_is_a_fault_of_ours() {
    let seed = std::env::var("MJ_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(SEED);
    let (stage, mut chance) = (Stage::new(), Chance::new(seed));
    let case = stage.case();
    let named = Named { task: stage.claimed(&case, "clue_verify", "wang_ban"), case };
    // The clock stands, so that sessions do not end; logins would be locked out.
    let routes = ROUTES.iter().filter(|route| route.body.is_some() && route.person.is_some());
    let (mut fine, mut wrong) = (0, Vec::new());
    for route in routes {
        let right = route.ask(&stage, &named);
        let body: Value = serde_json::from_str(right.body.as_deref().unwrap_or_default()).unwrap();
        for _ in 0..EACH {
            let mut spoilt = body.clone();
            for _ in 0..=chance.below(3) {
                spoil(&mut spoilt, &mut chance);
            }
            let answer = stage.client.send(&right.clone().body(&spoilt.to_string())).unwrap();
            let code = answer.json()["code"].as_str().unwrap_or_default().to_owned();
            let found = match answer.status {
                200 | 201 => {
                    fine += 1;
                    Vec::new()
                }
                400..500 => judge::of_document(&answer, answer.status, &code, "zh-CN"),
                _ => vec![answer.text],
            };
            let shown: String = spoilt.to_string().chars().take(300).collect();
            wrong.extend(found.into_iter().map(|what| format!("{} {}: {shown}: {what}", route.method, route.path)));
        }
    }
    println!("seed {seed}: {fine} spoilt bodies were taken all the same");
    assert!(wrong.is_empty(), "seed {seed}: {} findings\n{}", wrong.len(), wrong.join("\n"));
}
