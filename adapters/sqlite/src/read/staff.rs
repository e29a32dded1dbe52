//! Administration of people, and the directory's log.

use super::{
    directory::{FAILURES_COUNT_FOR, before, put_roles},
    sessions::{ABSOLUTE, IDLE, session},
};
use crate::{
    SqliteStore,
    codes::micros,
    column::Columns,
    error::{Context, corrupt, corrupt_by},
    pack::{Field, Pack, text_list},
    statements::{directory, notice, session as session_text, staff as text},
    write::right,
};
use jiff::{Timestamp, civil::Date};
use mingjing_core::{ids::PersonId, needs::Right};
use mingjing_runtime::store::{
    Answered, Error, ErrorKind,
    read::{Account, AccountLine, Change, Deed, Directory, LogEntry, NewPerson, Session, Staff, StandIn},
};
use sqlx::{
    Sqlite, SqliteConnection,
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};

impl Staff for SqliteStore {
    fn staff_change<'a>(&'a self, change: &'a Change, entry: &'a LogEntry) -> Answered<'a, ()> {
        Box::pin(async move {
            let doing = "changing the directory";
            let mut transaction = self.clerk_begin(doing).await?;
            carry_out(&mut transaction, change).await?;
            let log = sqlx::query(text::LOG)
                .bind(micros(entry.at))
                .bind(entry.actor.as_ref().map(PersonId::as_str))
                .bind(deed(entry.what)?)
                .bind(&entry.organ)
                .bind(entry.subject.as_str())
                .bind(&entry.before)
                .bind(&entry.after);
            log.execute(&mut *transaction).await.context(doing)?;
            transaction.commit().await.context(doing)
        })
    }

    fn rights_on<'a>(&'a self, person: &'a PersonId, on: Date) -> Answered<'a, Vec<Right>> {
        Box::pin(async move {
            let mut asked = Pack::default();
            asked.push(&[Field::Text(person.as_str()), Field::Text(&on.to_string())]);
            let query = sqlx::query(directory::RIGHTS).bind(asked.into_parts().0);
            let rows = query.fetch_all(&self.readers).await.context("reading rights")?;
            rows.iter().map(right).collect()
        })
    }

    fn account_of<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Option<Account>> {
        Box::pin(async move {
            let query = sqlx::query(text::ACCOUNT_OF).bind(person.as_str());
            let row = query.fetch_optional(&self.readers).await.context("reading an account")?;
            let Some(row) = row else { return Ok(None) };
            let (login, password_hash) = (row.text("login")?, row.text("password_hash")?);
            Ok(self.person_get(person).await?.map(|person| Account { person, login, password_hash }))
        })
    }

    fn account_list<'a>(&'a self, organ: &'a str, failures: u32, now: Timestamp) -> Answered<'a, Vec<AccountLine>> {
        Box::pin(async move {
            let query = sqlx::query(text::ACCOUNT_LIST)
                .bind(organ)
                .bind(micros(before(now, FAILURES_COUNT_FOR)))
                .bind(micros(now))
                .bind(failures);
            let rows = query.fetch_all(&self.readers).await.context("listing accounts")?;
            rows.iter().map(account_line).collect()
        })
    }

    fn stand_in_list<'a>(&'a self, people: &'a [PersonId]) -> Answered<'a, Vec<StandIn>> {
        Box::pin(async move {
            let query = sqlx::query(text::STAND_IN_LIST).bind(ids(people));
            let rows = query.fetch_all(&self.readers).await.context("listing stand-ins")?;
            rows.iter().map(stand_in).collect()
        })
    }

    fn session_list<'a>(&'a self, people: &'a [PersonId], now: Timestamp) -> Answered<'a, Vec<Session>> {
        Box::pin(async move {
            let query = sqlx::query(text::SESSION_LIST)
                .bind(ids(people))
                .bind(micros(before(now, IDLE)))
                .bind(micros(before(now, ABSOLUTE)));
            let rows = query.fetch_all(&self.readers).await.context("listing sessions")?;
            rows.iter().map(session).collect()
        })
    }

    fn directory_log<'a>(
        &'a self,
        organs: &'a [String],
        before: Option<u64>,
        limit: u32,
    ) -> Answered<'a, Vec<(u64, LogEntry)>> {
        Box::pin(async move {
            let organs = text_list(organs.iter().map(String::as_str));
            let query = sqlx::query(text::LOG_PAGE).bind(organs).bind(before.map(u64::cast_signed)).bind(limit);
            let rows = query.fetch_all(&self.readers).await.context("reading the directory's log")?;
            rows.iter().map(log_entry).collect()
        })
    }
}

