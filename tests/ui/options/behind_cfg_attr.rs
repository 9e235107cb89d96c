use asyncify::asyncify;

struct Api;

#[asyncify]
impl Api {
    #[cfg_attr(unix, ::asyncify::asyncify(keep))]
    fn run(&self, callback: impl FnMut(u8) + Send + 'static) {
        drop(callback);
    }
}

fn main() {}

// mend: `    #[cfg_attr(unix, ::asyncify::asyncify(keep))]` -> `    #[cfg(not(unix))] fn run(&self, callback: impl FnMut(u8) + Send + 'static) { drop(callback) } #[cfg(unix)] #[asyncify(keep)]`
