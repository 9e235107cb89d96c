//! Runs the cells whose names contain all the words on the command line.

fn main() {
    // What cargo tells test harnesses is not meant for this.
    let words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'));
    asyncify_matrix::run(&words.collect::<Vec<_>>());
}
