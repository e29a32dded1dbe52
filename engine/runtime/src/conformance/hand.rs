//! The hand that drives a store.

use super::Checked;
use crate::store::{
    ErrorKind, Found, InstanceWrite, Lock, Mailbox, MailboxLock, RecordWrite, Reply, Request, Writer, Writes, ask,
    read::Reads,
};
use mingjing_core::{
    ids::{CommandId, InstanceId},
    needs::{Answer, Query},
    record::chain,
};
use std::{fmt::Debug, sync::Arc};

use super::sample::{ZERO, moment};

/// A store under test.
pub struct Store {
    /// Its writer.
    pub writer: Box<dyn Writer>,
    /// Its reads.
    pub reads: Arc<dyn Reads>,
}

/// The store with shorthands for the requests.
pub(super) struct Hand {
    writer: Box<dyn Writer>,
    pub reads: Arc<dyn Reads>,
}

impl Hand {
    pub fn new(store: Store) -> Self {
        Self { writer: store.writer, reads: store.reads }
    }

    pub async fn request(&mut self, request: Request) -> Result<Reply, String> {
        self.writer.execute(request).await.map_err(|error| format!("{error} ({:?})", error.kind))
    }

    /// The request fails, with this kind of error.
    pub async fn refused(&mut self, request: Request, kind: ErrorKind) -> Checked {
        match self.writer.execute(request).await {
            Err(error) if error.kind == kind => Ok(()),
            Err(error) => Err(format!("expected {kind:?}, got {:?}: {error}", error.kind)),
            Ok(reply) => Err(format!("expected {kind:?}, got {reply:?}")),
        }
    }

    pub async fn begin(&mut self, locks: &[(InstanceId, Option<u64>)]) -> Result<Vec<Found>, String> {
        Ok(self.begin_with(Vec::new(), locks).await?.0)
    }

    pub async fn begin_with(
        &mut self,
        mailboxes: Vec<MailboxLock>,
        locks: &[(InstanceId, Option<u64>)],
    ) -> Result<(Vec<Found>, Vec<Mailbox>), String> {
        let mut locks: Vec<Lock> =
            locks.iter().map(|(instance, cached)| Lock { instance: *instance, cached: *cached }).collect();
        locks.sort();
        match self.request(Request::Begin { now: moment(0), mailboxes, locks }).await? {
            Reply::Begun { found, skipped, mailboxes } if skipped.is_empty() => Ok((found, mailboxes)),
            other => Err(format!("expected Begun, got {other:?}")),
        }
    }

    pub async fn read(&mut self, instance: InstanceId, query: Query) -> Result<Answer, String> {
        let answer = match self.request(Request::Read { questions: vec![(instance, query.clone())] }).await? {
            Reply::Answers(answers) => match answers.as_slice() {
                [(asker, asked, answer)] if *asker == instance && *asked == query => answer.clone(),
                other => return Err(format!("expected one answer to {query:?}, got {other:?}")),
            },
            other => return Err(format!("expected Answers, got {other:?}")),
        };
        // A dry run asks the reads: they say the same of everything but what only a commit decides.
        if !matches!(query, Query::Number { .. } | Query::Seen { .. }) {
            let read = ask(self.reads.as_ref(), instance, &query).await.map_err(told)?;
            same(&format!("{query:?} through the reads"), &read, &answer)?;
        }
        Ok(answer)
    }

    pub async fn commit(&mut self, writes: Writes) -> Result<Vec<u64>, String> {
        match self.request(Request::Commit(Box::new(writes))).await? {
            Reply::Committed { log_seqs } => Ok(log_seqs),
            other => Err(format!("expected Committed, got {other:?}")),
        }
    }

    pub async fn abort(&mut self) -> Checked {
        match self.request(Request::Abort).await? {
            Reply::Aborted => Ok(()),
            other => Err(format!("expected Aborted, got {other:?}")),
        }
    }

    /// Commits one record of each instance, chained on nothing: the store does not judge chains.
    pub async fn step(&mut self, steps: &[(InstanceId, u64)]) -> Result<Vec<u64>, String> {
        let locks: Vec<_> = steps.iter().map(|(instance, _)| (*instance, None)).collect();
        self.begin(&locks).await?;
        self.commit(writes(steps)).await
    }
}

/// One record and new control for each instance, at these sequences.
pub(super) fn writes(steps: &[(InstanceId, u64)]) -> Writes {
    let instance = |(instance, seq): &(InstanceId, u64)| InstanceWrite {
        instance: *instance,
        expected: (*seq > 1).then(|| seq - 1),
        seq: *seq,
        control: control(*instance, *seq),
        continue_at: None,
    };
    Writes {
        instances: steps.iter().map(instance).collect(),
        records: steps.iter().map(|(instance, seq)| record(*instance, *seq)).collect(),
        ..Writes::default()
    }
}

/// Some bytes that are no text, so that nothing reads them as one.
pub(super) fn control(instance: InstanceId, seq: u64) -> Vec<u8> {
    let mut bytes = vec![1, 0, 255, 254];
    bytes.extend(instance.uuid.as_bytes());
    bytes.extend(seq.to_le_bytes());
    bytes
}

/// A record with a command of its own.
pub(super) fn record(instance: InstanceId, seq: u64) -> RecordWrite {
    let bytes = format!("{{\"record\": \"{instance} 记录 {seq}\"}}").into_bytes();
    let command = CommandId(uuid::Uuid::new_v5(&instance.uuid, &seq.to_le_bytes()));
    let hash = chain(ZERO, &bytes);
    RecordWrite {
        instance,
        seq,
        command,
        digest: seq.to_le_bytes(),
        entry_at: moment(seq as i64),
        bytes,
        algorithm: 1,
        previous: ZERO,
        hash,
    }
}

/// What was got is what was expected.
pub(super) fn same<T: PartialEq + Debug>(what: &str, got: &T, expected: &T) -> Checked {
    if got == expected { Ok(()) } else { Err(format!("{what}: got {got:#?}, expected {expected:#?}")) }
}

/// An error of a read, in words.
pub(super) fn told(error: crate::store::Error) -> String {
    format!("{error} ({:?})", error.kind)
}
