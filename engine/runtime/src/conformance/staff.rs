//! Administration of people: every change with its entry, stand-ins, sessions.

use super::{
    Checked, ensure,
    hand::{Hand, same, told},
    sample::{instance, moment, person},
};
use crate::store::{
    ErrorKind,
    read::{AccountLine, Change, Deed, LogEntry, NewPerson, Person, Session, StandIn},
};
use jiff::civil::{Date, date};
use mingjing_core::needs::{Answer, Query, Right};

const FAILURES: u32 = 3;

pub(super) fn right(role: &str) -> Right {
    Right { role: role.to_owned(), organ: "scjg".to_owned(), unit: None, stands_in_for: None }
}

pub(super) fn new(id: &str, roles: Vec<(Right, Option<Date>, Option<Date>)>) -> NewPerson {
    let person = Person { id: person(id), name: "张三".to_owned(), name_en: None, active: true, roles };
    NewPerson { person, login: Some(format!("{id}_login")), password_hash: Some("$argon2id$1".to_owned()) }
}

fn entry(what: Deed, about: &str, at: i64) -> LogEntry {
    LogEntry {
        at: moment(at),
        actor: Some(person("p_admin")),
        what,
        organ: "scjg".to_owned(),
        subject: person(about),
        before: None,
        after: Some(r#"{"role":"handler"}"#.to_owned()),
    }
}

pub(super) async fn done(hand: &Hand, change: Change, what: Deed, about: &str) -> Checked {
    hand.reads.staff_change(&change, &entry(what, about, 0)).await.map_err(told)
}

async fn refused(hand: &Hand, change: Change, kind: ErrorKind) -> Checked {
    match hand.reads.staff_change(&change, &entry(Deed::RoleEnded, "p_zhang", 0)).await {
        Err(error) if error.kind == kind => Ok(()),
        other => Err(format!("expected {kind:?} of {change:?}, got {other:?}")),
    }
}

pub(super) async fn people_are_created_once_and_changed_bit_by_bit(hand: &mut Hand) -> Checked {
    let zhang = new("p_zhang", vec![(right("handler"), None, None)]);
    done(hand, Change::Create(zhang.clone()), Deed::PersonCreated, "p_zhang").await?;
    let id = || person("p_zhang");
    same("person", &hand.reads.person_get(&id()).await.map_err(told)?, &Some(zhang.person.clone()))?;
    refused(hand, Change::Create(zhang.clone()), ErrorKind::Conflict).await?;
    let same_login = NewPerson { login: zhang.login.clone(), ..new("p_other", vec![]) };
    refused(hand, Change::Create(same_login), ErrorKind::Conflict).await?;
    same("nothing of it is left", &hand.reads.person_get(&person("p_other")).await.map_err(told)?, &None)?;
    let first = date(2026, 3, 1);
    let grant = Change::Grant { person: id(), right: right("reviewer"), from: Some(first), to: None };
    done(hand, grant, Deed::RoleGranted, "p_zhang").await?;
    let end = |position, on| Change::EndRole { person: id(), position, on };
    done(hand, end(1, date(2026, 6, 30)), Deed::RoleEnded, "p_zhang").await?;
    done(hand, end(1, date(2026, 5, 31)), Deed::RoleEnded, "p_zhang").await?;
    for (position, on) in [(1, date(2026, 5, 31)), (1, date(2026, 7, 1)), (2, first)] {
        refused(hand, end(position, on), ErrorKind::NotFound).await?;
    }
    done(hand, Change::Active { person: id(), active: false }, Deed::Deactivated, "p_zhang").await?;
    refused(hand, Change::Active { person: person("p_nobody"), active: true }, ErrorKind::NotFound).await?;
    let roles = vec![(right("handler"), None, None), (right("reviewer"), Some(first), Some(date(2026, 5, 31)))];
    let expected = Person { active: false, roles, ..zhang.person };
    same("person after all", &hand.reads.person_get(&id()).await.map_err(told)?, &Some(expected))
}

pub(super) async fn the_log_grows_with_changes_and_with_nothing_else(hand: &mut Hand) -> Checked {
    for n in 0..3 {
        let id = format!("p_{n}");
        let about =
            LogEntry { organ: if n == 1 { "other" } else { "scjg" }.to_owned(), ..entry(Deed::PersonCreated, &id, n) };
        hand.reads.staff_change(&Change::Create(new(&id, vec![])), &about).await.map_err(told)?;
    }
    refused(hand, Change::EndStandIn { id: 9, on: date(2026, 1, 1) }, ErrorKind::NotFound).await?;
    let organs = ["scjg".to_owned()];
    let log = hand.reads.directory_log(&organs, None, 10).await.map_err(told)?;
    let expected = [entry(Deed::PersonCreated, "p_2", 2), entry(Deed::PersonCreated, "p_0", 0)];
    same("newest first", &log.iter().map(|(_, entry)| entry.clone()).collect(), &expected.to_vec())?;
    let page = hand.reads.directory_log(&organs, None, 1).await.map_err(told)?;
    same("a page", &page, &log[..1].to_vec())?;
    let rest = hand.reads.directory_log(&organs, Some(log[0].0), 10).await.map_err(told)?;
    same("what is older", &rest, &log[1..].to_vec())?;
    let both = hand.reads.directory_log(&["scjg".to_owned(), "other".to_owned()], None, 10).await.map_err(told)?;
    same("of both organs", &both.len(), &3)
}

pub(super) async fn a_stand_in_holds_the_roles_that_are_lent_in_their_days(hand: &mut Hand) -> Checked {
    let until = Some(date(2026, 3, 5));
    let roles = vec![(right("handler"), None, None), (right("reviewer"), None, until)];
    done(hand, Change::Create(new("p_zhang", roles)), Deed::PersonCreated, "p_zhang").await?;
    let own = vec![(right("decider"), None, None)];
    done(hand, Change::Create(new("p_li", own)), Deed::PersonCreated, "p_li").await?;
    let stand_in = |id, roles: Option<&[&str]>, from, to| StandIn {
        id,
        absent: person("p_zhang"),
        person: person("p_li"),
        roles: roles.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect()),
        from,
        to,
    };
    let all = stand_in(1, None, date(2026, 3, 2), date(2026, 3, 6));
    let some = stand_in(2, Some(&["handler"]), date(2026, 4, 1), date(2026, 4, 30));
    for new in [&all, &some] {
        done(hand, Change::StandIn(new.clone()), Deed::StandInEntered, "p_zhang").await?;
    }
    let known = hand.reads.stand_in_list(&[person("p_li")]).await.map_err(told)?;
    same("of who stands in", &known, &vec![some.clone(), all.clone()])?;
    same("of who is absent", &hand.reads.stand_in_list(&[person("p_zhang")]).await.map_err(told)?, &known)?;
    same("of nobody", &hand.reads.stand_in_list(&[person("p_wang")]).await.map_err(told)?, &Vec::new())?;
    let lent = |role: &str| Right { stands_in_for: Some(person("p_zhang")), ..right(role) };
    let (before, within, late) = (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 6));
    rights(hand, before, vec![right("decider")]).await?;
    rights(hand, within, vec![right("decider"), lent("handler"), lent("reviewer")]).await?;
    rights(hand, late, vec![right("decider"), lent("handler")]).await?;
    rights(hand, date(2026, 3, 7), vec![right("decider")]).await?;
    rights(hand, date(2026, 4, 30), vec![right("decider"), lent("handler")]).await?;
    done(hand, Change::EndStandIn { id: 2, on: date(2026, 4, 10) }, Deed::StandInEnded, "p_zhang").await?;
    refused(hand, Change::EndStandIn { id: 2, on: date(2026, 4, 10) }, ErrorKind::NotFound).await?;
    rights(hand, date(2026, 4, 11), vec![right("decider")]).await?;
    done(hand, Change::Active { person: person("p_zhang"), active: false }, Deed::Deactivated, "p_zhang").await?;
    rights(hand, within, vec![right("decider")]).await?;
    done(hand, Change::Active { person: person("p_li"), active: false }, Deed::Deactivated, "p_li").await?;
    rights(hand, within, Vec::new()).await
}

