#[asyncify::asyncify]
fn leaf(callback: impl FnOnce(u32)) {
    callback(6)
}
