use asyncify::asyncify;

#[asyncify(callback)]
async fn connect(#[item] host: String) {
    drop(host);
}

fn main() {
    connect_with_callback(String::new(), || {});
}

// mend: `#[item] ` -> ``