/// What `p_li` holds on a day, as the screens and as the steps are told.
async fn rights(hand: &mut Hand, on: Date, expected: Vec<Right>) -> Checked {
    let shown = hand.reads.rights_on(&person("p_li"), on).await.map_err(told)?;
    same(&format!("shown on {on}"), &shown, &expected)?;
    hand.begin(&[]).await?;
    let told = hand.read(instance(1, 1), Query::Rights { person: person("p_li"), on }).await?;
    hand.abort().await?;
    same(&format!("told on {on}"), &told, &Answer::Rights(expected))
}

pub(super) async fn a_new_password_ends_sessions_and_may_have_to_be_changed(hand: &mut Hand) -> Checked {
    let id = || person("p_zhang");
    done(hand, Change::Create(new("p_zhang", vec![(right("handler"), None, None)])), Deed::PersonCreated, "p_zhang")
        .await?;
    open(hand, 1, "p_zhang").await?;
    open(hand, 2, "p_zhang").await?;
    open(hand, 3, "p_li").await?;
    let touched = hand.reads.session_touch(&[1; 32], moment(10)).await.map_err(told)?.ok_or("the session is gone")?;
    same("a first password must be changed", &(touched.must_change, touched.address.as_str()), &(true, "10.0.0.1"))?;
    let shown = hand.reads.session_list(&[id()], moment(10)).await.map_err(told)?;
    same("sessions of a person", &shown.len(), &2)?;
    same("none is alive later", &hand.reads.session_list(&[id()], moment(9_000)).await.map_err(told)?, &Vec::new())?;
    let password =
        |must_change, keep| Change::Password { person: id(), hash: "$argon2id$2".to_owned(), must_change, keep };
    done(hand, password(false, Some([1; 32])), Deed::PasswordChanged, "p_zhang").await?;
    same("one goes on", &alive(hand, "p_zhang").await?, &vec![[1; 32]])?;
    let account = hand.reads.account_of(&id()).await.map_err(told)?.ok_or("the account is gone")?;
    same("account", &(account.login.as_str(), account.password_hash.as_str()), &("p_zhang_login", "$argon2id$2"))?;
    let touched = hand.reads.session_touch(&[1; 32], moment(20)).await.map_err(told)?.ok_or("the session is gone")?;
    same("it was changed", &touched.must_change, &false)?;
    done(hand, password(true, None), Deed::PasswordReset, "p_zhang").await?;
    same("none goes on", &alive(hand, "p_zhang").await?, &Vec::new())?;
    same("nor is another's ended", &alive(hand, "p_li").await?, &vec![[3; 32]])?;
    done(hand, Change::EndSession { token_hash: [3; 32] }, Deed::SessionEnded, "p_li").await?;
    refused(hand, Change::EndSession { token_hash: [3; 32] }, ErrorKind::NotFound).await?;
    for deed in [Change::EndSessions { person: id() }, Change::Active { person: id(), active: false }] {
        open(hand, 4, "p_zhang").await?;
        done(hand, deed, Deed::SessionsEnded, "p_zhang").await?;
        same("all are ended", &alive(hand, "p_zhang").await?, &Vec::new())?;
    }
    Ok(())
}

