//! Organs, people, sessions, registers, calendars and bundles.

use super::{
    Checked, ensure,
    hand::{Hand, same, told},
    sample::{moment, new_calendar, person},
};
use crate::store::read::{BundleInfo, FiledBundle, NewPerson, Organ, Person, RegisterEntry, Session, Unit};
use jiff::civil::{Date, date};
use mingjing_core::{
    ids::{Hash, Tenant},
    needs::Right,
};
use mingjing_expr::Value;
use sha2::{Digest, Sha256};

fn unit(id: &str) -> Unit {
    Unit { id: id.to_owned(), title_zh: "执法一科".to_owned(), title_en: None }
}

fn zhang() -> NewPerson {
    let right = Right {
        role: "handler".to_owned(),
        organ: "scjg".to_owned(),
        unit: Some("unit_1".to_owned()),
        stands_in_for: None,
    };
    let everywhere = Right { role: "reviewer".to_owned(), organ: "other".to_owned(), unit: None, stands_in_for: None };
    let roles = vec![(everywhere, None, None), (right, Some(date(2026, 1, 1)), Some(date(2026, 12, 31)))];
    NewPerson {
        person: Person {
            id: person("p_zhang"),
            name: "张三".to_owned(),
            name_en: Some("Zhang San".to_owned()),
            active: true,
            roles,
        },
        login: Some("zhang".to_owned()),
        password_hash: Some("$argon2id$1".to_owned()),
    }
}

pub(super) async fn organs_and_people_are_replaced_whole(hand: &mut Hand) -> Checked {
    let reads = &hand.reads;
    let organ = Organ {
        id: "scjg".to_owned(),
        title_zh: "市场监督管理局".to_owned(),
        title_en: Some("Market supervision".to_owned()),
        region: "330200".to_owned(),
        level: "city".to_owned(),
        parent: None,
        timezone: "Asia/Shanghai".to_owned(),
        units: vec![unit("unit_2"), unit("unit_1")],
    };
    reads.organ_put(&organ).await.map_err(told)?;
    same("organs", &reads.organ_list().await.map_err(told)?, &vec![organ.clone()])?;
    let smaller = Organ { units: vec![unit("unit_3")], parent: Some("city".to_owned()), title_en: None, ..organ };
    reads.organ_put(&smaller).await.map_err(told)?;
    same("replaced", &reads.organ_list().await.map_err(told)?, &vec![smaller])?;
    let mut zhang = zhang();
    reads.person_put(&zhang).await.map_err(told)?;
    let id = person("p_zhang");
    same("person", &reads.person_get(&id).await.map_err(told)?, &Some(zhang.person.clone()))?;
    zhang.person.roles.truncate(1);
    zhang.person.active = false;
    reads.person_put(&zhang).await.map_err(told)?;
    same("replaced", &reads.person_get(&id).await.map_err(told)?, &Some(zhang.person.clone()))?;
    same("of the organ", &reads.person_list("other").await.map_err(told)?, &vec![zhang.person])?;
    same("of the one left", &reads.person_list("scjg").await.map_err(told)?, &Vec::new())?;
    same("nobody", &reads.person_get(&person("p_nobody")).await.map_err(told)?, &None)
}

pub(super) async fn accounts_keep_their_password(hand: &mut Hand) -> Checked {
    let reads = &hand.reads;
    reads.person_put(&zhang()).await.map_err(told)?;
    let unchanged = NewPerson { password_hash: None, ..zhang() };
    reads.person_put(&unchanged).await.map_err(told)?;
    let account = reads.account_get("zhang").await.map_err(told)?.ok_or("the account is gone")?;
    same("password", &account.password_hash.as_str(), &"$argon2id$1")?;
    same("person", &account.person, &zhang().person)?;
    let other = NewPerson { password_hash: Some("$argon2id$2".to_owned()), ..zhang() };
    reads.person_put(&other).await.map_err(told)?;
    let account = reads.account_get("zhang").await.map_err(told)?.ok_or("the account is gone")?;
    same("new password", &account.password_hash.as_str(), &"$argon2id$2")?;
    same("unknown login", &reads.account_get("nobody").await.map_err(told)?, &None)
}

