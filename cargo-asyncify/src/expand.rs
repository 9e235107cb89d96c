//! `cargo asyncify expand`
//!
//! Neither the compiler nor the crate's dependencies have a part in it: the sources are parsed, and
//! what is annotated goes through the same code that the attribute calls. So all of it is shown,
//! whatever the configuration leaves of it.

mod annotated;
pub(crate) mod attributes;
mod files;
mod names;
mod written;

use std::path::Path;

use crate::Failure;
use crate::cli::Expand;
use crate::expand::annotated::Found;
use crate::output;

pub(crate) fn run(args: &Expand) -> Result<(), Failure> {
    let mut found = Found::default();
    for file in files::read(args.path.as_deref())? {
        found.search(file);
    }
    let wanted = match &args.item {
        Some(name) => names::select(name, &found)?,
        None if found.annotated.is_empty() => {
            let place = args.path.as_deref().unwrap_or(Path::new("this package"));
            let place = place.display();
            output::note(format_args!(
                "nothing in {place} is annotated with `#[asyncify]`"
            ));
            return Ok(());
        }
        None => found.annotated.iter().collect(),
    };
    let mut mistakes = Vec::new();
    let mut separator = "";
    for annotated in wanted {
        match written::code(annotated) {
            Ok(code) => {
                output::print(format_args!("{separator}// {annotated}\n{code}"))?;
                separator = "\n";
            }
            Err(wrong) => mistakes.extend(wrong),
        }
    }
    if mistakes.is_empty() {
        return Ok(());
    }
    Err(Failure::inputs(mistakes))
}
