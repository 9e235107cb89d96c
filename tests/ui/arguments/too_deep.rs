use asyncify::asyncify;

#[asyncify]
fn ask(
    #[map(|it| !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!it)]
    callback: impl FnOnce(bool) + Send + 'static,
) {
    callback(true);
}

fn main() {}
