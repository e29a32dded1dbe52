//! People, accounts, sessions and registers.

use super::common::{Folder, at, commit, control, instance, kind, open};
use jiff::civil::date;
use mingjing_core::{
    ids::{PersonId, Tenant},
    needs::Right,
};
use mingjing_expr::Value;
use mingjing_runtime::store::{
    ErrorKind, Writes,
    read::{Directory, Histories, NewPerson, Organ, Person, RegisterEntry, Registers, Session, Sessions, Unit},
};

fn person(id: &str, organs: &[&str]) -> Person {
    let right = |organ: &&str| {
        (
            Right { role: "handler".into(), organ: (*organ).into(), unit: None, stands_in_for: None },
            None,
            Some(date(2027, 1, 1)),
        )
    };
    Person {
        id: PersonId::new(id),
        name: format!("名{id}"),
        name_en: Some(id.into()),
        active: true,
        roles: organs.iter().map(right).collect(),
    }
}

#[tokio::test]
async fn an_organ_is_replaced_with_its_units() {
    let folder = Folder::new();
    let store = folder.open().await;
    let unit = |id: &str| Unit { id: id.into(), title_zh: "科".into(), title_en: None };
    let organ = |units| Organ {
        id: "ningbo".into(),
        title_zh: "局".into(),
        title_en: Some("Bureau".into()),
        region: "330200".into(),
        level: "city".into(),
        parent: None,
        timezone: "Asia/Shanghai".into(),
        units,
    };
    let bare = Organ { id: "yuyao".into(), parent: Some("ningbo".into()), ..organ(vec![]) };
    store.organ_put(&organ(vec![unit("b"), unit("a")])).await.unwrap();
    store.organ_put(&bare).await.unwrap();
    let changed = organ(vec![unit("c"), unit("b")]);
    store.organ_put(&changed).await.unwrap();
    assert_eq!(store.organ_list().await.unwrap(), [changed, bare]);
}

#[tokio::test]
async fn people_are_listed_by_organ_with_all_their_roles() {
    let folder = Folder::new();
    let store = folder.open().await;
    for person in [person("b", &["x", "y"]), person("a", &["y"]), person("c", &["x"]), person("d", &[])] {
        store.person_put(&NewPerson { person, login: None, password_hash: None }).await.unwrap();
    }
    assert_eq!(store.person_list("y").await.unwrap(), [person("a", &["y"]), person("b", &["x", "y"])]);
    assert_eq!(store.person_get(&PersonId::new("d")).await.unwrap(), Some(person("d", &[])));
    assert_eq!(store.person_get(&PersonId::new("e")).await.unwrap(), None);
}

#[tokio::test]
async fn an_account_keeps_its_password_until_a_new_one_is_given() {
    let folder = Folder::new();
    let store = folder.open().await;
    let put = async |id: &str, login: Option<&str>, hash: Option<&str>| {
        store
            .person_put(&NewPerson {
                person: person(id, &[]),
                login: login.map(Into::into),
                password_hash: hash.map(Into::into),
            })
            .await
    };
    put("a", Some("zhang"), Some("hash 1")).await.unwrap();
    put("a", Some("zhang.san"), None).await.unwrap();
    assert!(store.account_get("zhang").await.unwrap().is_none());
    assert_eq!(
        store.account_get("zhang.san").await.unwrap().map(|account| account.password_hash),
        Some("hash 1".into())
    );
    assert_eq!(kind(put("b", Some("zhang.san"), Some("hash 2")).await), ErrorKind::Conflict);
    put("a", None, None).await.unwrap();
    assert!(store.account_get("zhang.san").await.unwrap().is_none());
}

#[tokio::test]
async fn failed_logins_count_for_a_quarter_of_an_hour_and_since_the_last_success() {
    let folder = Folder::new();
    let store = folder.open().await;
    let note = async |ok, seconds| store.login_note("zhang", "127.0.0.1", ok, at(seconds)).await.unwrap();
    let failures = async |seconds| store.login_failures("zhang", "127.0.0.1", at(seconds)).await.unwrap();
    note(false, 0).await;
    note(false, 60).await;
    assert_eq!(failures(61).await, 2);
    assert_eq!(failures(15 * 60 + 30).await, 1);
    assert_eq!(store.login_failures("zhang", "10.0.0.1", at(61)).await.unwrap(), 0);
    note(true, 70).await;
    note(false, 80).await;
    assert_eq!(failures(81).await, 1);
}

