use asyncify::{HandOut, asyncify};

#[asyncify(context)]
async unsafe fn connected(out: HandOut<String>) {
    out.give(String::new()).await;
}

fn main() {
    let _ = connected();
}

// mend: `unsafe ` -> ``
