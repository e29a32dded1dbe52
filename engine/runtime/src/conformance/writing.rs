//! The write path.

use super::{
    Checked, ensure,
    hand::{Hand, control, record, same, told, writes},
    sample::{case, instance},
};
use crate::store::{ErrorKind, Found, Request, Writes, read::HistoryLine};
use mingjing_core::{
    ids::Tenant,
    rows::{Change, Row},
};

pub(super) async fn what_is_committed_is_found_again(hand: &mut Hand) -> Checked {
    let (one, other) = (instance(1, 1), instance(1, 2));
    same("log sequences", &hand.step(&[(one, 1)]).await?, &vec![1])?;
    let found = hand.begin(&[(one, None), (other, None)]).await?;
    let expected = vec![Found { instance: one, seq: 1, control: Some(control(one, 1)) }];
    same("found", &found, &expected)?;
    hand.abort().await
}

pub(super) async fn an_aborted_transaction_leaves_no_trace(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    hand.begin(&[(one, None)]).await?;
    hand.abort().await?;
    same("found", &hand.begin(&[(one, None)]).await?, &Vec::new())?;
    hand.abort().await
}

pub(super) async fn a_begin_ends_a_transaction_that_was_left_open(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    hand.step(&[(one, 1)]).await?;
    hand.begin(&[(one, None)]).await?;
    let found = hand.begin(&[(one, None)]).await?;
    ensure!(found.len() == 1, "the instance is found after a lane has crashed, got {found:?}");
    hand.commit(writes(&[(one, 2)])).await?;
    Ok(())
}

pub(super) async fn cached_control_is_not_sent_again(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    hand.step(&[(one, 1)]).await?;
    for (cached, control) in [(Some(1), None), (Some(7), Some(control(one, 1)))] {
        let found = hand.begin(&[(one, cached)]).await?;
        same("found", &found, &vec![Found { instance: one, seq: 1, control }])?;
        hand.abort().await?;
    }
    Ok(())
}

pub(super) async fn a_wrong_version_is_a_conflict(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    hand.step(&[(one, 1)]).await?;
    hand.begin(&[(one, None)]).await?;
    hand.refused(Request::Commit(Box::new(writes(&[(one, 4)]))), ErrorKind::Conflict).await?;
    hand.step(&[(one, 2)]).await?;
    Ok(())
}

pub(super) async fn a_new_instance_must_not_exist(hand: &mut Hand) -> Checked {
    let one = instance(1, 1);
    hand.step(&[(one, 1)]).await?;
    hand.begin(&[(one, None)]).await?;
    hand.refused(Request::Commit(Box::new(writes(&[(one, 1)]))), ErrorKind::Conflict).await
}

pub(super) async fn a_command_is_accepted_once_an_instance(hand: &mut Hand) -> Checked {
    let (one, other) = (instance(1, 1), instance(1, 2));
    hand.step(&[(one, 1)]).await?;
    let mut again = writes(&[(one, 2)]);
    again.records[0].command = record(one, 1).command;
    hand.begin(&[(one, None)]).await?;
    hand.refused(Request::Commit(Box::new(again)), ErrorKind::Conflict).await?;
    let mut elsewhere = writes(&[(other, 1)]);
    elsewhere.records[0].command = record(one, 1).command;
    hand.begin(&[(other, None)]).await?;
    hand.commit(elsewhere).await?;
    Ok(())
}

pub(super) async fn a_failed_commit_writes_nothing(hand: &mut Hand) -> Checked {
    let (one, other) = (instance(1, 1), instance(1, 2));
    hand.step(&[(one, 1)]).await?;
    hand.begin(&[(one, None), (other, None)]).await?;
    let mut half = writes(&[(other, 1), (one, 4)]);
    half.rows.push(Change::Put(Row::Case(case(other))));
    hand.refused(Request::Commit(Box::new(half)), ErrorKind::Conflict).await?;
    ensure!(hand.reads.case_get(other).await.map_err(told)?.is_none(), "a row of the failed commit is there");
    same("log sequences", &hand.step(&[(other, 1)]).await?, &vec![2])
}

pub(super) async fn log_sequences_have_no_gap_in_a_tenant(hand: &mut Hand) -> Checked {
    let (a, b, c) = (instance(1, 1), instance(2, 1), instance(1, 2));
    same("first batch", &hand.step(&[(a, 1), (c, 1), (b, 1)]).await?, &vec![1, 2, 1])?;
    same("second batch", &hand.step(&[(b, 2), (a, 2)]).await?, &vec![2, 3])?;
    let mut chained = writes(&[(a, 4)]);
    chained.instances[0].expected = Some(2);
    chained.records = vec![record(a, 3), record(a, 4)];
    hand.begin(&[(a, None)]).await?;
    same("two records of one instance", &hand.commit(chained).await?, &vec![4, 5])?;
    let tenants = hand.reads.tenants().await.map_err(told)?;
    same("tenants", &tenants, &vec![(Tenant(1), 5), (Tenant(2), 2)])?;
    let page = hand.reads.log_page(Tenant(1), 1, 3).await.map_err(told)?;
    let seqs: Vec<_> = page.iter().map(|line| (line.log_seq, line.instance, line.seq)).collect();
    same("log page", &seqs, &vec![(2, c, 1), (3, a, 2), (4, a, 3)])
}

pub(super) async fn records_are_kept_byte_for_byte(hand: &mut Hand) -> Checked {
    let one = instance(3, 1);
    for seq in 1..=3 {
        hand.step(&[(one, seq)]).await?;
    }
    let line = |seq: u64| {
        let record = record(one, seq);
        HistoryLine {
            instance: one,
            seq,
            log_seq: seq,
            command: record.command,
            digest: record.digest,
            entry_at: record.entry_at,
            bytes: record.bytes,
            algorithm: record.algorithm,
            previous: record.previous,
            hash: record.hash,
        }
    };
    let page = hand.reads.history_page(one, 1, 10).await.map_err(told)?;
    same("page", &page, &vec![line(2), line(3)])?;
    let some = hand.reads.history_get(one, &[3, 1, 9]).await.map_err(told)?;
    same("some records", &some, &vec![line(1), line(3)])?;
    let stored = hand.reads.instance_get(one).await.map_err(told)?;
    same("control", &stored, &Some((3, control(one, 3))))?;
    let page = hand.reads.instance_page(Tenant(3), None, 10).await.map_err(told)?;
    same("instances", &page, &vec![(one, 3, control(one, 3))])?;
    let rest = hand.reads.instance_page(Tenant(3), Some(one), 10).await.map_err(told)?;
    ensure!(rest.is_empty(), "nothing comes after the last instance, got {rest:?}");
    hand.begin(&[]).await?;
    same("an empty commit", &hand.commit(Writes::default()).await?, &Vec::new())
}
