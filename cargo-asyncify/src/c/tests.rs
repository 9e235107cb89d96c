use quote::{ToTokens, quote};

use super::*;

/// A few types, as rust-bindgen writes them.
const TYPES: &str = "
pub type handle = *mut library;
#[repr(C)] pub struct library { _unused: [u8; 0] }
#[repr(C)] pub struct job { _unused: [u8; 0] }
#[repr(C)] pub struct point { pub x: ::std::os::raw::c_int, pub y: f64 }
#[repr(C)] pub struct table { pub one: done, pub other: done }
pub type gpointer = *mut ::std::os::raw::c_void;
#[repr(C)] pub struct Result { pub code: ::std::os::raw::c_int }
pub type LibError = ::std::os::raw::c_int;
pub type done = ::std::option::Option<
    unsafe extern \"C\" fn(arg: *mut ::std::os::raw::c_void, status: ::std::os::raw::c_int),
>;
pub type success_cb_t = ::std::option::Option<
    unsafe extern \"C\" fn(l: *mut library, success: ::std::os::raw::c_int, data: gpointer),
>;
pub type info_cb_t = ::std::option::Option<
    unsafe extern \"C\" fn(l: handle, i: *const point, eol: ::std::os::raw::c_int, userdata: gpointer),
>;
pub type GDestroyNotify = ::std::option::Option<unsafe extern \"C\" fn(data: gpointer)>;
";

/// What becomes of the only function that takes callbacks.
fn found(function: &str) -> Result<Declaration, String> {
    let file = format!("{TYPES} unsafe extern \"C\" {{ {function} }}");
    let header = Header::new(
        syn::parse_str(&file).unwrap(),
        syn::parse_quote!(crate::ffi),
    );
    let mut found = header.functions().filter_map(|(abi, function)| {
        let initiator = callback::initiator(&header, function)?;
        Some(initiator.and_then(|initiator| declare::declare(&initiator, abi, &[])))
    });
    let only = found.next().expect("it takes callbacks");
    assert!(found.next().is_none());
    only
}

/// The item, without its documentation, and what is to be decided.
fn declared(function: &str) -> (String, Vec<String>) {
    let declaration = found(function).unwrap();
    let mut item: syn::ForeignItemFn = syn::parse2(declaration.item).unwrap();
    item.attrs.retain(|attr| !attr.path().is_ident("doc"));
    (item.into_token_stream().to_string(), declaration.todo)
}

fn refused(function: &str) -> String {
    found(function).map(|it| it.item).unwrap_err()
}

#[test]
fn a_query_is_a_call_and_its_user_data_may_come_first() {
    let (item, todo) = declared("pub fn lib_query(l: handle, cb: done, arg: gpointer);");
    let expected = quote! {
        #[asyncify(once)]
        pub fn lib_query(
            l: *mut crate::ffi::library,
            #[ok_if(|status| status == 0)]
            cb: ::std::option::Option<
                unsafe extern "C" fn(arg: *mut ::std::ffi::c_void, status: ::std::ffi::c_int)
            >,
            #[user_data] arg: *mut ::std::ffi::c_void
        );
    };
    assert_eq!((item, todo), (expected.to_string(), vec![]));
}

#[test]
fn success_is_told_from_failure_and_the_object_is_no_item() {
    let (item, todo) =
        declared("pub fn lib_set_name(l: handle, cb: success_cb_t, data: gpointer);");
    let expected = quote! {
        #[asyncify(once)]
        pub fn lib_set_name(
            l: *mut crate::ffi::library,
            #[map(|_, _| ())]
            #[ok_if(|_, success| success != 0)]
            cb: ::std::option::Option<
                unsafe extern "C" fn(
                    l: *mut crate::ffi::library,
                    success: ::std::ffi::c_int,
                    data: *mut ::std::ffi::c_void
                )
            >,
            #[user_data] data: *mut ::std::ffi::c_void
        );
    };
    assert_eq!((item, todo), (expected.to_string(), vec![]));
}

#[test]
fn a_list_ends_by_its_flag_and_plain_structures_are_copied() {
    let (item, todo) =
        declared("pub fn lib_get_points(l: handle, cb: info_cb_t, userdata: gpointer);");
    let map = quote! {
        #[map(|_, i, _| -> ::std::option::Option<crate::ffi::point> {
            unsafe { i.as_ref() }.copied()
        })]
        #[end_if(|_, _, eol| eol != 0)]
    };
    assert!(item.contains(&map.to_string()), "{item}");
    assert!(item.contains("(stream)"), "{item}");
    assert!(matches!(&todo[..], [read] if read.starts_with("`#[map]` reads what `i`")));
}

