mod hiding;
mod lookup;
mod naming;
mod showing;
mod support;
