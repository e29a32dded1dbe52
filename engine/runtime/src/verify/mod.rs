//! Proves a stored history: nothing is missing, nothing was changed, and the state that runs is the state that the
//! records give. It streams: memory does not grow with the store.
//!
//! Per tenant: the log sequence has no gap and ends where the store says. Per instance: sequence and hash chain, columns
//! equal to the stored bytes, value rows under their salted hashes, and the fold of all events equal to stored control.
//! Every record belongs to an instance that is there.

mod finding;
mod instance;

pub use finding::{Finding, Report, Wrong};

use crate::store::{
    Error,
    read::{Histories, HistoryLine},
};
use mingjing_core::ids::Tenant;

/// Rows read at a time: a page of records is about a megabyte.
pub(crate) const PAGE: u32 = 500;

/// Proves the histories of all tenants; stops at the first bad record.
///
/// # Errors
/// When the store cannot be read.
pub async fn verify(store: &dyn Histories) -> Result<Report, Error> {
    let mut report = Report::default();
    for (tenant, last) in store.tenants().await? {
        report.tenants += 1;
        let before = report.records;
        if let Some(finding) = log(store, tenant, last).await? {
            report.finding = Some(finding);
            return Ok(report);
        }
        if let Some(finding) = instances(store, tenant, &mut report).await? {
            report.finding = Some(finding);
            return Ok(report);
        }
        if report.records - before != last {
            report.finding = Some(orphan(store, tenant).await?);
            return Ok(report);
        }
    }
    Ok(report)
}

/// The tenant's log has every number from 1 to its last.
async fn log(store: &dyn Histories, tenant: Tenant, last: u64) -> Result<Option<Finding>, Error> {
    let mut expected = 1;
    loop {
        let page = store.log_page(tenant, expected - 1, PAGE).await?;
        for line in &page {
            if line.log_seq != expected || line.instance.tenant != tenant {
                return Ok(Some(Finding::at(line, Wrong::LogGap { expected })));
            }
            expected += 1;
        }
        if page.len() < PAGE as usize {
            break;
        }
    }
    let end = expected - 1;
    Ok((end != last).then(|| Finding::of_tenant(tenant, Wrong::LogEnd { expected: last, found: end })))
}

/// Every instance of the tenant.
async fn instances(store: &dyn Histories, tenant: Tenant, report: &mut Report) -> Result<Option<Finding>, Error> {
    let mut after = None;
    loop {
        let page = store.instance_page(tenant, after, PAGE).await?;
        for (id, seq, control) in &page {
            report.instances += 1;
            if let Some(finding) = instance::check(store, *id, *seq, control, report).await? {
                return Ok(Some(finding));
            }
            after = Some(*id);
        }
        if page.len() < PAGE as usize {
            return Ok(None);
        }
    }
}

/// The first record that belongs to no instance: its case was removed.
async fn orphan(store: &dyn Histories, tenant: Tenant) -> Result<Finding, Error> {
    let mut after = 0;
    loop {
        let page: Vec<HistoryLine> = store.log_page(tenant, after, PAGE).await?;
        for line in &page {
            match store.instance_get(line.instance).await? {
                Some((seq, _)) if seq >= line.seq => after = line.log_seq,
                _ => return Ok(Finding::at(line, Wrong::NoInstance)),
            }
        }
        if page.len() < PAGE as usize {
            return Ok(Finding::of_tenant(tenant, Wrong::NoInstance));
        }
    }
}
