#[asyncify::asyncify]
fn far_down(callback: impl FnOnce(u32)) {
    callback(5)
}
