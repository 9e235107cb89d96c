use asyncify::asyncify;

#[asyncify(blocking)]
#[status(|code| -> Result<(), i32> { if code == 0 { Ok(()) } else { Err(code) } })]
fn run(command: &str) -> i32 {
    command.len() as i32
}

fn main() {
    let _ = run("ls");
}

// mend: `#[status(|code| -> Result<(), i32> { if code == 0 { Ok(()) } else { Err(code) } })]` -> ``
//       `-> i32 {` -> `-> Result<(), i32> {`
//       `command.len() as i32` -> `match command.len() as i32 { 0 => Ok(()), code => Err(code) }`
