use asyncify::asyncify;

#[asyncify]
fn start(
    #[status(|ok| if ok { Ok(()) } else { Err(()) })] callback: impl FnMut(u8) + Send + 'static,
) -> bool {
    drop(callback);
    true
}

fn main() {}

// mend: `    #[status(|ok| if ok { Ok(()) } else { Err(()) })] ` -> `    `
//       `#[asyncify]` -> `#[asyncify] #[status(|ok| if ok { Ok(()) } else { Err(()) })]`
