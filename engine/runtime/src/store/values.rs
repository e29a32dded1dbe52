//! Values by reference: how an answer to `Query::Value` is put together, the same in every store.

use mingjing_core::event::Event;
use mingjing_expr::Value;

/// The value that an event sets, with its value rows joined in; `row` gives the bytes of a row of the same record, or
/// none when it was erased.
pub fn value_of(event: &Event, row: impl Fn(u16) -> Option<Vec<u8>>) -> Value {
    let Some(stored) = event.stored() else { return Value::Null };
    let personal = stored.personal.and_then(|sealed| row(sealed.n));
    let large = stored.large.and_then(|sealed| row(sealed.n));
    stored.open(personal.as_deref(), large.as_deref())
}

/// Positions of the value rows that [`value_of`] will ask for.
pub fn value_rows_of(event: &Event) -> Vec<u16> {
    let sealed = event.stored().map(|stored| [stored.personal, stored.large]);
    sealed.into_iter().flatten().flatten().map(|sealed| sealed.n).collect()
}
