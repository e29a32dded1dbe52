//! Telling people: the outbox, messages on their way, lists. The clerk writes; the commit that raised a notice has put it.

use crate::{
    SqliteStore,
    codes::{channel, channel_of, level, level_of, micros, signed},
    column::Columns,
    error::Context,
    pack::text_list,
    statements::notice as text,
};
use jiff::Timestamp;
use mingjing_core::ids::PersonId;
use mingjing_runtime::store::{
    Answered, Error, ErrorKind, NoticeId,
    read::{
        Contact, DeliveryFate, DeliveryLine, InboxLine, Lines, MessageText, NewDelivery, NewLine, NoticeIncident,
        Notices, OutboxLine, Stuck, Told,
    },
};
use sqlx::{Sqlite, SqliteConnection, query::Query, sqlite::SqliteArguments, sqlite::SqliteRow};

type Statement<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Values of `notice_delivery.state`.
const ON_ITS_WAY: i64 = 0;
const OUT: i64 = 1;
const FAILED: i64 = 2;
const SPARED: i64 = 3;

impl Notices for SqliteStore {
    fn outbox_due(&self, now: Timestamp, limit: u32) -> Answered<'_, Vec<OutboxLine>> {
        Box::pin(async move {
            let query = sqlx::query(text::DUE).bind(micros(now)).bind(limit);
            let rows = query.fetch_all(&self.readers).await.context("looking for notices")?;
            rows.iter().map(outbox_line).collect()
        })
    }

    fn outbox_wait<'a>(&'a self, notice: &'a NoticeId, until: Timestamp) -> Answered<'a, ()> {
        self.clerk_does(about(text::WAIT, notice).bind(micros(until)))
    }

    fn outbox_tell<'a>(&'a self, notice: &'a NoticeId, told: &'a Told) -> Answered<'a, ()> {
        Box::pin(async move {
            let doing = "telling a notice";
            let mut transaction = self.clerk_begin(doing).await?;
            let row = about(text::TELL, notice).fetch_optional(&mut *transaction).await.context(doing)?;
            // Told before: a worker that crashed behind its commit comes again.
            let Some(row) = row else { return Ok(()) };
            let (organ, raised_at) = (row.text("organ")?, row.moment("raised_at")?);
            for line in &told.lines {
                put_line(&mut transaction, notice, &organ, line, told.at.unwrap_or(raised_at)).await?;
            }
            for delivery in &told.deliveries {
                put_delivery(&mut transaction, notice, &organ, delivery, raised_at).await?;
            }
            transaction.commit().await.context(doing)
        })
    }

    fn outbox_stop<'a>(&'a self, notice: &'a NoticeId, code: &'a str) -> Answered<'a, ()> {
        self.clerk_does(about(text::STOP, notice).bind(code))
    }

    fn delivery_due(&self, now: Timestamp, limit: u32) -> Answered<'_, Vec<DeliveryLine>> {
        Box::pin(async move {
            let query = sqlx::query(text::DELIVERY_DUE).bind(micros(now)).bind(limit);
            let rows = query.fetch_all(&self.readers).await.context("looking for messages")?;
            rows.iter().map(delivery_line).collect()
        })
    }

    fn delivery_note<'a>(&'a self, deliveries: &'a [u64], fate: &'a DeliveryFate) -> Answered<'a, ()> {
        let ids = numbers(deliveries);
        let over = || sqlx::query(text::DELIVERY_OVER).bind(ids.clone());
        let failed = || sqlx::query(text::DELIVERY_FAILED).bind(ids.clone());
        self.clerk_does(match fate {
            DeliveryFate::Sent { at } => over().bind(OUT).bind(micros(*at)),
            DeliveryFate::Spared => over().bind(SPARED).bind(None::<i64>),
            DeliveryFate::Again { at, code } => failed().bind(ON_ITS_WAY).bind(*code).bind(micros(*at)),
            DeliveryFate::Failed { code } => failed().bind(FAILED).bind(*code).bind(None::<i64>),
        })
    }

    fn notice_incidents<'a>(&'a self, organs: &'a [String], limit: u32) -> Answered<'a, Vec<NoticeIncident>> {
        Box::pin(async move {
            let query = sqlx::query(text::INCIDENTS).bind(list(organs)).bind(limit);
            let rows = query.fetch_all(&self.readers).await.context("listing what could not be told")?;
            rows.iter().map(incident).collect()
        })
    }

    fn notice_retry<'a>(&'a self, incident: &'a Stuck, organs: &'a [String], now: Timestamp) -> Answered<'a, ()> {
        Box::pin(async move {
            let query = match incident {
                Stuck::Notice(notice) => about(text::RETRY, notice).bind(list(organs)),
                Stuck::Delivery(id) => sqlx::query(text::DELIVERY_RETRY).bind(signed(*id)).bind(list(organs)),
            };
            let done = query.bind(micros(now)).execute(&self.clerk).await.context("telling again")?;
            let missing = || Error::new(ErrorKind::NotFound, "no such notice incident");
            if done.rows_affected() == 0 { Err(missing()) } else { Ok(()) }
        })
    }

    fn inbox_page<'a>(&'a self, person: &'a PersonId, before: Option<u64>, limit: u32) -> Answered<'a, Vec<InboxLine>> {
        Box::pin(async move {
            let query = sqlx::query(text::PAGE).bind(person.as_str()).bind(before.map(signed)).bind(limit);
            let rows = query.fetch_all(&self.readers).await.context("reading a list of notices")?;
            rows.iter().map(inbox_line).collect()
        })
    }

    fn inbox_unread<'a>(&'a self, person: &'a PersonId) -> Answered<'a, (u32, u64)> {
        Box::pin(async move {
            let query = sqlx::query(text::UNREAD).bind(person.as_str());
            let row = query.fetch_one(&self.readers).await.context("counting notices")?;
            Ok((row.small("unread")?, row.unsigned("last")?))
        })
    }

    fn inbox_read<'a>(&'a self, person: &'a PersonId, which: &'a Lines, at: Timestamp) -> Answered<'a, u32> {
        Box::pin(async move {
            let query = match which {
                Lines::These(ids) => sqlx::query(text::READ_THESE).bind(person.as_str()).bind(numbers(ids)),
                Lines::UpTo(last) => sqlx::query(text::READ_UP_TO).bind(person.as_str()).bind(signed(*last)),
            };
            let done = query.bind(micros(at)).execute(&self.clerk).await.context("marking notices as read")?;
            Ok(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX))
        })
    }

    fn contact_get<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Contact> {
        Box::pin(async move {
            let query = sqlx::query(text::CONTACT).bind(person.as_str());
            let row = query.fetch_optional(&self.readers).await.context("reading how a person is reached")?;
            let Some(row) = row else { return Ok(Contact::default()) };
            Ok(Contact {
                mail: row.text_or_null("mail")?,
                mobile: row.text_or_null("mobile")?,
                english: row.flag("english")?,
            })
        })
    }
}