pub(super) async fn failed_logins_are_counted_since_the_last_success(hand: &mut Hand) -> Checked {
    let reads = &hand.reads;
    for (address, ok, at) in
        [("a", false, 0), ("a", false, 60), ("b", false, 60), ("a", true, 120), ("a", false, 180), ("a", false, 240)]
    {
        reads.login_note("zhang", address, ok, moment(at)).await.map_err(told)?;
    }
    for (who, address, now, expected) in [
        ("zhang", "a", 300, 2),
        ("zhang", "b", 300, 1),
        ("li", "a", 300, 0),
        ("zhang", "a", 180 + 901, 1),
        ("zhang", "b", 3_000, 0),
    ] {
        let failures = reads.login_failures(who, address, moment(now)).await.map_err(told)?;
        same(&format!("{who} from {address} at {now}"), &failures, &expected)?;
    }
    Ok(())
}

pub(super) async fn sessions_end_idle_late_or_when_told(hand: &mut Hand) -> Checked {
    let reads = &hand.reads;
    let session = |n: u8| Session {
        token_hash: [n; 32],
        person: person("p_zhang"),
        csrf: format!("csrf{n}"),
        created_at: moment(0),
        used_at: moment(0),
        address: "10.0.0.1".to_owned(),
        must_change: false,
    };
    for n in 1..=3 {
        reads.session_put(&session(n)).await.map_err(told)?;
    }
    let touched = reads.session_touch(&[1; 32], moment(1_700)).await.map_err(told)?;
    ensure!(
        touched.as_ref().is_some_and(|alive| alive.csrf == "csrf1" && alive.created_at == moment(0)),
        "got {touched:?}"
    );
    ensure!(
        reads.session_touch(&[1; 32], moment(3_400)).await.map_err(told)?.is_some(),
        "touching keeps a session alive"
    );
    ensure!(
        reads.session_touch(&[2; 32], moment(1_801)).await.map_err(told)?.is_none(),
        "a session is over after 30 idle minutes"
    );
    let mut now = 3_400;
    while now < 12 * 3_600 - 1_700 {
        now += 1_700;
        ensure!(
            reads.session_touch(&[1; 32], moment(now)).await.map_err(told)?.is_some(),
            "the session lives at {now} s"
        );
    }
    ensure!(
        reads.session_touch(&[1; 32], moment(12 * 3_600 + 1)).await.map_err(told)?.is_none(),
        "a session is over after 12 hours"
    );
    reads.session_end(&[3; 32]).await.map_err(told)?;
    ensure!(reads.session_touch(&[3; 32], moment(1)).await.map_err(told)?.is_none(), "an ended session is over");
    Ok(())
}

fn entry(key: &str, from: Option<Date>, to: Option<Date>, fields: &str) -> RegisterEntry {
    RegisterEntry { key: key.to_owned(), valid_from: from, valid_to: to, fields: fields.as_bytes().to_vec() }
}

