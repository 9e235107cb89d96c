//! Compiles the C library, with the sanitizer that the tests are run under.

fn main() {
    println!("cargo::rerun-if-changed=c");
    println!("cargo::rerun-if-env-changed=C_SANITIZE");
    let mut build = cc::Build::new();
    build.files(["c/caller.c", "c/hostile.c", "c/twins.c"]);
    build.warnings_into_errors(true);
    if let Ok(sanitizer) = std::env::var("C_SANITIZE") {
        build
            .flag(format!("-fsanitize={sanitizer}"))
            .flag("-fno-omit-frame-pointer");
    }
    build.compile("caller");
    println!("cargo::rustc-link-lib=pthread");
}
