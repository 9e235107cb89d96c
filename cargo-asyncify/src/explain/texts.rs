//! The texts, by topic: a file each.

/// What several codes are about: those that begin alike.
pub(super) struct Topic {
    pub(super) name: &'static str,
    pub(super) texts: &'static [Text],
}

/// The long text behind a diagnostic.
pub(super) struct Text {
    pub(super) code: &'static str,
    /// The whole file: Markdown, with the title in its first line.
    markdown: &'static str,
}

impl Text {
    /// What the mistake is, in a line.
    pub(super) fn title(&self) -> &'static str {
        let first = self.markdown.lines().next().unwrap_or_default();
        first.trim_start_matches("# ")
    }

    /// What follows the title.
    pub(super) fn parts(&self) -> Vec<Part> {
        let rest = self.markdown.split_once('\n');
        let rest = rest.map_or("", |(_, rest)| rest);
        let mut parts = Vec::new();
        // Every other piece is fenced.
        for (at, piece) in rest.split("```").enumerate() {
            parts.push(match piece.split_once('\n') {
                Some(("rust,wrong", code)) if at % 2 == 1 => Part::Wrong(code.trim_end()),
                Some(("rust,right", code)) if at % 2 == 1 => Part::Right(code.trim_end()),
                // What the right one needs to be compiled.
                Some(("rust,names", _)) if at % 2 == 1 => continue,
                _ => Part::Prose(piece.trim()),
            });
        }
        parts.retain(|part| !matches!(part, Part::Prose("")));
        parts
    }
}

/// A piece of a text.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Prose(&'static str),
    /// An example of the mistake.
    Wrong(&'static str),
    /// The same without it.
    Right(&'static str),
}

macro_rules! topics {
    ($($name:literal: $($code:ident)+;)+) => {
        &[$(Topic {
            name: $name,
            texts: &[$(Text {
                code: stringify!($code),
                markdown: include_str!(concat!("texts/", stringify!($code), ".md")),
            }),+],
        }),+]
    };
}

#[rustfmt::skip]
pub(super) const TOPICS: &[Topic] = topics! {
    "Syntax": A0001;
    "Options": A0101 A0102 A0103 A0104 A0105 A0106 A0107 A0108 A0109;
    "What the attribute stands on": A0201 A0202 A0203 A0204 A0205 A0206 A0207 A0208 A0209 A0210 A0211 A0212 A0213 A0214;
    "Callbacks and their types": A0301 A0302 A0303 A0304 A0305 A0306 A0307 A0308 A0309 A0310 A0311 A0312 A0313;
    "Marks": A0401 A0402 A0403 A0404 A0405 A0406 A0407 A0408 A0409;
    "Roles": A0501 A0502 A0503 A0504 A0505 A0506 A0507 A0508 A0509 A0510;
    "What a callback brings": A0601 A0602 A0603 A0604;
    "Replies": A0701 A0702 A0703 A0704 A0705 A0706;
    "Errors, and calls that are given up": A0801 A0802 A0803 A0804;
    "How values travel": A0901 A0902 A0903 A0904;
    "Handles": A1001 A1002 A1003;
    "Samples in real time": A1101 A1102 A1103 A1104 A1105 A1106 A1107 A1108 A1109;
    "Listeners": A1201 A1202 A1203 A1204 A1205 A1206 A1207 A1208 A1209;
    "C": A1301 A1302 A1303 A1304 A1305 A1306 A1307 A1308;
    "Functions that block": A1401 A1402 A1403 A1404 A1405 A1406 A1407 A1408 A1409 A1410 A1411;
    "Contexts": A1501 A1502 A1503 A1504 A1505;
    "Twins that take a callback": A1601 A1602 A1603 A1604 A1605 A1606 A1607;
};

/// Every text, in order.
pub(super) fn all() -> impl Iterator<Item = &'static Text> {
    TOPICS.iter().flat_map(|topic| topic.texts)
}
