//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Callback APIs: find them, write their async bindings, show what the macro does.
#[derive(Parser)]
#[command(name = "cargo-asyncify", bin_name = "cargo asyncify", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Lists the public functions, methods and traits that take callbacks, and what they would become
    Scan(Scan),
    /// Writes a module of annotated declarations for a crate, or for C functions
    Generate(Generate),
    /// Shows what `#[asyncify]` writes for an item of this package
    Expand(Expand),
    /// Explains a diagnostic by its code
    Explain(Explain),
}

/// Whose sources are read.
#[derive(Args, Clone)]
pub(crate) struct Subject {
    /// A dependency of this package, or a file that ends in `.rs`; without, this package
    #[arg(value_name = "CRATE | FILE.rs")]
    pub(crate) name: Option<String>,
    /// A package in another folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["name", "version"])]
    pub(crate) path: Option<PathBuf>,
    /// A version to fetch, for a crate that is no dependency
    #[arg(long, value_name = "VERSION", requires = "name")]
    pub(crate) version: Option<String>,
    /// Features of the crate to read it with, separated by commas; by default those it is built with
    #[arg(long, value_delimiter = ',')]
    pub(crate) features: Vec<String>,
    /// All its features
    #[arg(long)]
    pub(crate) all_features: bool,
}

#[derive(Args)]
pub(crate) struct Scan {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// Only paths that match, such as `traits::DeviceTrait::*`
    #[arg(long, value_name = "PATTERN")]
    pub(crate) only: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) subject: Subject,
    /// Only paths that match, such as `traits::DeviceTrait::*`
    #[arg(long, value_name = "PATTERN")]
    pub(crate) only: Vec<String>,
    /// What rust-bindgen wrote, for the functions of a C library
    #[arg(long, value_name = "FILE.rs", conflicts_with_all = ["name", "path", "version"])]
    pub(crate) c_bindings: Option<PathBuf>,
    /// Where to write; without, to the standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Decisions; by default `asyncify.toml` of this package, if there is one
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Fails if the file is not what would be written
    #[arg(long)]
    pub(crate) check: bool,
    /// Writes finished async code, without annotations
    #[arg(long)]
    pub(crate) expanded: bool,
    /// Overwrites a file that was edited by hand
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct Expand {
    /// Path of an item, such as `client::Client` or `fetch`; without, all annotated items
    pub(crate) item: Option<String>,
    /// A package in another folder, or a file
    #[arg(long, value_name = "DIR | FILE.rs")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// Codes such as A0203; without, all are listed
    #[arg(value_name = "CODE")]
    pub(crate) codes: Vec<String>,
}
