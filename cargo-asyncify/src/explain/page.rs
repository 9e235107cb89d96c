//! The texts as a page of the documentation.

use std::fmt::Write;

use super::texts::TOPICS;

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
            let body = text.body();
            let body = body.replace("```rust,wrong", "Wrong:\n\n```rust,ignore");
            let body = body.replace("```rust,right", "Right:\n\n```rust,ignore");
            let _ = write!(
                page,
                "\n### {}\n\n**{}.** {body}\n",
                text.code,
                text.title()
            );
        }
    }
    page
}
