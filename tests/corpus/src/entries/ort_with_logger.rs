//! ort 2.0.0-rc.15: `EnvironmentBuilder::with_logger`
//!
//! `wrap = Arc::new` makes what the alias stands for. `.detach()` gives the builder back.

use std::sync::Arc;

use asyncify::asyncify;

use crate::stubs::ort::*;

/// A line of the log.
#[derive(Debug, PartialEq)]
pub struct Record {
    pub level: LogLevel,
    pub category: String,
    pub message: String,
}

#[asyncify(ext = LoggerAsync)]
impl EnvironmentBuilder {
    pub fn with_logger(
        mut self,
        #[shape(Fn(LogLevel, &str, &str, &str, &str), wrap = Arc::new)]
        #[map(|level, category, _id, _location, message| -> Record {
            Record { level, category: category.to_owned(), message: message.to_owned() }
        })]
        logger: LoggerFunction,
    ) -> Self;
}
