//! Has rust-bindgen read the headers of the libraries whose wrappers are generated.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "system")]
    headers::read();
}

#[cfg(feature = "system")]
mod headers {
    use std::path::PathBuf;
    use std::process::Command;

    /// A library as pkg-config knows it, its header, and which functions are wanted.
    const LIBRARIES: [(&str, &str, &str); 4] = [
        (
            "libcares",
            "ares.h",
            "ares_(cancel|destroy|freeaddrinfo|get.*|init_options|library_init|process_fd|query|\
             search|send|set_s.*)",
        ),
        ("portaudio-2.0", "portaudio.h", "Pa_.*"),
        (
            "libpulse",
            "pulse/pulseaudio.h",
            "pa_(context|mainloop|operation|strerror).*",
        ),
        (
            "sqlite3",
            "sqlite3.h",
            "sqlite3_(close|create_collation_v2|exec|open|.*_hook)",
        ),
    ];

    pub(super) fn read() {
        let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo says where"));
        for (library, header, functions) in LIBRARIES {
            let flags = pkg_config("--cflags-only-I", library);
            let name = library.strip_prefix("lib").unwrap_or(library);
            let name = name.split('-').next().unwrap_or(name);
            bindgen::Builder::default()
                .header_contents(&format!("{name}.h"), &format!("#include <{header}>"))
                // What these say in their documentation is evidence.
                .clang_args([
                    "-fretain-comments-from-system-headers",
                    "-fparse-all-comments",
                ])
                .clang_args(flags.split_whitespace())
                .allowlist_function(functions)
                .layout_tests(false)
                .merge_extern_blocks(true)
                .generate()
                .expect("the headers are there: `cargo xtask test --all` sees to that")
                .write_to_file(folder.join(format!("{name}.rs")))
                .expect("cargo made the folder");
            let version = pkg_config("--modversion", library);
            std::fs::write(folder.join(format!("{name}.version")), version.trim())
                .expect("cargo made the folder");
        }
    }

    fn pkg_config(question: &str, library: &str) -> String {
        let answer = Command::new("pkg-config")
            .args([question, library])
            .output()
            .expect("pkg-config can be run: `cargo xtask test --all` sees to that");
        String::from_utf8_lossy(&answer.stdout).into_owned()
    }
}
