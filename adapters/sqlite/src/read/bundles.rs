//! Filed bundles.

use crate::{
    SqliteStore,
    codes::micros,
    column::Columns,
    error::{Context, corrupt_by},
    statements::{bundle as text, schedule},
    write::planned,
};
use mingjing_core::ids::{Hash, Tenant};
use mingjing_runtime::store::{
    Answered, Error, Schedule,
    read::{BundleInfo, Bundles, FiledBundle},
};
use sqlx::{SqliteConnection, sqlite::SqliteRow};

impl Bundles for SqliteStore {
    fn bundle_file<'a>(&'a self, bundle: &'a FiledBundle) -> Answered<'a, ()> {
        Box::pin(async move {
            let doing = "filing a bundle";
            let hash = bundle.hash.0.as_slice();
            let mut transaction = self.clerk_begin(doing).await?;
            sqlx::query(text::INSERT).bind(hash).bind(&bundle.bytes).execute(&mut *transaction).await.context(doing)?;
            let file = sqlx::query(text::FILE).bind(&bundle.organ).bind(hash).bind(&bundle.by).bind(&bundle.reason);
            let filed = file.bind(micros(bundle.at)).execute(&mut *transaction).await.context(doing)?;
            sqlx::query(text::TENANT_GIVE).bind(&bundle.organ).execute(&mut *transaction).await.context(doing)?;
            sqlx::query(text::TENANT_LOG).bind(&bundle.organ).execute(&mut *transaction).await.context(doing)?;
            if filed.rows_affected() > 0 {
                plan(&mut transaction, bundle).await?;
            }
            transaction.commit().await.context(doing)
        })
    }

    fn bundle_load(&self, hash: Hash) -> Answered<'_, Option<Vec<u8>>> {
        Box::pin(async move {
            let row = sqlx::query(text::LOAD)
                .bind(hash.0.as_slice())
                .fetch_optional(&self.readers)
                .await
                .context("loading a bundle")?;
            row.map(|row| row.bytes("bytes")).transpose()
        })
    }

    fn bundle_current<'a>(&'a self, organ: &'a str) -> Answered<'a, Option<BundleInfo>> {
        Box::pin(async move {
            let row = sqlx::query(text::CURRENT)
                .bind(organ)
                .fetch_optional(&self.readers)
                .await
                .context("looking up a bundle")?;
            row.as_ref().map(info).transpose()
        })
    }

    fn bundle_list(&self) -> Answered<'_, Vec<BundleInfo>> {
        Box::pin(async move {
            let rows = sqlx::query(text::LIST).fetch_all(&self.readers).await.context("listing bundles")?;
            rows.iter().map(info).collect()
        })
    }

    fn tenant_of<'a>(&'a self, organ: &'a str) -> Answered<'a, Option<Tenant>> {
        Box::pin(async move {
            let row = sqlx::query(text::TENANT_OF)
                .bind(organ)
                .fetch_optional(&self.readers)
                .await
                .context("looking up a tenant")?;
            row.map(|row| row.small("tenant").map(Tenant)).transpose()
        })
    }
}

/// The schedules of a new bundle take the place of those of the organ's bundle before.
async fn plan(connection: &mut SqliteConnection, bundle: &FiledBundle) -> Result<(), Error> {
    let doing = "planning what begins by time";
    let old = sqlx::query(schedule::OF_ORGAN).bind(&bundle.organ).fetch_all(&mut *connection).await.context(doing)?;
    let old = old.iter().map(|row| planned(row).map(|(_, schedule)| schedule)).collect::<Result<Vec<_>, _>>()?;
    sqlx::query(schedule::CLEAR).bind(&bundle.organ).execute(&mut *connection).await.context(doing)?;
    for Schedule { organ, bundle, process, start, cycle, timezone, next_at } in
        bundle.schedules.iter().map(|schedule| schedule.clone().after(&old))
    {
        let cycle = serde_json::to_string(&cycle).map_err(|cause| corrupt_by("cycle", cause))?;
        let insert = sqlx::query(schedule::INSERT).bind(organ).bind(process).bind(start).bind(bundle.0.to_vec());
        let insert = insert.bind(cycle).bind(timezone).bind(micros(next_at));
        insert.execute(&mut *connection).await.context(doing)?;
    }
    Ok(())
}

fn info(row: &SqliteRow) -> Result<BundleInfo, Error> {
    Ok(BundleInfo {
        hash: row.hash("hash")?,
        organ: row.text("organ")?,
        by: row.text("by")?,
        reason: row.text("reason")?,
        at: row.moment("at")?,
    })
}
