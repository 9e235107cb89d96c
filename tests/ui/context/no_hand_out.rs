use asyncify::asyncify;

#[asyncify(context)]
async fn connected(host: &str) {
    drop(host.to_owned());
}

fn main() {
    let _ = connected("localhost");
}
