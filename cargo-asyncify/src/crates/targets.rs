//! Everything that is built of a package.

use std::path::{Path, PathBuf};

use super::metadata::{self, Dependencies};
use crate::Failure;

/// The root files of all crates of the package in a folder, or in one above it; of a workspace
/// without a package of its own, those of its members. Its dependencies need not be there.
pub(crate) fn roots(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let metadata = metadata::of(folder, Dependencies::None)?;
    let mut packages = metadata.workspace_packages();
    let folder = folder.canonicalize().map_err(Failure::input)?;
    let manifests = folder.ancestors().map(|above| above.join("Cargo.toml"));
    let nearest = manifests.into_iter().find(|manifest| manifest.is_file());
    let own = packages.iter().copied().find(|package| {
        let manifest = package.manifest_path.canonicalize().ok();
        manifest.is_some() && manifest == nearest
    });
    if let Some(package) = own {
        packages = vec![package];
    }
    let targets = packages.iter().flat_map(|package| &package.targets);
    let roots = targets.map(|target| target.src_path.as_std_path().to_owned());
    Ok(roots.collect())
}
