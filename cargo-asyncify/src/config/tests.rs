use std::path::Path;

use quote::{ToTokens, quote};

use super::*;
use crate::model::{Block, Declaration};

const FILE: &str = r##"
[[binding]]
crate = "cpal"
only = ["traits::DeviceTrait::*"]
uses = ["crate::{CaptureInfo, is_fatal}"]

[[binding.block]]
of = "traits::DeviceTrait"
ext = "CaptureExt"
options = "frames"
where = "D::Stream: Send"
docs = """
Capturing.

For all."""
functions = ["build_input_stream"]

[binding.block.fn.build_input_stream]
options = "name = input_stream, buffer = size(&config)"
where = "T: Send + 'static"
param.callback = "#[item] #[map(|data, info| (data, info))]"

[binding.fn."traits::DeviceTrait::build_output_stream"]
skip = "it is written by hand"
"##;

fn config(text: &str) -> Result<Config, crate::Failure> {
    Config::parse(Path::new("asyncify.toml"), text.to_owned())
}

fn declaration() -> Declaration {
    Declaration {
        block: Block::Extension {
            of: String::from("cpal::traits::DeviceTrait"),
            ext: String::from("DeviceTraitExt"),
            head: quote! {
                #[asyncify(stream)]
                impl<D: ::cpal::traits::DeviceTrait> D
            },
        },
        item: quote! {
            #[doc = " The original."]
            fn build_input_stream<T, C>(&self, #[shape(FnMut(T))] #[error] callback: C)
            where
                T: ::cpal::SizedSample;
        },
        marks: Vec::new(),
        todo: vec![String::from("several callbacks")],
        notes: Vec::new(),
        doubts: Vec::new(),
        renamed: Default::default(),
    }
}

#[test]
fn decisions_go_into_the_declaration() {
    let config = config(FILE).unwrap();
    let mut declaration = declaration();
    let path = "cpal::traits::DeviceTrait::build_input_stream";
    let binding = config.binding("cpal").unwrap();
    binding.apply(path, &mut declaration).unwrap();
    let Block::Extension { ext, head, .. } = &declaration.block else {
        panic!("it was an extension");
    };
    assert_eq!(ext, "CaptureExt");
    let expected = quote! {
        #[doc = " Capturing."]
        #[doc = ""]
        #[doc = " For all."]
        #[asyncify(frames)]
        impl<D: ::cpal::traits::DeviceTrait> D
        where
            D::Stream: Send
    };
    assert_eq!(head.to_string(), expected.to_string());
    let expected: syn::ForeignItemFn = syn::parse_quote! {
        #[doc = " The original."]
        #[asyncify(name = input_stream, buffer = size(&config))]
        fn build_input_stream<T, C>(
            &self,
            #[item]
            #[shape(FnMut(T))]
            #[map(|data, info| (data, info))]
            callback: C
        )
        where
            T: ::cpal::SizedSample + Send + 'static;
    };
    assert_eq!(
        declaration.item.to_string(),
        expected.to_token_stream().to_string()
    );
    assert!(declaration.todo.is_empty());
}

#[test]
fn what_is_skipped_or_does_not_match_is_not_wanted() {
    let config = config(FILE).unwrap();
    let binding = config.binding("cpal").unwrap();
    assert!(binding.wants("cpal::traits::DeviceTrait::build_input_stream"));
    assert!(!binding.wants("cpal::traits::DeviceTrait::build_output_stream"));
    assert!(!binding.wants("cpal::platform::Device::build_input_stream"));
    assert!(Binding::undecided("cpal").wants("cpal::platform::f"));
}

#[test]
fn mistakes_are_told_with_their_place() {
    let told = |text: &str| config(text).unwrap_err().to_string();
    for (text, start, part) in [
        (
            "[[binding]]\ncrate = \"a\"\nonyl = []\n",
            "asyncify.toml:3:1: ",
            "unknown field `onyl`",
        ),
        ("[[binding]]\ncrate = 5", "asyncify.toml:2:9: ", "string"),
        (
            "[[binding]]\n",
            "asyncify.toml:1:1: ",
            "missing field `crate`",
        ),
        ("[[binding", "asyncify.toml:1:10: ", ""),
        (
            "[[binding]]\ncrate = \"a\"\nfn.f.options = \"name = \"",
            "asyncify.toml:3:16: ",
            "`name = ` is not a list of options",
        ),
        (
            "[[binding]]\ncrate = \"a\"\nfn.f.param.g = \"item\"",
            "asyncify.toml:3:16: ",
            "`item` is not a list of marks",
        ),
        (
            "[[binding]]\ncrate = \"a\"\nfn.f.where = \"T\"",
            "asyncify.toml:3:14: ",
            "`T` is not a list of bounds",
        ),
        (
            "[[binding]]\ncrate = \"a\"\nuses = [\"a b\"]",
            "asyncify.toml:3:8: ",
            "`a b` is not a `use`",
        ),
    ] {
        let told = told(text);
        assert!(told.starts_with(start) && told.contains(part), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn what_nothing_matches_is_told() {
    let config = config(FILE).unwrap();
    let told = unmatched(&config, config.binding("cpal").unwrap(), &[]);
    assert_eq!(
        told,
        [
            "asyncify.toml:4:9: nothing matches `traits::DeviceTrait::*`",
            "asyncify.toml:8:6: nothing matches `traits::DeviceTrait`",
            "asyncify.toml:16:14: nothing matches `build_input_stream`",
            "asyncify.toml:18:19: nothing matches `build_input_stream`",
            "asyncify.toml:23:13: nothing matches `traits::DeviceTrait::build_output_stream`",
        ],
    );
}
