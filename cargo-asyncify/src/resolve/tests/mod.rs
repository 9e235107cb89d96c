mod hiding;
mod libraries;
mod lookup;
mod naming;
mod showing;
mod support;