#[test]
fn a_setter_is_a_stream_that_is_stopped_by_setting_nothing() {
    let (item, todo) = declared("pub fn lib_set_callback(l: handle, cb: done, arg: gpointer);");
    let options = quote! {
        #[asyncify(
            stream,
            cancel = || {
                unsafe {
                    lib_set_callback(l, ::std::option::Option::None, ::std::ptr::null_mut())
                };
            }
        )]
    };
    let dense = |text: &str| text.replace(' ', "");
    assert!(
        dense(&item).starts_with(&dense(&options.to_string())),
        "{item}"
    );
    assert!(matches!(&todo[..], [stop] if stop.starts_with("`cancel =`")));
}

#[test]
fn a_destroy_notify_and_names_where_there_are_none() {
    let (item, _) = declared(
        "pub fn lib_watch(
            l: handle,
            arg1: ::std::option::Option<unsafe extern \"C\" fn(arg1: gpointer, arg2: f64)>,
            arg2: gpointer,
            xDestroy: GDestroyNotify,
        ) -> ::std::os::raw::c_uint;",
    );
    let params = quote! {
        callback: ::std::option::Option<
            unsafe extern "C" fn(data: *mut ::std::ffi::c_void, arg2: f64)
        >,
        #[user_data] data: *mut ::std::ffi::c_void,
        #[destroy] x_destroy: ::std::option::Option<
            unsafe extern "C" fn(data: *mut ::std::ffi::c_void)
        >
    };
    assert!(item.contains(&params.to_string()), "{item}");
    assert!(!item.contains("status"), "an id is no status: {item}");
}

#[test]
fn bytes_and_texts_are_copied() {
    let (item, todo) = declared(
        "pub fn lib_send(
            cb: ::std::option::Option<unsafe extern \"C\" fn(
                bytes: *mut ::std::os::raw::c_uchar,
                length: ::std::os::raw::c_int,
                name: *const ::std::os::raw::c_char,
                job: *mut job,
                data: gpointer,
            ) -> ::std::os::raw::c_int>,
            data: gpointer,
        ) -> LibError;",
    );
    let map = "| bytes , length , name , _ | -> (:: std :: vec :: Vec < :: std :: ffi :: c_uchar > , \
               :: std :: option :: Option < :: std :: ffi :: CString >)";
    assert!(item.contains(map), "{item}");
    assert!(item.contains("# [reply (0)]"), "{item}");
    let starts = [
        "how often",
        "`#[map]` reads",
        "`#[map]` reads",
        "`job: *mut job`",
        "what does",
    ];
    assert_eq!(todo.len(), starts.len(), "{todo:?}");
    for (todo, start) in todo.iter().zip(starts) {
        assert!(todo.starts_with(start), "{todo}");
    }
}

#[test]
fn a_status_by_the_name_of_its_type_is_not_asked_for() {
    let (item, todo) = declared("pub fn lib_resolve(cb: done, arg: gpointer) -> LibError;");
    assert!(
        item.contains("Result < () , crate :: ffi :: LibError >"),
        "{item}"
    );
    assert_eq!(todo, Vec::<String>::new());
}

#[test]
fn what_leads_nowhere_is_refused_with_a_reason() {
    for (function, reason) in [
        (
            "pub fn uv_start(h: handle, cb: ::std::option::Option<unsafe extern \"C\" fn(h: handle)>);",
            "`cb` is not handed a `void *`",
        ),
        (
            "pub fn lib_on_end(cb: ::std::option::Option<unsafe extern \"C\" fn(data: gpointer)>);",
            "its callback is handed a `void *` that the function itself is not given",
        ),
        (
            "pub fn lib_set_table(t: *const table, data: gpointer);",
            "its callbacks are fields of `table`",
        ),
        (
            "pub fn lib_bind(data: gpointer, free_data: GDestroyNotify);",
            "`free_data` frees what the function is given",
        ),
        (
            "pub fn lib_foreach(l: handle, cb: done, arg: gpointer);",
            "it calls back while it runs",
        ),
        (
            "pub fn lib_log(cb: done, arg: gpointer, ...);",
            "a variadic function",
        ),
    ] {
        let told = refused(function);
        assert!(told.starts_with(reason), "{told}");
    }
}

#[test]
fn several_that_may_be_the_user_data_are_asked_about() {
    let (_, todo) =
        declared("pub fn lib_query(one: gpointer, l: handle, cb: done, m: handle, two: gpointer);");
    let question =
        "which is the user data: `one` or `two`? `#[user_data]` goes on the one that C hands back";
    assert_eq!(todo, [question]);
}

#[test]
fn a_file_that_declares_c_functions_only_is_like_what_bindgen_writes() {
    let is_like = |text: &str| declares_only(&syn::parse_str::<syn::File>(text).unwrap().items);
    let declared = "pub type cb = u8; unsafe extern \"C\" { pub fn f(cb: cb); }";
    assert!(is_like(declared));
    assert!(!is_like(&format!("{declared} pub fn safe() {{}}")));
    assert!(!is_like("pub type cb = u8;"));
}

#[test]
fn a_result_of_c_has_another_name() {
    let (item, _) = declared("pub fn lib_query(l: handle, cb: done, arg: gpointer) -> Result;");
    assert!(item.ends_with("-> FfiResult ;"), "{item}");
}