async fn open(hand: &Hand, n: u8, who: &str) -> Checked {
    let session = Session {
        token_hash: [n; 32],
        person: person(who),
        csrf: format!("csrf{n}"),
        created_at: moment(0),
        used_at: moment(0),
        address: "10.0.0.1".to_owned(),
        must_change: false,
    };
    hand.reads.session_put(&session).await.map_err(told)
}

async fn alive(hand: &Hand, who: &str) -> Result<Vec<[u8; 32]>, String> {
    let sessions = hand.reads.session_list(&[person(who)], moment(20)).await.map_err(told)?;
    Ok(sessions.into_iter().map(|session| session.token_hash).collect())
}

pub(super) async fn an_account_is_locked_from_one_address_until_it_is_unlocked(hand: &mut Hand) -> Checked {
    done(hand, Change::Create(new("p_zhang", vec![(right("handler"), None, None)])), Deed::PersonCreated, "p_zhang")
        .await?;
    let failed = async |address: &str, at| hand.reads.login_note("p_zhang_login", address, false, moment(at)).await;
    for (address, at) in [("a", 0), ("b", 0), ("a", 1), ("b", 1)] {
        failed(address, at).await.map_err(told)?;
    }
    let locked = async |now| -> Result<bool, String> {
        let lines = hand.reads.account_list("scjg", FAILURES, moment(now)).await.map_err(told)?;
        let expected = AccountLine {
            person: person("p_zhang"),
            login: "p_zhang_login".to_owned(),
            must_change: true,
            locked: lines.first().is_some_and(|line| line.locked),
        };
        same("accounts", &lines, &vec![expected.clone()])?;
        Ok(expected.locked)
    };
    ensure!(!locked(2).await?, "two and two are not three");
    failed("b", 2).await.map_err(told)?;
    ensure!(locked(3).await?, "three from one address lock");
    ensure!(!locked(902).await?, "for a quarter of an hour");
    let unlock = Change::Unlock { login: "p_zhang_login".to_owned() };
    done(hand, unlock, Deed::Unlocked, "p_zhang").await?;
    ensure!(!locked(3).await?, "until somebody unlocks");
    same(
        "nor is a login held up",
        &hand.reads.login_failures("p_zhang_login", "b", moment(3)).await.map_err(told)?,
        &0,
    )?;
    same("elsewhere", &hand.reads.account_list("other", FAILURES, moment(3)).await.map_err(told)?, &Vec::new())
}
