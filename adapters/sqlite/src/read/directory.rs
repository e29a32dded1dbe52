//! People and organs.

use crate::{
    SqliteStore,
    codes::micros,
    column::Columns,
    error::Context,
    pack::{Field, Pack},
    statements::{directory, session},
};
use jiff::{SignedDuration, Timestamp};
use mingjing_core::{ids::PersonId, needs::Right};
use mingjing_runtime::store::{
    Answered, Error,
    read::{Account, Directory, NewPerson, Organ, Person, Unit},
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

/// Failures older than this no longer count against an account and address.
pub(super) const FAILURES_COUNT_FOR: SignedDuration = SignedDuration::from_mins(15);

/// Attempts are kept this long for the operator.
const ATTEMPTS_ARE_KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

impl Directory for SqliteStore {
    fn organ_put<'a>(&'a self, organ: &'a Organ) -> Answered<'a, ()> {
        Box::pin(async move {
            let doing = "putting an organ";
            let mut transaction = self.clerk_begin(doing).await?;
            let put = sqlx::query(directory::ORGAN_PUT)
                .bind(&organ.id)
                .bind(&organ.title_zh)
                .bind(&organ.title_en)
                .bind(&organ.region);
            put.bind(&organ.level)
                .bind(&organ.parent)
                .bind(&organ.timezone)
                .execute(&mut *transaction)
                .await
                .context(doing)?;
            sqlx::query(directory::UNITS_DELETE).bind(&organ.id).execute(&mut *transaction).await.context(doing)?;
            let mut units = Pack::default();
            for unit in &organ.units {
                units.push(&[Field::Text(&unit.id), Field::Text(&unit.title_zh), unit.title_en.as_deref().into()]);
            }
            sqlx::query(directory::UNITS_PUT)
                .bind(&organ.id)
                .bind(units.into_parts().0)
                .execute(&mut *transaction)
                .await
                .context(doing)?;
            transaction.commit().await.context(doing)
        })
    }

    fn organ_list(&self) -> Answered<'_, Vec<Organ>> {
        Box::pin(async move {
            let rows = sqlx::query(directory::ORGAN_LIST).fetch_all(&self.readers).await.context("listing organs")?;
            let mut organs: Vec<Organ> = Vec::new();
            for row in &rows {
                let id = row.text("organ")?;
                if organs.last().is_none_or(|last| last.id != id) {
                    organs.push(organ(row)?);
                }
                if let (Some(organ), Some(unit)) = (organs.last_mut(), unit(row)?) {
                    organ.units.push(unit);
                }
            }
            Ok(organs)
        })
    }

    fn person_put<'a>(&'a self, new: &'a NewPerson) -> Answered<'a, ()> {
        Box::pin(async move {
            let doing = "putting a person";
            let mut transaction = self.clerk_begin(doing).await?;
            put_person(&mut transaction, &new.person).await.context(doing)?;
            put_account(&mut transaction, new).await.context(doing)?;
            transaction.commit().await.context(doing)
        })
    }

    fn person_get<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Option<Person>> {
        Box::pin(async move {
            let rows = sqlx::query(directory::PERSON_GET)
                .bind(person.as_str())
                .fetch_all(&self.readers)
                .await
                .context("reading a person")?;
            Ok(people(&rows)?.pop())
        })
    }

    fn person_list<'a>(&'a self, organ: &'a str) -> Answered<'a, Vec<Person>> {
        Box::pin(async move {
            let rows = sqlx::query(directory::PERSON_LIST)
                .bind(organ)
                .fetch_all(&self.readers)
                .await
                .context("listing people")?;
            people(&rows)
        })
    }

    fn account_get<'a>(&'a self, login: &'a str) -> Answered<'a, Option<Account>> {
        Box::pin(async move {
            let row = sqlx::query(directory::ACCOUNT_GET)
                .bind(login)
                .fetch_optional(&self.readers)
                .await
                .context("reading an account")?;
            let Some(row) = row else { return Ok(None) };
            let password_hash = row.text("password_hash")?;
            let person = self.person_get(&row.person("person")?).await?;
            Ok(person.map(|person| Account { person, login: login.to_owned(), password_hash }))
        })
    }

    fn login_failures<'a>(&'a self, login: &'a str, address: &'a str, now: Timestamp) -> Answered<'a, u32> {
        Box::pin(async move {
            let count = sqlx::query(session::ATTEMPT_FAILURES).bind(login).bind(address);
            let count = count.bind(micros(before(now, FAILURES_COUNT_FOR))).bind(micros(now));
            count.fetch_one(&self.readers).await.context("counting failed logins")?.small("failures")
        })
    }

    fn login_note<'a>(&'a self, login: &'a str, address: &'a str, ok: bool, at: Timestamp) -> Answered<'a, ()> {
        Box::pin(async move {
            let doing = "noting a login";
            let mut transaction = self.clerk_begin(doing).await?;
            let note = sqlx::query(session::ATTEMPT_INSERT).bind(login).bind(address).bind(ok).bind(micros(at));
            note.execute(&mut *transaction).await.context(doing)?;
            let clear = sqlx::query(session::ATTEMPT_CLEAR).bind(micros(before(at, ATTEMPTS_ARE_KEPT_FOR)));
            clear.execute(&mut *transaction).await.context(doing)?;
            transaction.commit().await.context(doing)
        })
    }
}

