//! Async set-up and tear-down around the use of a resource.
