use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;
use quote::quote;

use super::text::{self, Origin};
use super::{fingerprint, module};
use crate::config::Binding;
use crate::model::{Block, Candidate, Declaration, Finding, Place, Verdict};

fn finding(path: &str, block: Block, item: TokenStream, todo: &[&str]) -> Finding {
    Finding {
        candidate: Candidate {
            place: Place::Function {
                module: String::new(),
            },
            path: path.to_owned(),
            file: PathBuf::new(),
            line: 0,
            sig: None,
            module: 0,
            docs: None,
            attrs: Vec::new(),
            callbacks: Vec::new(),
        },
        declaration: Some(Declaration {
            block,
            item,
            marks: Vec::new(),
            todo: todo.iter().map(|it| (*it).to_owned()).collect(),
            notes: vec![String::from("it calls back")],
            doubts: Vec::new(),
            renamed: Default::default(),
        }),
        verdict: Verdict::Marked { becomes: None },
    }
}

fn extension(of: &str, ext: &str, head: TokenStream) -> Block {
    Block::Extension {
        of: of.to_owned(),
        ext: ext.to_owned(),
        head,
    }
}

fn written(findings: &[Finding], is_expanded: bool) -> String {
    let binding = Binding::undecided("sound");
    let origin = Origin {
        command: String::from("cargo asyncify generate sound"),
        library: String::from("sound"),
        version: String::from("1.2.3"),
        is_expanded,
    };
    text::write(module::sections(findings, &binding), &binding, &origin).unwrap()
}

fn findings() -> Vec<Finding> {
    let device = || {
        extension(
            "sound::Device",
            "DeviceAsync",
            quote!(impl<D: ::sound::Device> D),
        )
    };
    let stream = || extension("sound::Stream", "StreamAsync", quote!(impl ::sound::Stream));
    let calls = || Block::Module {
        path: String::from("sound"),
    };
    vec![
        finding(
            "sound::Device::open",
            device(),
            quote! {
                fn open<C, E>(
                    &self,
                    config: ::sound::Config,
                    #[item] #[map(|data, info| -> (::std::vec::Vec<u8>, ::sound::Info) { (data.bytes().to_vec(), info.clone()) })] on_data: C,
                    #[error] on_error: E,
                    timeout: ::core::option::Option<::std::time::Duration>
                ) -> ::core::result::Result<Self::Stream, ::sound::Error>
                where
                    C: FnMut(&::sound::Data, &::sound::Info) + ::core::marker::Send + 'static,
                    E: FnMut(::sound::TheVeryLongNameOfAnError<::sound::Config, ::sound::Data, [u8; 1024], [u16; 2048], [u32; 4096]>) + Send + 'static;
            },
            &[],
        ),
        finding(
            "sound::Device::ask",
            device(),
            quote! {
                fn ask(&self, #[reply(todo)] cb: ::std::boxed::Box<dyn FnMut(::sound::Event) -> bool>);
            },
            &[
                "`cb` returns a `bool`: which one? Nothing in its signature tells, so somebody has to say it.",
            ],
        ),
        finding(
            "sound::Stream::each",
            stream(),
            quote!(
                fn each(&self, cb: impl FnOnce());
            ),
            &["may be a job"],
        ),
        finding(
            "sound::after",
            calls(),
            quote!(
                pub unsafe fn after(
                    d: ::std::time::Duration,
                    #[item] f: impl FnOnce() + Send + 'static,
                );
            ),
            &[],
        ),
        finding(
            "sound::Listener",
            Block::Listener {
                path: String::from("sound::Listener"),
            },
            quote! {
                pub trait Listener: Send {
                    fn on_data(&mut self, data: &[u8], info: ::sound::Info);
                    #[reply(true)]
                    fn on_end(&self, why: ::sound::fmt::Error) -> bool;
                }
            },
            &[],
        ),
    ]
}

/// Compares with a file beside this one; `BLESS=1` writes it anew.
fn compare(name: &str, text: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("src/generate/tests")
        .join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, text).expect("a writable folder");
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(text, expected, "{}", file.display());
}

#[test]
fn a_module_is_written_as_rustfmt_would() {
    let text = written(&findings(), false);
    assert!(fingerprint::is_intact(&text));
    assert_eq!(formatted(&text), text);
    compare("declared.rs", &text);
}

#[test]
fn an_expanded_module_needs_no_macro() {
    let text = written(&findings(), true);
    assert!(fingerprint::is_intact(&text));
    compare("expanded.rs", &text);
}

fn formatted(text: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt, which comes with cargo");
    let mut input = rustfmt.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let output = rustfmt.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_the_macro_refuses_is_a_comment_with_its_words() {
    let block = Block::Module {
        path: String::from("sound"),
    };
    let asked = quote!(
        pub fn ask(f: impl FnMut() -> ::sound::Answer + Send + 'static);
    );
    let told = quote!(
        pub fn tell(f: impl FnMut(u8) + Send + 'static);
    );
    let text = written(
        &[
            finding("sound::ask", block.clone(), asked, &[]),
            finding("sound::tell", block, told, &[]),
        ],
        false,
    );
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let has = |start: &str| lines.iter().any(|line| line.starts_with(start));
    assert!(
        has("// TODO: the callback must give its caller a"),
        "{text}"
    );
    assert!(has("// pub fn ask("), "{text}");
    assert!(has("pub fn tell("), "{text}");
}