/// A moment, some time ago.
pub(super) fn before(at: Timestamp, ago: SignedDuration) -> Timestamp {
    at.checked_sub(ago).unwrap_or(Timestamp::MIN)
}

async fn put_person(connection: &mut SqliteConnection, person: &Person) -> Result<(), sqlx::Error> {
    let id = person.id.as_str();
    let put = sqlx::query(directory::PERSON_PUT).bind(id).bind(&person.name).bind(&person.name_en).bind(person.active);
    put.execute(&mut *connection).await?;
    put_roles(connection, person).await
}

/// Replaces a person's roles.
pub(super) async fn put_roles(connection: &mut SqliteConnection, person: &Person) -> Result<(), sqlx::Error> {
    let id = person.id.as_str();
    sqlx::query(directory::ROLES_DELETE).bind(id).execute(&mut *connection).await?;
    let mut roles = Pack::default();
    for (right, from, to) in &person.roles {
        let (from, to) = (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
        roles.push(&[
            Field::Text(&right.role),
            Field::Text(&right.organ),
            right.unit.as_deref().into(),
            from.as_deref().into(),
            to.as_deref().into(),
        ]);
    }
    sqlx::query(directory::ROLES_PUT).bind(id).bind(roles.into_parts().0).execute(connection).await?;
    Ok(())
}

async fn put_account(connection: &mut SqliteConnection, new: &NewPerson) -> Result<(), sqlx::Error> {
    let id = new.person.id.as_str();
    let query = match (&new.login, &new.password_hash) {
        (None, _) => sqlx::query(directory::ACCOUNT_DELETE).bind(id),
        (Some(login), None) => sqlx::query(directory::ACCOUNT_RENAME).bind(id).bind(login),
        (Some(login), Some(hash)) => sqlx::query(directory::ACCOUNT_PUT).bind(id).bind(login).bind(hash),
    };
    query.execute(connection).await?;
    Ok(())
}

fn organ(row: &SqliteRow) -> Result<Organ, Error> {
    Ok(Organ {
        id: row.text("organ")?,
        title_zh: row.text("title_zh")?,
        title_en: row.text_or_null("title_en")?,
        region: row.text("region")?,
        level: row.text("level")?,
        parent: row.text_or_null("parent")?,
        timezone: row.text("timezone")?,
        units: Vec::new(),
    })
}

fn unit(row: &SqliteRow) -> Result<Option<Unit>, Error> {
    let Some(id) = row.text_or_null("unit")? else { return Ok(None) };
    Ok(Some(Unit { id, title_zh: row.text("unit_zh")?, title_en: row.text_or_null("unit_en")? }))
}

/// Folds a row a role into people.
fn people(rows: &[SqliteRow]) -> Result<Vec<Person>, Error> {
    let mut people: Vec<Person> = Vec::new();
    for row in rows {
        let id = row.person("person")?;
        if people.last().is_none_or(|last| last.id != id) {
            people.push(Person {
                id,
                name: row.text("name")?,
                name_en: row.text_or_null("name_en")?,
                active: row.flag("active")?,
                roles: Vec::new(),
            });
        }
        let Some(role) = row.text_or_null("role")? else { continue };
        let right = Right { role, organ: row.text("organ")?, unit: row.text_or_null("unit")?, stands_in_for: None };
        if let Some(person) = people.last_mut() {
            person.roles.push((right, row.day_or_null("valid_from")?, row.day_or_null("valid_to")?));
        }
    }
    Ok(people)
}
