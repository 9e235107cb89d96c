use asyncify::asyncify;

#[asyncify]
fn ask(
    #[map(|it| !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!it)]
    callback: impl FnOnce(bool) + Send + 'static,
) {
    callback(true);
}

fn main() {}

// mend: `!` -> ``
//       `|it| it` -> `|it| -> bool { negated(it) }`
//       `fn main() {}` -> `fn negated(it: bool) -> bool { !it }`