async fn carry_out(connection: &mut SqliteConnection, change: &Change) -> Result<(), Error> {
    match change {
        Change::Create(new) => create(connection, new).await,
        Change::Active { person, active } => {
            let query = sqlx::query(text::ACTIVE).bind(person.as_str()).bind(active);
            must_change_a_row(connection, query).await?;
            if *active { Ok(()) } else { end_sessions(connection, person, None).await }
        }
        Change::Password { person, hash, must_change, keep } => {
            let query = sqlx::query(text::PASSWORD).bind(person.as_str()).bind(hash).bind(must_change);
            must_change_a_row(connection, query).await?;
            end_sessions(connection, person, keep.as_ref()).await
        }
        Change::Unlock { login } => {
            sqlx::query(text::UNLOCK).bind(login).execute(connection).await.context("unlocking an account")?;
            Ok(())
        }
        Change::Grant { person, right, from, to } => {
            let (from, to) = (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
            let query = sqlx::query(text::GRANT).bind(person.as_str()).bind(&right.role).bind(&right.organ);
            must_change_a_row(connection, query.bind(&right.unit).bind(from).bind(to)).await
        }
        Change::EndRole { person, position, on } => {
            let query = sqlx::query(text::ROLE_END).bind(person.as_str()).bind(position).bind(on.to_string());
            must_change_a_row(connection, query).await
        }
        Change::StandIn(new) => {
            let roles = new.roles.as_ref().map(|roles| text_list(roles.iter().map(String::as_str)));
            let query = sqlx::query(text::STAND_IN).bind(new.absent.as_str()).bind(new.person.as_str()).bind(roles);
            must_change_a_row(connection, query.bind(new.from.to_string()).bind(new.to.to_string())).await
        }
        Change::EndStandIn { id, on } => {
            let query = sqlx::query(text::STAND_IN_END).bind(id.cast_signed()).bind(on.to_string());
            must_change_a_row(connection, query).await
        }
        Change::EndSession { token_hash } => {
            must_change_a_row(connection, sqlx::query(session_text::DELETE).bind(token_hash.as_slice())).await
        }
        Change::EndSessions { person } => end_sessions(connection, person, None).await,
        Change::Contact { person, contact } => {
            let query = sqlx::query(notice::CONTACT_PUT).bind(person.as_str()).bind(&contact.mail);
            must_change_a_row(connection, query.bind(&contact.mobile).bind(contact.english)).await
        }
    }
}

async fn create(connection: &mut SqliteConnection, new: &NewPerson) -> Result<(), Error> {
    let id = new.person.id.as_str();
    let person = sqlx::query(text::PERSON_CREATE).bind(id).bind(&new.person.name).bind(&new.person.name_en);
    must_change_a_row(connection, person).await?;
    let account = sqlx::query(text::ACCOUNT_CREATE).bind(id).bind(&new.login).bind(&new.password_hash);
    must_change_a_row(connection, account).await?;
    put_roles(connection, &new.person).await.context("granting roles")
}

async fn end_sessions(
    connection: &mut SqliteConnection,
    person: &PersonId,
    keep: Option<&[u8; 32]>,
) -> Result<(), Error> {
    let end = sqlx::query(text::SESSIONS_END).bind(person.as_str()).bind(keep.map(|hash| hash.as_slice()));
    end.execute(connection).await.context("ending sessions")?;
    Ok(())
}

async fn must_change_a_row(
    connection: &mut SqliteConnection,
    query: Query<'_, Sqlite, SqliteArguments>,
) -> Result<(), Error> {
    let done = query.execute(connection).await.context("changing the directory")?;
    let missing = || Error::new(ErrorKind::NotFound, "nothing to change in the directory");
    if done.rows_affected() == 0 { Err(missing()) } else { Ok(()) }
}

fn ids(people: &[PersonId]) -> String {
    text_list(people.iter().map(PersonId::as_str))
}

/// The spelling of a deed: that of its JSON.
fn deed(deed: Deed) -> Result<String, Error> {
    let json = serde_json::to_value(deed).map_err(|cause| corrupt_by("deed", cause))?;
    json.as_str().map(str::to_owned).ok_or_else(|| corrupt("deed"))
}

fn account_line(row: &SqliteRow) -> Result<AccountLine, Error> {
    Ok(AccountLine {
        person: row.person("person")?,
        login: row.text("login")?,
        must_change: row.flag("must_change")?,
        locked: row.flag("locked")?,
    })
}

fn stand_in(row: &SqliteRow) -> Result<StandIn, Error> {
    let roles = row.text_or_null("roles")?;
    let day = |column: &str| row.day_or_null(column)?.ok_or_else(|| corrupt(column));
    Ok(StandIn {
        id: row.unsigned("stand_in")?,
        absent: row.person("absent")?,
        person: row.person("person")?,
        roles: roles
            .map(|roles| serde_json::from_str(&roles).map_err(|cause| corrupt_by("roles", cause)))
            .transpose()?,
        from: day("valid_from")?,
        to: day("valid_to")?,
    })
}

fn log_entry(row: &SqliteRow) -> Result<(u64, LogEntry), Error> {
    let what = serde_json::Value::String(row.text("what")?);
    let entry = LogEntry {
        at: row.moment("at")?,
        actor: row.text_or_null("actor")?.map(PersonId::new),
        what: serde_json::from_value(what).map_err(|cause| corrupt_by("deed", cause))?,
        organ: row.text("organ")?,
        subject: row.person("subject")?,
        before: row.text_or_null("before")?,
        after: row.text_or_null("after")?,
    };
    Ok((row.unsigned("entry")?, entry))
}
