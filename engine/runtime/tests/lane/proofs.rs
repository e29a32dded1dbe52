//! `verify` names the first bad record.

use crate::rig::{Rig, claim, complete, instance, start, task};
use mingjing_runtime::{sim::State, verify::Wrong};

/// Two cases with three records each: log 1 to 6, the cases in turn.
async fn rig() -> Rig {
    let mut rig = Rig::new().await;
    for (number, who) in [(1, "zhang"), (2, "li")] {
        let one = instance(1, number);
        rig.run(start(one, "A"));
        rig.run(claim(10 * number + 1, who, one, task(1)));
        rig.run(complete(10 * number + 2, who, one, task(2)));
    }
    rig
}

async fn found(damage: impl FnOnce(&mut State)) -> (Option<u64>, Option<u64>, Wrong) {
    let rig = rig().await;
    damage(&mut rig.store.state());
    let finding = rig.verify().await.finding.expect("the damage is found");
    (finding.log_seq, finding.seq, finding.wrong)
}

fn log(state: &mut State) -> &mut Vec<mingjing_runtime::store::read::HistoryLine> {
    state.log.values_mut().next().expect("a log")
}

#[tokio::test]
async fn a_sound_history_is_proved() {
    let report = rig().await.verify().await;
    assert_eq!((report.finding, report.records, report.instances, report.tenants), (None, 6, 2, 2));
}

#[tokio::test]
async fn a_changed_record_is_found() {
    let (log_seq, seq, wrong) = found(|state| log(state)[4].bytes[20] ^= 1).await;
    assert_eq!((log_seq, seq, wrong), (Some(5), Some(2), Wrong::Hash));
}

#[tokio::test]
async fn a_record_written_anew_breaks_the_chain() {
    let (log_seq, _, wrong) = found(|state| {
        let line = &mut log(state)[0];
        line.bytes.push(b' ');
        line.hash = mingjing_core::record::chain(line.previous, &line.bytes);
    })
    .await;
    assert_eq!((log_seq, wrong), (Some(2), Wrong::Chain));
}

#[tokio::test]
async fn a_removed_record_is_found() {
    let (_, _, wrong) = found(|state| drop(log(state).remove(2))).await;
    assert_eq!(wrong, Wrong::LogGap { expected: 3 });
}

#[tokio::test]
async fn a_truncated_log_is_found() {
    let (_, seq, wrong) = found(|state| drop(log(state).pop())).await;
    assert_eq!((seq, wrong), (Some(2), Wrong::Sequence { expected: 3 }));
}

#[tokio::test]
async fn a_removed_case_is_found() {
    let (log_seq, _, wrong) = found(|state| drop(state.instances.remove(&instance(1, 1)))).await;
    assert_eq!((log_seq, wrong), (Some(1), Wrong::NoInstance));
}

#[tokio::test]
async fn control_that_the_records_do_not_give_is_found() {
    let (_, _, wrong) = found(|state| {
        let other = state.instances[&instance(1, 2)].1.clone();
        state.instances.get_mut(&instance(1, 1)).expect("it is there").1 = other;
    })
    .await;
    assert_eq!(wrong, Wrong::Fold);
}

#[tokio::test]
async fn a_changed_value_row_is_found_and_an_erased_one_is_counted() {
    let (log_seq, _, wrong) = found(|state| state.values.values_mut().next().expect("a row").1[0] ^= 1).await;
    assert_eq!((log_seq, wrong), (Some(1), Wrong::Value(0)));
    let rig = rig().await;
    rig.store.state().values.clear();
    let report = rig.verify().await;
    assert_eq!((report.finding, report.erased), (None, 2));
}

#[tokio::test]
async fn a_column_that_differs_from_its_record_is_found() {
    let (log_seq, _, wrong) = found(|state| log(state)[1].entry_at = jiff::Timestamp::UNIX_EPOCH).await;
    assert_eq!((log_seq, wrong), (Some(2), Wrong::Column("entry_at")));
}