#[tokio::test]
async fn a_session_ends_idle_old_or_on_request() {
    let folder = Folder::new();
    let store = folder.open().await;
    let session = |n: u8| Session {
        token_hash: [n; 32],
        person: PersonId::new("zhang"),
        csrf: "csrf".into(),
        created_at: at(0),
        used_at: at(0),
        address: "10.0.0.1".into(),
        must_change: false,
    };
    for n in 1..=3 {
        store.session_put(&session(n)).await.unwrap();
    }
    let touch = async |n: u8, minutes: i64| store.session_touch(&[n; 32], at(minutes * 60)).await.unwrap();
    assert_eq!(touch(1, 20).await, Some(Session { used_at: at(1200), ..session(1) }));
    assert!(touch(1, 49).await.is_some());
    assert_eq!(touch(2, 31).await, None);
    store.session_end(&[3; 32]).await.unwrap();
    assert_eq!(touch(3, 1).await, None);
    let mut last = None;
    for minutes in (49..=12 * 60).step_by(29) {
        last = touch(1, minutes).await;
    }
    assert!(last.is_some());
    assert_eq!(touch(1, 12 * 60).await, None);
}

#[tokio::test]
async fn registers_close_what_they_learn_better_and_answer_by_day() {
    let folder = Folder::new();
    let store = folder.open().await;
    let fields = |n: &str| serde_json::to_vec(&Value::map([("n", Value::text(n))])).unwrap();
    let entry = |key: &str, from, to, n: &str| RegisterEntry {
        key: key.into(),
        valid_from: from,
        valid_to: to,
        fields: fields(n),
    };
    let first = [entry("a", None, None, "1"), entry("b", Some(date(2026, 1, 1)), Some(date(2026, 6, 30)), "2")];
    assert_eq!(store.register_put("officers", &first, at(0)).await.unwrap(), 2);
    assert_eq!(store.register_put("officers", &first, at(1)).await.unwrap(), 0);
    let better = [entry("a", None, None, "3"), entry("a", Some(date(2026, 3, 1)), None, "4")];
    assert_eq!(store.register_put("officers", &better, at(2)).await.unwrap(), 2);
    let version = async |key: &str, on| store.register_get("officers", key, on).await.unwrap().map(|row| row.version);
    assert_eq!(version("a", date(2026, 2, 28)).await, Some(2));
    assert_eq!(version("a", date(2026, 3, 1)).await, Some(3));
    assert_eq!(version("b", date(2026, 6, 30)).await, Some(1));
    assert_eq!(version("b", date(2026, 7, 1)).await, None);
    let list = store.register_list("officers", date(2026, 4, 1)).await.unwrap();
    assert_eq!(list.iter().map(|row| (row.key.as_str(), row.version)).collect::<Vec<_>>(), [("a", 3), ("b", 1)]);
    assert_eq!(
        kind(
            store
                .register_put(
                    "officers",
                    &[RegisterEntry { fields: b"{".to_vec(), ..entry("c", None, None, "5") }],
                    at(3)
                )
                .await
        ),
        ErrorKind::Corrupt
    );
}

#[tokio::test]
async fn a_lane_and_the_clerk_write_side_by_side() {
    let folder = Folder::new();
    let (store, mut writer) = open(&folder).await;
    let lane = async {
        for n in 0..40 {
            let instances = vec![control(instance(n), None, 1)];
            commit(&mut writer, Writes { instances, ..Writes::default() }).await.unwrap();
        }
    };
    let clerk = async {
        for n in 0..40 {
            let person = person(&format!("p{n}"), &["x"]);
            store.person_put(&NewPerson { person, login: None, password_hash: None }).await.unwrap();
        }
    };
    tokio::join!(lane, clerk);
    assert_eq!(store.person_list("x").await.unwrap().len(), 40);
    assert_eq!(store.instance_page(Tenant(1), None, 100).await.unwrap().len(), 40);
}
