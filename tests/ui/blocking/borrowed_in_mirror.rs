use asyncify::asyncify;

mod files {
    pub struct Options;

    pub fn copy(from: &str, options: &Options, mut progress: impl FnMut(u64)) {
        let _ = (from, options);
        progress(0);
    }
}

#[asyncify(path = files)]
mod copies {
    #[asyncify(stream, blocking)]
    pub fn copy(from: &str, options: &super::files::Options, progress: impl FnMut(u64) + Send);
}

fn main() {}

// mend: `#[asyncify(path = files)]` -> ``
//       `#[asyncify(stream, blocking)]` -> `#[asyncify::asyncify(stream, blocking)]`
//       `pub fn copy(from: &str, options: &super::files::Options, progress: impl FnMut(u64) + Send);` -> `pub fn copy(from: String, options: super::files::Options, progress: impl FnMut(u64) + Send) { super::files::copy(&from, &options, progress) }`
