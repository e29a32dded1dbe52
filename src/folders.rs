//! Department folders on disk.

use crate::usage;
use anyhow::{Context, Result};
use mingjing_model::folder::{Folder, STANDARD};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Bytes of a file that are read at most: beyond, the model refuses it anyway, and says so.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// A department's folder with the standard beside it.
pub struct Department {
    /// The department's own folder.
    pub own: Folder,
    /// The standard, if there is one beside it.
    pub standard: Option<Folder>,
}

/// The departments that a path means: a department's folder itself, or a folder that holds some.
///
/// # Errors
/// When the path is not there, or holds no department.
pub fn departments(path: &Path) -> Result<Vec<Department>> {
    if !path.is_dir() {
        return Err(usage(format!(
            "`{}` is not a folder: name a department's folder, or the folder that holds the departments",
            path.display()
        )));
    }
    let folders = if is_department(path) {
        vec![path.to_owned()]
    } else {
        children(path)?.into_iter().filter(|child| is_department(child)).collect()
    };
    if folders.is_empty() {
        return Err(usage(format!(
            "`{}` holds no department: a department's folder has an organ.yaml or *.process.yaml files",
            path.display()
        )));
    }
    folders.iter().map(|folder| department(folder)).collect()
}

/// One department's folder with the standard beside it.
///
/// # Errors
/// When a file cannot be read.
pub fn department(path: &Path) -> Result<Department> {
    let own = read(path)?;
    let standard = path
        .canonicalize()?
        .parent()
        .map(|parent| parent.join(STANDARD))
        .filter(|standard| standard.is_dir() && !own.is_standard());
    let beside = standard.map(|standard| read(&standard)).transpose()?;
    let shown = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .map_or_else(|| PathBuf::from(STANDARD), |parent| parent.join(STANDARD));
    Ok(Department { own, standard: beside.map(|folder| Folder { path: shown.display().to_string(), ..folder }) })
}

/// Whether a folder is a department's.
pub fn is_department(path: &Path) -> bool {
    let files = children(path).unwrap_or_default();
    path.is_dir()
        && files.iter().any(|file| {
            file.file_name()
                .is_some_and(|name| name == "organ.yaml" || name.to_string_lossy().ends_with(".process.yaml"))
        })
}

fn children(path: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(path).with_context(|| format!("reading folder `{}`", path.display()))?;
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Folder> {
    let mut folder = Folder { path: path.display().to_string(), ..Folder::default() };
    collect(path, "", &mut folder)?;
    Ok(folder)
}

fn collect(path: &Path, below: &str, folder: &mut Folder) -> Result<()> {
    for child in children(path)? {
        let Some(name) = child.file_name().and_then(|name| name.to_str()) else {
            return Err(usage(format!("`{}`: file names must be UTF-8", child.display())));
        };
        let inner = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
        if child.is_dir() {
            collect(&child, &inner, folder)?;
        } else {
            if fs::metadata(&child)?.len() > FILE_BYTES_MAX {
                return Err(usage(format!(
                    "`{}` has more than {FILE_BYTES_MAX} bytes: no file of a department is that large",
                    child.display()
                )));
            }
            let bytes = fs::read(&child).with_context(|| format!("reading `{}`", child.display()))?;
            // What is no text cannot be a filed file; notes and pictures may lie about.
            if let Ok(text) = String::from_utf8(bytes) {
                folder.files.insert(inner, text);
            } else if name.ends_with(".yaml") || name.ends_with(".yml") {
                return Err(usage(format!("`{}` is not UTF-8 text: save it as UTF-8", child.display())));
            }
        }
    }
    Ok(())
}
