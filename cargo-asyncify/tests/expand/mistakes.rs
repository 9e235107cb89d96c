use asyncify::asyncify;

#[asyncify(strem)]
fn misspelt(callback: impl FnMut(u32) + Send + 'static) {}

#[asyncify]
fn fine(callback: impl FnOnce(u32)) {}

#[asyncify]
fn two(a: impl FnMut(u32) + 'static, b: impl FnMut(u32) + 'static) {}
