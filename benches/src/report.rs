//! What was measured, to be read by people and by programs.

use std::fmt::Write;

use serde_json::json;

use crate::measure::Row;

/// A Markdown table for each path: a line for each candidate. The ratios and the spread are those of
/// the number that the path is about.
pub(crate) fn tables(rows: &[Row]) -> String {
    let mut text = String::new();
    for path in rows.chunk_by(|one, next| one.path == next.path) {
        write_table(&mut text, path).expect("a string can be written to");
    }
    text
}

fn write_table(text: &mut String, path: &[Row]) -> std::fmt::Result {
    let columns: Vec<&[Row]> = path
        .chunk_by(|one, next| one.column == next.column)
        .collect();
    write!(text, "\n| {} ", path[0].path)?;
    for column in &columns {
        write!(
            text,
            "| {} ",
            [column[0].column, column[0].unit].join(" ").trim_start()
        )?;
    }
    writeln!(text, "| × tokio | × best peer | spread |")?;
    writeln!(text, "|---{}|", "|---:".repeat(columns.len() + 3))?;
    for (index, row) in columns[0].iter().enumerate() {
        write!(text, "| {} ", row.candidate)?;
        for column in &columns {
            write!(text, "| {} ", number(column[index].median))?;
        }
        let [tokio, peer, spread] = [row.to_tokio, row.to_best_peer, row.spread].map(ratio);
        writeln!(text, "| {tokio} | {peer} | {spread} |")?;
    }
    Ok(())
}

/// A line for each row.
pub(crate) fn json(rows: &[Row]) -> String {
    rows.iter()
        .map(|row| {
            let path = [row.path, row.column].join(" ");
            let object = json!({
                "path": path.trim_end(),
                "candidate": row.candidate,
                "median": row.median,
                "unit": row.unit,
                "ratio_to_tokio": row.to_tokio,
                "ratio_to_best_peer": row.to_best_peer,
                "spread": row.spread,
            });
            format!("{object}\n")
        })
        .collect()
}

/// Three digits, of what is not very small.
pub(crate) fn number(value: f64) -> String {
    match value.abs() {
        ..0.000_5 => "0".to_owned(),
        ..0.1 => format!("{value:.3}"),
        ..10.0 => format!("{value:.2}"),
        ..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

fn ratio(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"))
}