pub(super) async fn registers_are_read_as_of_a_day(hand: &mut Hand) -> Checked {
    let reads = &hand.reads;
    let (january, june, july) = (date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1));
    let old = entry("3302", Some(january), Some(june), r#"{"m":{"level":1}}"#);
    let new = entry("3302", Some(july), None, r#"{"m":{"level":2}}"#);
    let both = [old.clone(), new.clone(), entry("3303", None, None, r#"{"m":{}}"#)];
    same("entered", &reads.register_put("certificates", &both, moment(0)).await.map_err(told)?, &3)?;
    same("entered again", &reads.register_put("certificates", &both, moment(1)).await.map_err(told)?, &0)?;
    for (on, expected) in
        [(date(2025, 12, 31), None), (january, Some(1)), (june, Some(1)), (july, Some(2)), (date(2030, 1, 1), Some(2))]
    {
        let row = reads.register_get("certificates", "3302", on).await.map_err(told)?;
        let level = row.as_ref().and_then(|row| row.fields.get("level").cloned());
        same(&format!("on {on}"), &level, &expected.map(Value::from))?;
        if let Some(row) = row {
            let fields = if expected == Some(1) { &old.fields } else { &new.fields };
            same("hash", &row.hash, &Hash(Sha256::digest(fields).into()))?;
        }
    }
    let before = reads.register_get("certificates", "3302", july).await.map_err(told)?.ok_or("the row is gone")?;
    let corrected = entry("3302", Some(july), None, r#"{"m":{"level":3}}"#);
    same("corrected", &reads.register_put("certificates", &[corrected], moment(2)).await.map_err(told)?, &1)?;
    let after = reads.register_get("certificates", "3302", july).await.map_err(told)?.ok_or("the row is gone")?;
    same("what is known now", &after.fields, &Value::map([("level", Value::from(3))]))?;
    ensure!(after.version > before.version, "versions rise: {} then {}", before.version, after.version);
    let keys = |rows: Vec<mingjing_core::needs::RegisterRow>| rows.into_iter().map(|row| row.key).collect::<Vec<_>>();
    same(
        "list",
        &keys(reads.register_list("certificates", july).await.map_err(told)?),
        &vec!["3302".to_owned(), "3303".to_owned()],
    )?;
    same(
        "list before",
        &keys(reads.register_list("certificates", date(2025, 1, 1)).await.map_err(told)?),
        &vec!["3303".to_owned()],
    )?;
    same("another register", &reads.register_get("items", "3302", july).await.map_err(told)?, &None)
}

pub(super) async fn the_newest_calendar_is_in_force(hand: &mut Hand) -> Checked {
    let reads = &hand.reads;
    for (version, json) in [("1", "{\"a\":1}"), ("2", "{\"a\":2}")] {
        reads.calendar_put(&new_calendar("cn", version, json)).await.map_err(told)?;
    }
    same("in force", &reads.calendar_get("cn").await.map_err(told)?, &Some("{\"a\":2}".to_owned()))?;
    same("unknown", &reads.calendar_get("eu").await.map_err(told)?, &None)
}

pub(super) async fn bundles_are_filed_once_and_give_a_tenant(hand: &mut Hand) -> Checked {
    let reads = &hand.reads;
    let bundle = |n: u8, organ: &str| FiledBundle {
        hash: Hash([n; 32]),
        organ: organ.to_owned(),
        bytes: vec![n; 3],
        by: "legal".to_owned(),
        reason: "为首次备案".to_owned(),
        at: moment(i64::from(n)),
        schedules: Vec::new(),
    };
    let info = |bundle: FiledBundle| BundleInfo {
        hash: bundle.hash,
        organ: bundle.organ,
        by: bundle.by,
        reason: bundle.reason,
        at: bundle.at,
    };
    same("no tenant yet", &reads.tenant_of("scjg").await.map_err(told)?, &None)?;
    for filed in [bundle(1, "scjg"), bundle(2, "other"), bundle(3, "scjg"), bundle(1, "scjg")] {
        reads.bundle_file(&filed).await.map_err(told)?;
    }
    same("in force", &reads.bundle_current("scjg").await.map_err(told)?, &Some(info(bundle(3, "scjg"))))?;
    same("bytes", &reads.bundle_load(Hash([1; 32])).await.map_err(told)?, &Some(vec![1; 3]))?;
    same("no bytes", &reads.bundle_load(Hash([9; 32])).await.map_err(told)?, &None)?;
    let list = vec![info(bundle(3, "scjg")), info(bundle(2, "other")), info(bundle(1, "scjg"))];
    same("list", &reads.bundle_list().await.map_err(told)?, &list)?;
    let tenants = [reads.tenant_of("scjg").await.map_err(told)?, reads.tenant_of("other").await.map_err(told)?];
    same("tenants", &tenants, &[Some(Tenant(1)), Some(Tenant(2))])
}
