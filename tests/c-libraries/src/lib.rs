//! Nothing: the tests of this package lie in `tests`, a folder per library.
