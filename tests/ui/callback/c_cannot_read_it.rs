#![deny(improper_ctypes_definitions)]

use asyncify::asyncify;
use std::num::ParseIntError;

#[asyncify(callback, abandoned = Ok(0))]
#[unsafe(no_mangle)]
pub async extern "C" fn parse(number: i32) -> Result<i32, ParseIntError> {
    number.to_string().parse()
}

fn main() {}

// mend: `Ok(0)` -> `0`
//       `Result<i32, ParseIntError>` -> `i32`
//       `number.to_string().parse()` -> `number.to_string().parse().unwrap_or_default()`
