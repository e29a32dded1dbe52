//! Columns of a result row as the types of the port.

use crate::{
    codes,
    error::{Context, corrupt, corrupt_by},
};
use jiff::{Timestamp, civil::Date};
use mingjing_core::ids::{Hash, InstanceId, Key, PersonId, Tenant};
use mingjing_runtime::store::Error;
use serde::de::DeserializeOwned;
use sqlx::{Row, sqlite::SqliteRow};
use uuid::Uuid;

/// Typed access to columns by name.
pub(crate) trait Columns {
    /// An integer.
    fn int(&self, column: &str) -> Result<i64, Error>;
    /// An integer or `NULL`.
    fn int_or_null(&self, column: &str) -> Result<Option<i64>, Error>;
    /// A text.
    fn text(&self, column: &str) -> Result<String, Error>;
    /// A text or `NULL`.
    fn text_or_null(&self, column: &str) -> Result<Option<String>, Error>;
    /// Bytes.
    fn bytes(&self, column: &str) -> Result<Vec<u8>, Error>;
    /// Bytes or `NULL`.
    fn bytes_or_null(&self, column: &str) -> Result<Option<Vec<u8>>, Error>;

    /// A flag.
    fn flag(&self, column: &str) -> Result<bool, Error> {
        Ok(self.int(column)? != 0)
    }

    /// An unsigned integer that kept its bits.
    fn unsigned(&self, column: &str) -> Result<u64, Error> {
        Ok(self.int(column)?.cast_unsigned())
    }

    /// A small unsigned integer.
    fn small<N: TryFrom<i64>>(&self, column: &str) -> Result<N, Error> {
        N::try_from(self.int(column)?).map_err(|_| corrupt(column))
    }

    /// A small unsigned integer or `NULL`.
    fn small_or_null<N: TryFrom<i64>>(&self, column: &str) -> Result<Option<N>, Error> {
        self.int_or_null(column)?.map(|number| N::try_from(number).map_err(|_| corrupt(column))).transpose()
    }

    /// A key inside an instance.
    fn key(&self, column: &str) -> Result<Key, Error> {
        Ok(Key(self.unsigned(column)?))
    }

    /// A moment.
    fn moment(&self, column: &str) -> Result<Timestamp, Error> {
        codes::moment(self.int(column)?)
    }

    /// A moment or `NULL`.
    fn moment_or_null(&self, column: &str) -> Result<Option<Timestamp>, Error> {
        self.int_or_null(column)?.map(codes::moment).transpose()
    }

    /// A civil day or `NULL`.
    fn day_or_null(&self, column: &str) -> Result<Option<Date>, Error> {
        self.text_or_null(column)?.as_deref().map(codes::day).transpose()
    }

    /// Bytes of a fixed length.
    fn fixed<const N: usize>(&self, column: &str) -> Result<[u8; N], Error> {
        self.bytes(column)?.try_into().map_err(|_| corrupt(column))
    }

    /// A hash.
    fn hash(&self, column: &str) -> Result<Hash, Error> {
        self.fixed(column).map(Hash)
    }

    /// A person.
    fn person(&self, column: &str) -> Result<PersonId, Error> {
        self.text(column).map(PersonId::new)
    }

    /// The columns `tenant` and `instance`.
    fn instance(&self) -> Result<InstanceId, Error> {
        self.instance_in("tenant", "instance")
    }

    /// An instance in these two columns.
    fn instance_in(&self, tenant: &str, uuid: &str) -> Result<InstanceId, Error> {
        Ok(InstanceId { tenant: Tenant(self.small(tenant)?), uuid: Uuid::from_bytes(self.fixed(uuid)?) })
    }

    /// A JSON text.
    fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, Error> {
        serde_json::from_str(&self.text(column)?).map_err(|cause| corrupt_by(column, cause))
    }

    /// A JSON list of people or `NULL`.
    fn people_or_null(&self, column: &str) -> Result<Option<Vec<PersonId>>, Error> {
        let list = self.text_or_null(column)?;
        list.map(|list| serde_json::from_str(&list).map_err(|cause| corrupt_by(column, cause))).transpose()
    }
}

impl Columns for SqliteRow {
    fn int(&self, column: &str) -> Result<i64, Error> {
        self.try_get(column).context(column)
    }

    fn int_or_null(&self, column: &str) -> Result<Option<i64>, Error> {
        self.try_get(column).context(column)
    }

    fn text(&self, column: &str) -> Result<String, Error> {
        self.try_get(column).context(column)
    }

    fn text_or_null(&self, column: &str) -> Result<Option<String>, Error> {
        self.try_get(column).context(column)
    }

    fn bytes(&self, column: &str) -> Result<Vec<u8>, Error> {
        self.try_get(column).context(column)
    }

    fn bytes_or_null(&self, column: &str) -> Result<Option<Vec<u8>>, Error> {
        self.try_get(column).context(column)
    }
}
