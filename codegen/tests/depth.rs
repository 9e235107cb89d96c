//! What is nested without end gets a message, however it is nested: the stack that it would take is
//! that of the compiler.

use std::thread;

use proc_macro2::TokenStream;

/// What the compiler's own threads have.
const STACK: usize = 8 << 20;

/// An attribute's arguments, and an item, nested so often.
type Nested = fn(usize) -> (String, String);

fn of_type(ty: &str) -> (String, String) {
    let item = format!("fn f(callback: impl FnMut({ty}) + Send + 'static) {{ callback() }}");
    (String::new(), item)
}

fn of_mark(mark: &str) -> (String, String) {
    let item = format!("fn f(#[{mark}] callback: impl FnMut(u8) + Send + 'static) {{}}");
    (String::new(), item)
}

fn of_option(option: String) -> (String, String) {
    (option, of_type("u8").1)
}

fn around(open: &str, inner: &str, close: &str, times: usize) -> String {
    format!("{}{inner}{}", open.repeat(times), close.repeat(times))
}

const NESTED: &[(&str, Nested)] = &[
    ("references", |n| of_type(&around("&", "u8", "", n))),
    ("pointers", |n| of_type(&around("*const ", "u8", "", n))),
    ("generics", |n| of_type(&around("Vec<", "u8", ">", n))),
    ("later generics", |n| {
        of_type(&around("Result<u8, ", "u8", ">", n))
    }),
    ("qualified paths", |n| {
        of_type(&around("Vec<<u8 as T>::T<u8, ", "u8", ">>", n))
    }),
    ("paths qualified by others", |n| {
        of_type(&around("Vec<<", "u8", " as T>::T>", n))
    }),
    ("parentheses", |n| of_type(&around("(", "u8", ")", n))),
    ("tuples", |n| of_type(&around("(u8, ", "u8", ")", n))),
    ("slices", |n| of_type(&around("[", "u8", "]", n))),
    ("functions", |n| of_type(&around("fn(", "u8", ")", n))),
    ("returned functions", |n| {
        of_type(&around("fn() -> ", "u8", "", n))
    }),
    ("objects", |n| {
        of_type(&around("Box<dyn Fn(", "u8", ")>", n))
    }),
    ("a body", |n| {
        let body = around("{", "callback(1)", "}", n);
        (
            String::new(),
            format!("fn f(callback: impl FnMut(u8) + Send + 'static) {{ {body} }}"),
        )
    }),
    ("a shape", |n| {
        of_mark(&around("shape(FnMut(", "u8", "))", n))
    }),
    ("a type of a map", |n| {
        of_mark(&format!("map(|x| -> {} {{ x }})", around("&", "u8", "", n)))
    }),
    ("a map", |n| {
        of_mark(&format!("map(|x| {})", around("!", "x", "", n)))
    }),
    ("casts", |n| {
        of_mark(&format!("map(|x| {})", around("", "x", " as u8", n)))
    }),
    ("calls", |n| {
        of_mark(&format!("map(|x| {})", around("", "x", ".f()", n)))
    }),
    ("sums", |n| {
        of_mark(&format!("map(|x| {})", around("x + ", "x", "", n)))
    }),
    ("patterns", |n| {
        of_mark(&format!("map(|{}| x)", around("&", "x", "", n)))
    }),
    ("returns", |n| {
        of_mark(&format!("map(|x| {})", around("return ", "x", "", n)))
    }),
    ("blocks", |n| {
        of_mark(&format!("map(|x| {})", around("{", "x", "}", n)))
    }),
    ("a mark", |n| of_mark(&around("map[", "x", "]", n))),
    ("closures", |n| {
        of_option(format!("cancel = {}", around("|a, b| ", "x", "", n)))
    }),
    ("closures that move", |n| {
        of_option(format!("cancel = {}", around("move |a, b| ", "x", "", n)))
    }),
    ("an option", |n| {
        of_option(format!("cancel = |x| {}", around("(", "x", ")", n)))
    }),
];

