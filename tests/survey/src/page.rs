//! docs/survey.md

use std::fmt::Write;

use crate::measure::{Compiles, Measured};

const HEAD: &str = include_str!("page.md");

/// The page, of what was measured.
pub(crate) fn page(all: &[Measured]) -> String {
    let mut table = String::from(
        "| crate | by rustdoc | found | share | listed | no mark | marks | decide | refused | compiles | scan, s |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|\n",
    );
    for measured in all {
        line(
            &mut table,
            &format!("{} {}", measured.name, measured.version),
            &[measured],
        );
    }
    line(&mut table, "**all**", &all.iter().collect::<Vec<_>>());
    HEAD.replace("<!-- table -->\n", &table)
        .replace("<!-- missed -->\n", &missed(all))
        .replace("<!-- errors -->\n", &errors(all))
}

/// What one library's line says first, for who waits.
pub(crate) fn summary(of: &Measured) -> String {
    let (matched, counted) = (of.findings.matched(), of.findings.counted.len());
    let compiles = compiles(&[of]);
    format!(
        "{}: {matched} of {counted} found; compiles: {compiles}",
        of.name
    )
}

/// One or several libraries' numbers.
fn line(table: &mut String, name: &str, of: &[&Measured]) {
    let sum =
        |number: fn(&Measured) -> usize| of.iter().map(|measured| number(measured)).sum::<usize>();
    let counted = sum(|one| one.findings.counted.len());
    let matched = sum(|one| one.findings.matched());
    let seconds = of
        .iter()
        .map(|one| one.scan.as_secs_f64())
        .fold(0.0, f64::max);
    let numbers = [
        counted.to_string(),
        matched.to_string(),
        share(matched, counted),
        sum(|one| one.findings.found.len()).to_string(),
        sum(|one| one.findings.converted()).to_string(),
        sum(|one| one.findings.marked()).to_string(),
        sum(|one| one.findings.undecided()).to_string(),
        sum(|one| one.findings.refused()).to_string(),
        compiles(of),
        format!("{seconds:.1}"),
    ];
    let _ = writeln!(table, "| {name} | {} |", numbers.join(" | "));
}

/// Rounded down, so that only all is 100 %.
fn share(part: usize, whole: usize) -> String {
    let percent = (part * 100).checked_div(whole);
    percent.map_or("–".to_owned(), |percent| format!("{percent} %"))
}

fn compiles(of: &[&Measured]) -> String {
    let [one] = of else {
        let has_code = |one: &&&Measured| !matches!(one.compiles, Compiles::Empty);
        let with_code = of.iter().filter(has_code).count();
        let good = of
            .iter()
            .filter(|one| matches!(one.compiles, Compiles::Yes))
            .count();
        return format!("{good} of {with_code}");
    };
    match one.compiles {
        Compiles::Yes => "yes",
        Compiles::Empty => "–",
        Compiles::No(_) => "no",
    }
    .to_owned()
}

/// The functions that were not found, by crate.
fn missed(all: &[Measured]) -> String {
    let mut list = String::new();
    for one in all {
        let paths: Vec<String> = one
            .findings
            .missed()
            .map(|path| format!("`{path}`"))
            .collect();
        if !paths.is_empty() {
            let _ = writeln!(list, "* {}: {}", one.name, paths.join(", "));
        }
    }
    if list.is_empty() {
        "None.\n".to_owned()
    } else {
        list
    }
}

/// The first error of each module that does not compile.
fn errors(all: &[Measured]) -> String {
    let mut list = String::new();
    for one in all {
        if let Compiles::No(errors) = &one.compiles {
            let error = errors
                .lines()
                .find(|line| line.contains("error"))
                .unwrap_or_default();
            let _ = writeln!(list, "* {}: `{error}`", one.name);
        }
    }
    if list.is_empty() {
        "All compile.\n".to_owned()
    } else {
        format!("The first error of each module:\n\n{list}")
    }
}

/// The page without what another machine measures otherwise: the last column.
pub(crate) fn comparable(page: &str) -> String {
    let without_seconds = |line: &str| match line
        .strip_suffix(" |")
        .and_then(|line| line.rsplit_once(" | "))
    {
        Some((kept, _)) => format!("{kept} |\n"),
        None => format!("{line}\n"),
    };
    page.lines().map(without_seconds).collect()
}

#[cfg(test)]
mod tests {
    use super::{comparable, share};

    #[test]
    fn only_all_of_them_is_a_hundred_percent() {
        assert_eq!(share(999, 1000), "99 %");
        assert_eq!(share(2, 2), "100 %");
        assert_eq!(share(0, 0), "–");
    }

    #[test]
    fn another_machine_may_be_slower_but_finds_the_same() {
        let page = |found, seconds| format!("Text.\n\n| notify | {found} | yes | {seconds} |\n");
        assert_eq!(comparable(&page(4, 0.1)), comparable(&page(4, 2.5)));
        assert_ne!(comparable(&page(4, 0.1)), comparable(&page(3, 0.1)));
    }
}