impl SqliteStore {
    fn clerk_does<'a>(&'a self, query: Statement<'a>) -> Answered<'a, ()> {
        Box::pin(async move {
            query.execute(&self.clerk).await.context("noting what became of a notice")?;
            Ok(())
        })
    }
}

fn about<'q>(statement: &'static str, notice: &'q NoticeId) -> Statement<'q> {
    let NoticeId { instance, key } = notice;
    sqlx::query(statement).bind(instance.tenant.0).bind(instance.uuid.as_bytes().as_slice()).bind(signed(key.0))
}

async fn put_line(
    connection: &mut SqliteConnection,
    notice: &NoticeId,
    organ: &str,
    line: &NewLine,
    at: Timestamp,
) -> Result<(), Error> {
    let NoticeId { instance, key } = notice;
    let put = sqlx::query(text::LINE)
        .bind(line.person.as_str())
        .bind(instance.tenant.0)
        .bind(instance.uuid.as_bytes().as_slice())
        .bind(signed(key.0))
        .bind(organ)
        .bind(level(line.level))
        .bind(&line.zh)
        .bind(&line.en)
        .bind(micros(at));
    put.execute(connection).await.context("putting a line of a list")?;
    Ok(())
}

async fn put_delivery(
    connection: &mut SqliteConnection,
    notice: &NoticeId,
    organ: &str,
    delivery: &NewDelivery,
    raised_at: Timestamp,
) -> Result<(), Error> {
    let digest_at = delivery.text.is_none().then(|| micros(delivery.due_at));
    let put = about(text::DELIVERY, notice)
        .bind(organ)
        .bind(delivery.person.as_str())
        .bind(channel(delivery.channel))
        .bind(delivery.text.as_ref().map(|text| &text.subject))
        .bind(delivery.text.as_ref().map(|text| &text.body))
        .bind(micros(delivery.due_at))
        .bind(digest_at)
        .bind(micros(raised_at));
    put.execute(connection).await.context("putting a message")?;
    Ok(())
}

fn notice(row: &SqliteRow) -> Result<NoticeId, Error> {
    Ok(NoticeId { instance: row.instance()?, key: row.key("key")? })
}

fn outbox_line(row: &SqliteRow) -> Result<OutboxLine, Error> {
    Ok(OutboxLine {
        notice: notice(row)?,
        organ: row.text("organ")?,
        matter: row.bytes("matter")?,
        raised_at: row.moment("raised_at")?,
        due_at: row.moment_or_null("due_at")?,
    })
}

fn delivery_line(row: &SqliteRow) -> Result<DeliveryLine, Error> {
    let body = row.text_or_null("body")?;
    let subject = row.text_or_null("subject")?.unwrap_or_default();
    let unread = row.text_or_null("zh")?;
    let en = row.text_or_null("en")?;
    Ok(DeliveryLine {
        id: row.unsigned("delivery")?,
        notice: notice(row)?,
        organ: row.text("organ")?,
        person: row.person("person")?,
        channel: channel_of(row.int("channel")?)?,
        text: body.map(|body| MessageText { subject, body }),
        digest_at: row.moment_or_null("digest_at")?,
        attempts: row.small("attempts")?,
        unread: unread.map(|zh| (zh, en)),
    })
}

fn incident(row: &SqliteRow) -> Result<NoticeIncident, Error> {
    let notice = notice(row)?;
    let delivery = row.int_or_null("delivery")?;
    Ok(NoticeIncident {
        stuck: delivery.map_or(Stuck::Notice(notice), |id| Stuck::Delivery(id.cast_unsigned())),
        instance: notice.instance,
        organ: row.text("organ")?,
        person: row.text_or_null("person")?.map(PersonId::new),
        channel: row.int_or_null("channel")?.map(channel_of).transpose()?,
        code: row.text("code")?,
        raised_at: row.moment("raised_at")?,
    })
}

fn inbox_line(row: &SqliteRow) -> Result<InboxLine, Error> {
    Ok(InboxLine {
        id: row.unsigned("line")?,
        instance: row.instance()?,
        organ: row.text("organ")?,
        level: level_of(row.int("level")?)?,
        zh: row.text("zh")?,
        en: row.text_or_null("en")?,
        at: row.moment("at")?,
        read_at: row.moment_or_null("read_at")?,
    })
}

fn list(organs: &[String]) -> String {
    text_list(organs.iter().map(String::as_str))
}

/// A JSON list of numbers.
fn numbers(ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| signed(*id).to_string()).collect();
    format!("[{}]", ids.join(","))
}
