//! The departments as they are filed: texts that a test may change before they are compiled.

use super::program::root;
use mingjing_model::{
    Lang,
    bundle::Bundle,
    compile,
    folder::{Folder, STANDARD},
    render,
};
use std::{fs, path::Path};

/// A department's folder over the standard.
#[derive(Clone, Debug)]
pub struct Filed {
    pub standard: Folder,
    pub own: Folder,
}

impl Filed {
    /// The bundle; else what is wrong, as people read it.
    pub fn compile(&self) -> Result<Bundle, String> {
        let compiled = compile(Some(&self.standard), &self.own);
        let found = compiled.diagnostics.into_sorted();
        let plain = annotate_snippets::Renderer::plain();
        compiled.bundle.ok_or_else(|| render::text(&found, &compiled.sources, Lang::En, &plain))
    }
}

/// Every department under `processes/`, by name.
pub fn departments() -> Vec<Filed> {
    let processes = root().join("processes");
    let standard = folder(&processes.join(STANDARD));
    let mut names: Vec<_> = fs::read_dir(&processes).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let own = names.iter().filter(|path| path.join("organ.yaml").is_file());
    own.map(|path| Filed { standard: standard.clone(), own: folder(path) }).collect()
}

fn folder(path: &Path) -> Folder {
    let mut folder = Folder { path: path.display().to_string(), ..Folder::default() };
    collect(path, "", &mut folder);
    folder
}

fn collect(path: &Path, below: &str, folder: &mut Folder) {
    for entry in fs::read_dir(path).unwrap() {
        let entry = entry.unwrap();
        let inner = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{inner}/"), folder);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            folder.files.insert(inner, text);
        }
    }
}
