//! Reads `asyncify.toml`.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Binding;
use crate::Failure;
use crate::source::text;

/// The file that is read where none is named.
const NAME: &str = "asyncify.toml";

/// A file of decisions.
#[derive(Debug, Default)]
pub(crate) struct Config {
    pub(super) file: PathBuf,
    pub(super) text: String,
    bindings: Vec<Binding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    binding: Vec<Binding>,
}

impl Config {
    /// Reads the file that was named, or that of the package around the working directory, if it
    /// has one.
    pub(crate) fn find(named: Option<&Path>) -> Result<Config, Failure> {
        if let Some(file) = named {
            return Config::read(file);
        }
        let mut folder = PathBuf::new();
        // `..` again and again: messages then tell the file as it is seen from here.
        while folder.join(".").is_dir() {
            let file = folder.join(NAME);
            if file.is_file() {
                return Config::read(&file);
            }
            if folder.join("Cargo.toml").is_file() || folder.components().count() > 64 {
                break;
            }
            folder.push("..");
        }
        Ok(Config::default())
    }

    fn read(file: &Path) -> Result<Config, Failure> {
        Config::parse(file, text::read(file).map_err(Failure::input)?)
    }

    pub(super) fn parse(file: &Path, text: String) -> Result<Config, Failure> {
        let mut config = Config {
            file: file.to_owned(),
            text,
            bindings: Vec::new(),
        };
        let document: Document = toml::from_str(&config.text).map_err(|error| {
            let place = config.place(error.span().unwrap_or_default());
            Failure::input(format!("{place}: {}", error.message()))
        })?;
        config.bindings = document.binding;
        Ok(config)
    }

    /// `asyncify.toml:3:7`
    pub(super) fn place(&self, span: Range<usize>) -> String {
        let before = &self.text[..span.start.min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|it| *it != '\n').count() + 1;
        format!("{}:{line}:{column}", self.file.display())
    }

    /// The decisions for a crate.
    pub(crate) fn binding(&self, library: &str) -> Option<&Binding> {
        // In paths, and so in patterns, a crate's name has underscores.
        let name = |it: &str| it.replace('-', "_");
        self.bindings
            .iter()
            .find(|binding| name(&binding.library) == name(library))
    }

    /// The decisions for what rust-bindgen wrote: by that file's name, as the file itself may be
    /// written anew for each build.
    pub(crate) fn c_binding(&self, file: &Path) -> Option<&Binding> {
        self.bindings.iter().find(|binding| {
            let given = binding.c_bindings.as_deref().and_then(Path::file_name);
            given.is_some() && given == file.file_name()
        })
    }

    pub(crate) fn bindings(&self) -> impl Iterator<Item = &Binding> {
        self.bindings.iter()
    }

    /// A path in the file is relative to it.
    pub(crate) fn resolve(&self, path: &Path) -> PathBuf {
        let folder = self.file.parent().unwrap_or(Path::new(""));
        folder.join(path)
    }
}
