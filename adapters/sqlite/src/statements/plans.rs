//! The plans of hot statements: each reads by the index that was made for it, and none scans a table.

use super::{
    bundle, calendar, card, case_row, clock, directory, due, history, incident, instance, message, notice, number,
    refusal, register, session, subscription, task, timer, value,
};
use crate::{
    column::Columns,
    migrate::{MIGRATIONS, migrate},
};
use sqlx::{AssertSqlSafe, ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

async fn plan(connection: &mut SqliteConnection, text: &str) -> String {
    let rows = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"))).fetch_all(connection).await.unwrap();
    rows.iter().map(|row| row.text("detail").unwrap() + "\n").collect()
}

async fn store() -> SqliteConnection {
    let mut connection = SqliteConnectOptions::new().in_memory(true).connect().await.unwrap();
    migrate(&mut connection, MIGRATIONS).await.unwrap();
    connection
}

#[tokio::test]
async fn reads_use_the_index_that_serves_them() {
    let by = [
        (
            "an inbox page by due date",
            task::PAGE_BY_DUE,
            "SEARCH n USING INDEX task_due (organ=? AND unit=? AND role=?",
            "SEARCH t USING INTEGER PRIMARY KEY",
        ),
        (
            "an inbox page by age",
            task::PAGE_BY_AGE,
            "SEARCH n USING INDEX task_created (organ=? AND unit=? AND role=?",
            "SEARCH t USING INTEGER PRIMARY KEY",
        ),
        (
            "the counts of queues",
            task::COUNT,
            "SEARCH n USING INDEX task_due (organ=? AND unit=? AND role=?",
            "SEARCH t USING INTEGER PRIMARY KEY",
        ),
        (
            "a case page",
            case_row::PAGE,
            "SEARCH n USING INDEX case_updated (organ=?",
            "SEARCH c USING INTEGER PRIMARY KEY",
        ),
        (
            "a case page of a person",
            case_row::PAGE_OF_PERSON,
            "SEARCH p USING PRIMARY KEY (person=?)",
            "SEARCH c USING INDEX case_id",
        ),
        (
            "counts of stages",
            case_row::SUMMARY,
            "SEARCH case_row USING COVERING INDEX case_stage (organ=?)",
            "SEARCH c USING INDEX case_id (tenant=? AND instance=?)",
        ),
        ("a case by number", case_row::BY_NUMBER, "case_number (organ=? AND number=?)", "case_number"),
        ("the oldest message", message::OLDEST, "message_waiting (tenant=? AND name=? AND key=?)", "message_waiting"),
        ("is a message known", message::KNOWN, "message_id (tenant=? AND name=? AND key=? AND id=?)", "message_id"),
        (
            "waiting mailboxes",
            message::WAITING,
            "message_waiting",
            "subscription_mailbox (tenant=? AND name=? AND correlation=?)",
        ),
        (
            "the oldest subscription",
            subscription::OLDEST,
            "subscription_mailbox (tenant=? AND name=? AND correlation=?)",
            "subscription_mailbox",
        ),
        ("locking instances", instance::LOCK, "instance_id (tenant=? AND instance=?)", "instance_id"),
        (
            "values by reference",
            history::PLACES,
            "history_seq (tenant=? AND instance=? AND seq=?)",
            "value_id (tenant=? AND instance=? AND seq=?)",
        ),
        ("seen commands", history::SEEN, "history_command (tenant=? AND instance=? AND command=?)", "history_command"),
        ("a history page", history::PAGE, "history_seq (tenant=? AND instance=? AND seq>?)", "history_seq"),
        ("a log page", history::LOG_PAGE, "history_log (tenant=? AND log_seq>?)", "history_log"),
        ("registers as of a day", register::AS_OF, "register_key (register=? AND key=?)", "register_key"),
        ("calendars in force", calendar::NEWEST, "SEARCH c USING INTEGER PRIMARY KEY", "calendar_newest (id=?)"),
        ("rights", directory::RIGHTS, "SEARCH p USING PRIMARY KEY", "SEARCH r USING PRIMARY KEY"),
        (
            "failed logins",
            session::ATTEMPT_FAILURES,
            "login_attempt_recent (login=? AND address=? AND at>? AND at<?)",
            "login_attempt_recent",
        ),
        ("the bundle in force", bundle::CURRENT, "bundle_filing_newest (organ=?)", "bundle_filing_newest"),
        ("a page of cards", card::PAGE, "SCAN k USING INDEX card_standing", "case_id (tenant=? AND instance=?)"),
        (
            "a forecast of cards: moments of clocks",
            card::FORECAST,
            "SEARCH case_row USING INDEX case_card (next_card_at>? AND next_card_at<?)",
            "SEARCH c USING INDEX case_id (tenant=? AND instance=?)",
        ),
        (
            "a forecast of cards: moments of node limits",
            card::FORECAST,
            "SEARCH task USING INDEX task_card (next_card_at>? AND next_card_at<?)",
            "SEARCH c USING INDEX case_id (tenant=? AND instance=?)",
        ),
        (
            "is the case of a task paused",
            task::PAGE_BY_DUE,
            "SEARCH k USING PRIMARY KEY (tenant=? AND instance=?)",
            "SEARCH t USING INTEGER PRIMARY KEY",
        ),
        (
            "is a case paused",
            case_row::PAGE,
            "SEARCH k USING PRIMARY KEY (tenant=? AND instance=?)",
            "SEARCH c USING INTEGER PRIMARY KEY",
        ),
        ("a page of refusals", refusal::PAGE, "SCAN r USING INDEX refusal_newest", "case_id (tenant=? AND instance=?)"),
        ("notices to be told", notice::DUE, "notice_outbox_due (due_at=?)", "notice_outbox_due (due_at<?)"),
        ("messages to be sent", notice::DELIVERY_DUE, "notice_delivery_due (due_at<?)", "SEARCH l USING INDEX"),
        ("a person's list", notice::PAGE, "notice_line_person (person=?", "notice_line_person"),
        (
            "what a person has not read",
            notice::UNREAD,
            "notice_line_unread (person=?)",
            "notice_line_person (person=?)",
        ),
        (
            "what could not be told",
            notice::INCIDENTS,
            "notice_outbox_stuck (organ=?)",
            "notice_delivery_failed (organ=?)",
        ),
        ("incidents", incident::PAGE, "incident_since", "case_id (tenant=? AND instance=?)"),
    ];
    let mut connection = store().await;
    for (what, text, index, other) in by {
        let plan = plan(&mut connection, text).await;
        assert!(plan.contains(index) && plan.contains(other), "{what}:\n{plan}");
    }
}

#[tokio::test]
async fn the_due_scan_reads_four_indexes_in_order() {
    let plan = plan(&mut store().await, due::SCAN).await;
    for index in [
        "timer_due (due_at>? AND due_at<?)",
        "task_card (next_card_at>? AND next_card_at<?)",
        "case_card (next_card_at>? AND next_card_at<?)",
        "instance_continue (continue_at>? AND continue_at<?)",
    ] {
        assert!(plan.contains(index), "{index}:\n{plan}");
    }
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
}

#[tokio::test]
async fn pages_of_a_queue_and_of_an_organ_come_in_the_order_of_the_index() {
    let mut connection = store().await;
    for text in [task::PAGE_BY_DUE, task::PAGE_BY_AGE, case_row::PAGE] {
        let plan = plan(&mut connection, text).await;
        // One sorter, for the few rows that the queues or organs have given; none inside.
        assert!(plan.matches("USE TEMP B-TREE FOR ORDER BY").count() <= 1, "{plan}");
    }
}

#[tokio::test]
async fn writes_find_their_rows_by_key() {
    let writes = [
        instance::UPDATE,
        case_row::PUT_INDEXED,
        case_row::DELETE,
        task::PUT_INDEXED,
        task::DELETE,
        timer::DELETE,
        clock::DELETE,
        subscription::DELETE,
        card::DELETE,
        refusal::DELETE,
        incident::DELETE,
        session::TOUCH,
        number::LAST,
        value::GET,
        notice::WAIT,
        notice::TELL,
        notice::STOP,
        notice::RETRY,
        notice::DELIVERY_OVER,
        notice::DELIVERY_FAILED,
        notice::DELIVERY_RETRY,
    ];
    let mut connection = store().await;
    for text in writes {
        let plan = plan(&mut connection, text).await;
        let scans: Vec<_> = plan
            .lines()
            .filter(|line| line.contains("SCAN") && !line.contains("SCAN j") && !line.contains("json_each"))
            .collect();
        assert!(scans.is_empty(), "{text}\n{plan}");
        assert!(plan.contains("tenant=? AND") || plan.contains("PRIMARY KEY"), "{text}\n{plan}");
    }
}
