//! The texts as a page of the documentation.

use std::fmt::Write;

use super::labelled;
use super::texts::{Part, TOPICS};

/// `docs/diagnostics.md`
pub(super) fn page() -> String {
    let mut page = String::from(
        "# Diagnostics\n\n\
         A message of `#[asyncify]` ends its first line with the code of the mistake, as in `[A0101]`. \
         These are the long texts behind the codes; `cargo asyncify explain CODE` shows one of them. \
         The page is made of them by `cargo xtask diagnostics`.\n",
    );
    for topic in TOPICS {
        let _ = writeln!(page, "\n**{}**\n", topic.name);
        for text in topic.texts {
            let anchor = text.code.to_lowercase();
            let _ = writeln!(page, "* [{}](#{anchor}): {}", text.code, text.title());
        }
    }
    for topic in TOPICS {
        let _ = write!(page, "\n## {}\n", topic.name);
        for text in topic.texts {
            let _ = writeln!(page, "\n### {}\n\n**{}**", text.code, text.title());
            for (label, part) in labelled(text) {
                if let Some(label) = label {
                    let _ = writeln!(page, "\n{label}");
                }
                let _ = match part {
                    Part::Prose(prose) => writeln!(page, "\n{prose}"),
                    Part::Wrong(code) | Part::Right(code) => {
                        writeln!(page, "\n```rust,ignore\n{code}\n```")
                    }
                };
            }
        }
    }
    page
}
