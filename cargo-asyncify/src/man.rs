//! `cargo asyncify man`

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, roman};

use crate::Failure;
use crate::cli::{Cli, Man};
use crate::output;

pub(crate) fn run(args: &Man) -> Result<(), Failure> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let Some(dir) = &args.dir else {
        let page = page(&program).map_err(Failure::input)?;
        return output::print(page);
    };
    if dir.exists() && !dir.is_dir() {
        return Err(Failure::input(format!("{} is no folder", dir.display())));
    }
    write_all(&program, dir)
        .map_err(|error| Failure::input(format!("{} can't be written: {error}", dir.display())))
}

fn write_all(program: &Command, dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    for command in [program].into_iter().chain(program.get_subcommands()) {
        let name = Page::new(command.clone()).get_filename();
        fs::write(dir.join(name), page(command)?)?;
    }
    Ok(())
}

fn page(command: &Command) -> io::Result<String> {
    let mut out = Vec::new();
    let page = Page::new(command.clone())
        .manual("asyncify")
        .source(concat!("cargo-asyncify ", env!("CARGO_PKG_VERSION")));
    page.render_title(&mut out)?;
    page.render_name_section(&mut out)?;
    page.render_synopsis_section(&mut out)?;
    page.render_description_section(&mut out)?;
    page.render_options_section(&mut out)?;
    if command.has_subcommands() {
        page.render_subcommands_section(&mut out)?;
    }
    if let Some(help) = command.get_after_long_help() {
        more(&help.to_string(), &mut out)?;
    }
    String::from_utf8(out).map_err(io::Error::other)
}

/// The text behind the options, in sections: a line that is not indented is the heading of one, or
/// has no part in any.
fn more(help: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut roff = Roff::new();
    for line in help.lines() {
        match line.strip_suffix(':') {
            Some(heading) if !line.starts_with(' ') => {
                roff.control("fi", []);
                roff.control("SH", [heading.to_uppercase().as_str()]);
                roff.control("nf", []);
            }
            _ => {
                roff.text([roman(line)]);
            }
        }
    }
    roff.control("fi", []);
    roff.to_writer(out)
}
