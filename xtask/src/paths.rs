//! Where the repository, its outputs and the tool cache lie.

use std::env;
use std::path::{Path, PathBuf};

use crate::process::{Failure, Result};

pub struct Paths {
    /// The root of the repository.
    pub root: PathBuf,
    /// Cargo's target directory, wherever the user's settings put it.
    pub target: PathBuf,
    /// The built site.
    pub dist: PathBuf,
    /// What xtask itself keeps: stamps, locks, staging, a Python environment.
    pub work: PathBuf,
    /// Tools that were built for this repository, one folder for each version; shared by all clones.
    pub tools: PathBuf,
}

impl Paths {
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .map(Path::to_path_buf)
            .ok_or_else(|| Failure::new("the repository was not found", "run `cargo xtask` inside of it"))?;
        // This binary lies at `<target>/<profile>/xtask`.
        let target = env::current_exe()
            .ok()
            .and_then(|exe| Some(exe.parent()?.parent()?.to_path_buf()))
            .unwrap_or_else(|| root.join("target"));
        let cache = env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
            .or_else(|| env::home_dir().map(|home| home.join(".cache")))
            .unwrap_or_else(|| target.clone());
        let work = target.join("xtask");
        fs_err::create_dir_all(&work)?;
        Ok(Self {
            dist: root.join("dist"),
            tools: cache.join("flowlog-console").join("tools"),
            root,
            target,
            work,
        })
    }

    /// The binary of `package` as the dev profile builds it.
    pub fn debug_binary(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

/// `path` as a person reads it: from the root of the repository where it lies inside.
pub fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
