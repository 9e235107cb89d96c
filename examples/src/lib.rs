//! One idea each: see the files beside this one.
