//! The texts that a department filed, and places in them.

use serde::{Deserialize, Serialize};

/// Number of a text among the [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileIx(pub u32);

/// A stretch of a text, in bytes, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub file: FileIx,
    /// First byte.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
}

/// A place as people count it, both from 1; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
}

/// One filed text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path as people know it, e.g. `processes/scjg/forms/clue.form.yaml`.
    pub path: String,
    /// The text.
    pub text: String,
    /// First byte of each line.
    line_starts: Vec<usize>,
}

/// All texts of one check.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Span {
    /// The very beginning of a text: for what is wrong with the file as a whole.
    #[must_use]
    pub fn of_file(file: FileIx) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// The stretch from here to the end of another one in the same text.
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        Self { end: other.end.max(self.end), ..self }
    }
}

impl Source {
    /// A text with its path.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Self { path: path.into(), text, line_starts }
    }

    /// Line and column of a byte; beyond the end, or within a character, the nearest place before.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let byte = floor_char_boundary(&self.text, byte);
        let line = self.line_starts.partition_point(|start| *start <= byte);
        let line_start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Position { line, column: self.text[line_start..byte].chars().count() + 1 }
    }
}

impl Sources {
    /// No texts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileIx {
        let number = FileIx(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source::new(path, text));
        number
    }

    /// The text with this number, if it is one of these.
    #[must_use]
    pub fn get(&self, file: FileIx) -> Option<&Source> {
        self.files.get(usize::try_from(file.0).ok()?)
    }

    /// All texts, in the order in which they were added.
    #[must_use]
    pub fn files(&self) -> &[Source] {
        &self.files
    }
}

/// The nearest character boundary at or before this byte.
pub(crate) fn floor_char_boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
