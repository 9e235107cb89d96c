//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

/// Callback APIs: find them, write their async bindings, show what the macro does
///
/// Reads sources, of a crate or of what rust-bindgen wrote, and finds the functions that take
/// callbacks. `generate` writes the declarations that `#[asyncify]` makes async functions and
/// streams of. Nothing is built, and no code of the crates runs.
#[derive(Parser)]
#[command(
    name = "cargo-asyncify",
    bin_name = "cargo asyncify",
    version,
    arg_required_else_help = true,
    after_long_help = include_str!("cli/program.txt"),
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// List what takes a callback, and what it would become
    ///
    /// Finds every public function, method and trait that takes a callback, also where an alias or
    /// a trait hides it, and tells of each: its public path, what it would become, which marks it
    /// needs and why, or why it can't be converted.
    #[command(after_long_help = include_str!("cli/scan.txt"))]
    Scan(Scan),
    /// Write a module of annotated declarations, for a crate or for C functions
    ///
    /// The module holds a declaration for all that a scan finds, with the marks that it needs. Where
    /// a human must decide, the declaration is a comment that begins with `TODO` and says what; a
    /// decision in `asyncify.toml` makes code of it. The same input gives the same module.
    ///
    /// A file that was edited by hand is not overwritten, unless `--force` says so.
    #[command(
        after_long_help = include_str!("cli/generate.txt"),
        mut_arg("name", |name| name.help(
            "A dependency of this package, or a file that ends in `.rs`; without, all that \
             asyncify.toml binds, or else this package"
        )),
    )]
    Generate(Generate),
    /// Show what `#[asyncify]` writes for the items of this package
    ///
    /// Finds what is annotated in the sources of the package: of its library, its binaries, examples
    /// and tests, whatever features they need. What the macro makes of it is shown formatted, under
    /// a line that says where the item stands. Neither a nightly compiler nor a build is needed.
    #[command(after_long_help = include_str!("cli/expand.txt"))]
    Expand(Expand),
    /// Explain a diagnostic by its code
    ///
    /// The messages of `#[asyncify]` end their first line with a code such as `[A0501]`.
    #[command(after_long_help = include_str!("cli/explain.txt"))]
    Explain(Explain),
    /// Write a completion script for a shell
    #[command(after_long_help = include_str!("cli/completions.txt"))]
    Completions(Completions),
    /// Write the manual pages
    #[command(after_long_help = include_str!("cli/man.txt"))]
    Man(Man),
}

/// Whose sources are read.
#[derive(Args, Clone, Default)]
pub(crate) struct Subject {
    /// A dependency of this package, or a file that ends in `.rs`; without, this package
    #[arg(value_name = "CRATE | FILE.rs", value_hint = ValueHint::FilePath)]
    pub(crate) name: Option<String>,
    /// A package in another folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with_all = ["name", "version"])]
    pub(crate) path: Option<PathBuf>,
    /// A version to fetch, for a crate that is no dependency: `0.10` is the newest of these, `0.10.1`
    /// that one
    #[arg(long, value_name = "VERSION", requires = "name")]
    pub(crate) version: Option<String>,
    /// Features of the crate to read it with besides those it is built with, separated by commas
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
    #[arg(long, value_name = "FILE.rs", value_hint = ValueHint::FilePath, conflicts_with_all = ["name", "path", "version"])]
    pub(crate) c_bindings: Option<PathBuf>,
    /// The module that this is, as the generated one sees it; by default `crate::ffi`
    #[arg(long, value_name = "PATH", requires = "c_bindings")]
    pub(crate) bindings_path: Option<String>,
    /// Where to write; without, to the standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Decisions; by default `asyncify.toml` of this package, if there is one
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Fails if the file is not what would be written
    #[arg(long)]
    pub(crate) check: bool,
    /// Writes finished async code, which needs the crate `asyncify-runtime`, and no macro
    #[arg(long)]
    pub(crate) expanded: bool,
    /// Overwrites a file that was edited by hand
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct Expand {
    /// Path of an item, such as `client::Client` or `fetch`, or of a module; without, all annotated
    /// items
    pub(crate) item: Option<String>,
    /// A package in another folder, or a file
    #[arg(long, value_name = "DIR | FILE.rs", value_hint = ValueHint::AnyPath)]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Explain {
    /// Codes such as A0501; without, all are listed
    #[arg(value_name = "CODE")]
    pub(crate) codes: Vec<String>,
    /// Lists all codes
    #[arg(long, conflicts_with = "codes")]
    pub(crate) list: bool,
    /// Prints all texts, as one page of Markdown
    #[arg(long, conflicts_with_all = ["codes", "list"])]
    pub(crate) markdown: bool,
}

#[derive(Args)]
pub(crate) struct Completions {
    pub(crate) shell: Shell,
}

#[derive(Args)]
pub(crate) struct Man {
    /// Folder for a page for each command; without, the program's is written to the standard output
    #[arg(value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
}
