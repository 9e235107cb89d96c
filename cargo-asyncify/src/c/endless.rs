//! Items of a header that contain themselves, which no compiler accepts: whoever asks what such a name
//! stands for would never come to an end.

use std::collections::{BTreeMap, BTreeSet};

use syn::Item;
use syn::visit::{self, Visit};

/// Takes them out: their names stand for nothing.
pub(super) fn remove(items: &mut BTreeMap<String, Item>) {
    let names: Vec<_> = items.keys().cloned().collect();
    for name in names {
        if contains_itself(&name, items) {
            items.remove(&name);
        }
    }
}

fn contains_itself(name: &str, items: &BTreeMap<String, Item>) -> bool {
    let mut open = vec![name.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        let Some(item) = items.get(&next) else {
            continue;
        };
        let mut parts = Parts(Vec::new());
        parts.visit_item(item);
        if parts.0.iter().any(|part| part == name) {
            return true;
        }
        let new = parts.0.into_iter().filter(|part| seen.insert(part.clone()));
        open.extend(new);
    }
    false
}

/// The names of the types that something consists of.
struct Parts(Vec<String>);

impl Visit<'_> for Parts {
    fn visit_item_type(&mut self, alias: &syn::ItemType) {
        self.visit_type(&alias.ty);
    }

    fn visit_item_struct(&mut self, structure: &syn::ItemStruct) {
        self.visit_fields(&structure.fields);
    }

    fn visit_item_mod(&mut self, _: &syn::ItemMod) {}

    fn visit_field(&mut self, field: &syn::Field) {
        self.visit_type(&field.ty);
    }

    fn visit_type_path(&mut self, ty: &syn::TypePath) {
        self.0.extend(ty.path.get_ident().map(ToString::to_string));
        visit::visit_type_path(self, ty);
    }

    // What a pointer leads to is elsewhere.
    fn visit_type_ptr(&mut self, _: &syn::TypePtr) {}
    fn visit_type_fn_ptr(&mut self, _: &syn::TypeFnPtr) {}
    fn visit_type_reference(&mut self, _: &syn::TypeReference) {}
}