/// The mistakes of an expansion on such a stack, by their messages.
fn mistakes(nested: Nested, times: usize) -> Vec<String> {
    let expand = move || {
        let (args, item) = nested(times);
        let [args, item]: [TokenStream; 2] = [args, item].map(|it| it.parse().expect("tokens"));
        let expansion = asyncify_codegen::expansion(args, item);
        let mistakes = expansion.mistakes.iter();
        mistakes
            .map(|mistake| format!("{} [{}]", mistake.message, mistake.code))
            .collect()
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(expand);
    thread.expect("a thread").join().expect("no panic")
}

#[test]
fn what_is_nested_too_deep_gets_a_message() {
    for (what, nested) in NESTED {
        let expected = [
            "this is nested more than 128 levels deep: give a part of it a name, as `type` does, or a \
             function [A0001]",
        ];
        for times in [130, 1_000, 30_000] {
            assert_eq!(mistakes(*nested, times), expected, "{times} times: {what}");
        }
    }
}

#[test]
fn what_people_write_is_read() {
    for (what, nested) in NESTED {
        // The longest that are read are those that take most of the stack.
        for times in [1, 10, 30, 60, 90, 110, 120, 127] {
            let mistakes = mistakes(*nested, times);
            let is_deep = mistakes.iter().any(|it| it.contains("levels deep"));
            assert!(!is_deep || times > 30, "{times} times: {what}");
        }
    }
}

/// Nor are lists of flags, whose operators look like brackets.
#[test]
fn flags_are_read() {
    let bits: String = (0..200).map(|at| format!("B{at} = 1 << 3, ")).collect();
    let masks = "A | B, (A) | 1 | B, A << B, A << B + 1, A << B << 1, ".repeat(200);
    let item = format!(
        "mod m {{
            fn f(callback: impl FnMut(u8) + Send + 'static);
            enum Bits {{ {bits} }}
            static MASKS: &[u8] = &[{masks}];
        }}"
    );
    let [args, item]: [TokenStream; 2] = ["path = other", &item].map(|it| it.parse().unwrap());
    let expansion = asyncify_codegen::expansion(args, item);
    assert!(expansion.mistakes.is_empty(), "{:?}", expansion.mistakes);
}

/// Nor does an option, or a mark, end at what looks like a bracket.
#[test]
fn operators_and_brackets_are_read_in_lists() {
    const OPTIONS: &[&str] = &[
        "buffer = 1 << 10",
        "buffer = N << M",
        "buffer = if A < B { 1 } else { 1 << N }",
        "buffer = match N { 1 => N >> 1, _ => N << 2 }",
        "buffer = size::<Vec<Vec<u8>>, Arc<u8>>()",
        "buffer = size::<fn(u8) -> Vec<u8>>() >> 1",
        "buffer = <Vec<u8> as Size<u8, u8>>::SIZE << N",
    ];
    const MARKS: &[&str] = &[
        "map(|x| x << 2)",
        "map(|x| (x < A, x > B, x << A >> B))",
        "map(|x| -> Vec<Vec<u8>> { vec![vec![x << N]] })",
        "map(|x| -> usize { Vec::<Vec<u8>>::from(x).len() << N })",
        "end_if(|x| *x << 2 > N)",
        "shape(FnMut(u8), wrap = |f| Box::<dyn FnMut(u8)>::from(f))",
    ];
    for option in OPTIONS {
        for mark in MARKS {
            let args = format!("keep, {option}, overflow = block, name = other");
            let item = format!("fn f(#[{mark}] #[item] callback: impl FnMut(u8) + 'static) {{}}");
            let [args, item]: [TokenStream; 2] =
                [args, item].map(|tokens| tokens.parse().expect("tokens"));
            let expansion = asyncify_codegen::expansion(args, item);
            assert!(
                expansion.mistakes.is_empty(),
                "{option}, {mark}: {:?}",
                expansion.mistakes
            );
            let written = expansion.tokens.to_string();
            assert!(written.contains("fn other"), "{option}, {mark}");
            assert!(written.contains("Block"), "{option}, {mark}");
        }
    }
}

/// Neither a long body nor a long list is deep.
#[test]
fn what_is_long_is_read() {
    let sum = " + 1".repeat(10_000);
    let params: String = (0..1_000)
        .map(|at| format!("a{at}: Vec<&'static u8>, "))
        .collect();
    let docs = "#[doc = \" A line, and more.\"]\n".repeat(1_000);
    let item = format!(
        "{docs} fn f({params} callback: impl FnMut(u8) + Send + 'static) {{ callback(1{sum}) }}"
    );
    let block = format!("impl It {{ {} }}", item.repeat(3));
    for item in [item, block] {
        let item: TokenStream = item.parse().expect("tokens");
        let expansion = asyncify_codegen::expansion(TokenStream::new(), item);
        assert!(expansion.mistakes.is_empty(), "{:?}", expansion.mistakes);
    }
}
