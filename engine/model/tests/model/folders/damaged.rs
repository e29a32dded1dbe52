//! Damaged files are diagnosed, whatever the damage.

use super::support::Folders;
use proptest::prelude::*;

/// What a slip of the keyboard, or of an editor, may leave behind.
const SCRAPS: [&str; 12] = ["", " ", "\n", ":", "{", "]", "- ", "\"", "999999999999999999999", "null", "案", "&a"];

fn damaged(text: &str, at: prop::sample::Index, length: usize, scrap: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let start = at.index(characters.len() + 1);
    let end = (start + length).min(characters.len());
    let (before, after) = (&characters[..start], &characters[end..]);
    before.iter().copied().chain(scrap.chars()).chain(after.iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn a_damaged_folder_gives_a_bundle_or_errors_and_never_a_panic(
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        length in 0usize..12,
        scrap in prop::sample::select(&SCRAPS[..]),
    ) {
        let mut folders = Folders::good();
        let (standard, own) = (&mut folders.standard.files, &mut folders.department.files);
        let mut texts: Vec<&mut String> = standard.values_mut().chain(own.values_mut()).collect();
        let place = file.index(texts.len());
        *texts[place] = damaged(texts[place], at, length, scrap);
        let compiled = folders.compile();
        prop_assert_eq!(compiled.bundle.is_none(), compiled.diagnostics.has_errors());
    }
}
