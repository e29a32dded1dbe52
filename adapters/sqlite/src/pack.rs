//! Rows for one statement of constant text: `INSERT … SELECT … FROM json_each($1)`.
//!
//! A row is a JSON array. Bytes do not go through JSON: they lie end to end in one blob beside it (`$2`), and the row
//! says where; the statement takes them out with `substr`. That is half the bytes of hexadecimal, and no decoding.

use std::fmt::{Display, Write};

/// Rows and their bytes.
#[derive(Debug, Default)]
pub(crate) struct Pack {
    rows: String,
    blobs: Vec<u8>,
    count: usize,
}

/// A field of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Field<'a> {
    /// `NULL`.
    Null,
    /// An integer: one position in the row.
    Int(i64),
    /// A text: one position.
    Text(&'a str),
    /// Bytes of a length that the statement knows (ids, hashes): one position, the offset from 1.
    Fixed(&'a [u8]),
    /// Bytes of any length: two positions, offset and length.
    Bytes(&'a [u8]),
}

impl Pack {
    /// Adds a row.
    pub fn push(&mut self, fields: &[Field<'_>]) {
        self.rows.push(if self.count == 0 { '[' } else { ',' });
        for (position, field) in fields.iter().enumerate() {
            self.rows.push(if position == 0 { '[' } else { ',' });
            self.put(*field);
        }
        self.rows.push(']');
        self.count += 1;
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The two parameters of the statement: rows as JSON and their bytes; none and none when there are no rows, for
    /// `json_each(NULL)` has none.
    pub fn into_parts(mut self) -> (Option<String>, Option<Vec<u8>>) {
        if self.count == 0 {
            return (None, None);
        }
        self.rows.push(']');
        (Some(self.rows), Some(self.blobs))
    }

    fn put(&mut self, field: Field<'_>) {
        match field {
            Field::Null => self.rows.push_str("null"),
            Field::Int(number) => self.number(number),
            Field::Text(text) => quote(text, &mut self.rows),
            Field::Fixed(bytes) => {
                let offset = self.store(bytes);
                self.number(offset);
            }
            Field::Bytes(bytes) => {
                let offset = self.store(bytes);
                self.number(offset);
                self.rows.push(',');
                self.number(bytes.len());
            }
        }
    }

    /// Without a text of its own: a step has some sixty numbers.
    fn number(&mut self, number: impl Display) {
        // Writing into a text does not fail.
        let _ = write!(self.rows, "{number}");
    }

    fn store(&mut self, bytes: &[u8]) -> usize {
        let offset = self.blobs.len() + 1;
        self.blobs.extend_from_slice(bytes);
        offset
    }
}

impl<'a> From<Option<&'a str>> for Field<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Field::Null, Field::Text)
    }
}

impl From<Option<i64>> for Field<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Field::Null, Field::Int)
    }
}

/// A list of texts as JSON.
pub(crate) fn text_list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut list = String::from("[");
    for (position, text) in texts.into_iter().enumerate() {
        if position > 0 {
            list.push(',');
        }
        quote(text, &mut list);
    }
    list.push(']');
    list
}

/// A JSON string (RFC 8259 §7).
fn quote(text: &str, into: &mut String) {
    into.push('"');
    for letter in text.chars() {
        match letter {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            control if control < ' ' => into.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => into.push(other),
        }
    }
    into.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_where_its_bytes_lie() {
        let mut pack = Pack::default();
        pack.push(&[Field::Int(-1), Field::Fixed(b"ab"), Field::Text("甲\"\n"), Field::Null]);
        pack.push(&[Field::Bytes(b"cde")]);
        let (rows, blobs) = pack.into_parts();
        assert_eq!(rows.as_deref(), Some("[[-1,1,\"甲\\\"\\u000a\",null],[3,3]]"));
        assert_eq!(blobs.as_deref(), Some(b"abcde".as_slice()));
    }

    #[test]
    fn no_rows_are_no_parameters() {
        assert_eq!(Pack::default().into_parts(), (None, None));
    }

    #[test]
    fn text_lists_are_json() {
        let list = text_list(["a\\b", "\u{1}", "乙"]);
        assert_eq!(serde_json::from_str::<Vec<String>>(&list).unwrap(), ["a\\b", "\u{1}", "乙"]);
    }
}
