//! A crate is fetched from a registry, as crates.io is one: its index tells the versions.

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use common::PROGRAM;
use tempfile::TempDir;

const NAME: &str = "asyncify-registered";

/// Runs a program of the system, and returns what it printed.
fn tool(program: &str, folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new(program);
    let output = command.args(args).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// The files of a registry with these versions of a crate, whose function is called like each.
fn publish(folder: &Path, address: &str, versions: &[(&str, bool)]) {
    let mut index = String::new();
    for (version, is_yanked) in versions {
        let package = format!("{NAME}-{version}");
        let source = folder.join(&package).join("src");
        fs::create_dir_all(&source).expect("a folder");
        let manifest = format!("[package]\nname = {NAME:?}\nversion = {version:?}\n");
        fs::write(source.join("../Cargo.toml"), manifest).expect("a file");
        let function = format!("on_{}", version.replace('.', "_"));
        let code = format!("pub fn {function}(callback: impl FnMut(u8) + Send + 'static) {{}}\n");
        fs::write(source.join("lib.rs"), code).expect("a file");
        let file = format!("{package}.crate");
        tool("tar", folder, &["-czf", &file, &package]);
        let sum = tool("sha256sum", folder, &[&file]);
        let sum = sum.split_whitespace().next().expect("a checksum");
        index += &format!(
            "{{\"name\":{NAME:?},\"vers\":{version:?},\"deps\":[],\"cksum\":{sum:?},\
             \"features\":{{}},\"yanked\":{is_yanked}}}\n"
        );
    }
    let config = format!("{{\"dl\":\"http://{address}/{{crate}}-{{version}}.crate\"}}");
    fs::write(folder.join("config.json"), config).expect("a file");
    // As the index of crates.io is laid out.
    fs::create_dir_all(folder.join("as/yn")).expect("a folder");
    fs::write(folder.join("as/yn").join(NAME), index).expect("a file");
}

/// Answers one request with a file of the registry.
fn answer(stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut lines = BufReader::new(&stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let path = request.split(' ').nth(1).unwrap_or_default();
    let (status, body) = match fs::read(folder.join(path.trim_start_matches('/'))) {
        Ok(body) => ("200 OK", body),
        Err(_) => ("404 Not Found", Vec::new()),
    };
    let length = body.len();
    let mut stream = &stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// A registry, and a folder in which cargo takes it for crates.io.
struct Registry {
    folder: TempDir,
    home: PathBuf,
}

impl Registry {
    fn new(versions: &[(&str, bool)]) -> Registry {
        let folder = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let files = folder.path().join("registry");
        fs::create_dir(&files).expect("a folder");
        publish(&files, &address, versions);
        // It ends with the process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = answer(stream, &files);
            }
        });
        let home = folder.path().join("home");
        fs::create_dir(&home).expect("a folder");
        let config = format!(
            "[source.crates-io]\nreplace-with = \"own\"\n\n\
             [source.own]\nregistry = \"sparse+http://{address}/\"\n"
        );
        fs::write(home.join("config.toml"), config).expect("a file");
        Registry { folder, home }
    }

    /// How a scan of a version ended, and what it said.
    fn scan(&self, version: &str) -> (Option<i32>, String, String) {
        let output = Command::new(PROGRAM)
            .args(["scan", NAME, "--version", version])
            .current_dir(self.folder.path())
            .env("CARGO_HOME", &self.home)
            .env("CARGO_NET_OFFLINE", "false")
            .env("NO_PROXY", "127.0.0.1")
            .output()
            .expect("it runs");
        let [stdout, stderr] = [output.stdout, output.stderr];
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (output.status.code(), text(stdout), text(stderr))
    }
}

#[test]
fn a_version_is_the_newest_of_those_that_fit() {
    let registry = Registry::new(&[
        ("0.9.0", false),
        ("0.10.0", false),
        ("0.10.3", false),
        ("0.10.4", true),
        ("1.2.0", false),
    ]);
    for (asked, found) in [
        ("0.10", "0.10.3"),
        ("0.10.0", "0.10.0"),
        ("=0.9.0", "0.9.0"),
        ("1", "1.2.0"),
        ("*", "1.2.0"),
    ] {
        let (code, stdout, stderr) = registry.scan(asked);
        assert_eq!((code, &stderr[..]), (Some(0), ""), "{asked}");
        let function = format!("  on_{}", found.replace('.', "_"));
        assert!(stdout.contains(&function), "{asked}: {stdout}");
        let summary = format!("\n{NAME} {found}: 1 found, ");
        assert!(stdout.contains(&summary), "{asked}: {stdout}");
    }
    for asked in ["2", "0.10.9"] {
        let (code, stdout, stderr) = registry.scan(asked);
        assert_eq!((code, &stdout[..]), (Some(3), ""), "{asked}");
        assert!(stderr.starts_with("error: cargo: "), "{stderr}");
        assert!(stderr.contains(NAME), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}
