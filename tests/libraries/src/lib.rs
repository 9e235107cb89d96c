//! Nothing: the tests of this package lie in `tests`.
