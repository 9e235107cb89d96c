//! `cargo asyncify generate`

use std::path::Path;

use crate::Failure;
use crate::cli::Generate;
use crate::config::Config;
use crate::{c, report};

pub(crate) fn run(args: &Generate) -> Result<(), Failure> {
    if let Some(file) = &args.c_bindings {
        let config = Config::find(args.config.as_deref(), Path::new(""))?;
        for finding in c::scanned(file, &config)?.findings {
            println!("// {}", finding.candidate.path);
            match finding.declaration {
                None => println!("// {:?}", finding.verdict),
                Some(d) => {
                    for t in &d.todo {
                        println!("// TODO: {t}");
                    }
                    for t in &d.notes {
                        println!("// note: {t}");
                    }
                    for t in &d.marks {
                        println!("// mark: {} {}", t.text, t.why);
                    }
                    let item = d.item;
                    let all = syn::parse2(quote::quote!(unsafe extern "C" { #item })).unwrap();
                    println!("{}", prettyplease::unparse(&all));
                    let ex = asyncify_codegen::expansion(
                        Default::default(),
                        quote::quote!(unsafe extern "C" { #item }),
                    );
                    for m in ex.mistakes {
                        println!("// MISTAKE {}", m.message);
                    }
                }
            }
        }
        return Ok(());
    }
    let _ = report::scanned(&args.subject, &Config::default())?;
    Err(Failure::input("not available yet"))
}
