//! Parses a library: `mod` files, conditional compilation, macros with items in them.

mod aliases;
mod bodies;
mod cfg;
mod configure;
mod dialect;
mod load;
mod macros;
mod member;
mod paste;
mod place;
mod rules;
pub(crate) mod text;

use crate::Failure;
use crate::model::{Library, Package};
use crate::output;
use crate::progress::Progress;
use cfg::Cfg;
use load::Loader;
pub(crate) use place::Place;

/// Reads all modules of a package's library. What can't be read of them is a warning each.
pub(crate) fn read(package: &Package) -> Result<Library, Failure> {
    let (library, warnings) = load(package)?;
    for warning in warnings {
        output::warn(warning);
    }
    Ok(library)
}

/// The same for a library that another one depends on, where warnings are of no use.
pub(crate) fn read_quietly(package: &Package) -> Result<Library, Failure> {
    load(package).map(|(library, _)| library)
}

fn load(package: &Package) -> Result<(Library, Vec<String>), Failure> {
    let mut cfg = Cfg::host(&package.features)?;
    if let Some(script) = &package.build_script {
        aliases::add(script, &mut cfg);
    }
    let progress = Progress::start(format!("reading {} {}", package.name, package.version));
    let mut loader = Loader::new(&cfg, package.edition, &progress);
    loader.root(&package.root).map_err(Failure::input)?;
    let library = Library {
        package: package.clone(),
        modules: loader.modules,
    };
    Ok((library, loader.warnings))
}

#[cfg(test)]
mod tests;
