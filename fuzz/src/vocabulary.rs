//! Words and phrases that mean something to the macro.

// The macro's own lists, so that a new word is tried as soon as it is there.
#[allow(dead_code)]
#[path = "../../codegen/src/words.rs"]
mod words;

/// Words of Rust, and of declarations.
const RUST: &str = "
    as async await box break const continue crate default dyn else enum extern false fn for if impl
    in let loop macro_rules match mod move mut pub ref return safe self Self static struct super
    trait true type union unsafe use where while yield r#fn _ 'a 'static 'r 'r#a
    bool char f32 i8 str u8 usize
    Arc Box Cow FnOnce FnMut Fn Err From Into None Ok Option Rc Result Send Sync Sized String Vec
    a b cb callback f F T E D H c_int c_void on_data done core std
    ( ) [ ] { } « » ( ) ( )
    < > , ; : :: . .. ... ..= -> => = == ! ? & && * + - / | || # @ $ ~ ^ %
    0 1 0.0 1e3 \"C\" \"text\" b\"x\" c\"x\" 'c' 1u8 340282366920938463463374607431768211456
    // not a comment
    ";

/// What a declaration is made of.
const PHRASES: &[&str] = &[
    "fn f ( cb : impl FnOnce ( u8 ) )",
    "impl FnMut ( & [ f32 ] , & Info )",
    "impl FnMut ( & mut [ f32 ] ) -> usize",
    "impl Fn ( & str ) + Send + 'static",
    "impl for < 'a > FnOnce ( & 'a T , Result < u8 , E > )",
    "Option < Box < dyn FnMut ( T ) -> bool + Send > >",
    "& mut dyn FnMut ( u8 )",
    "impl Into < Option < F > >",
    "Option < unsafe extern \"C\" fn ( c_int , * mut c_void ) >",
    "unsafe extern \"C\" { fn f ( cb : extern \"C\" fn ( # [ user_data ] * mut c_void ) , # [ user_data ] data : * mut c_void ) ; }",
    "where F : FnOnce ( T ) + Send , T : 'static",
    "< F : FnMut ( Event ) , T , const N : usize >",
    "-> Result < Handle , E >",
    "# [ asyncify ( skip ) ]",
    "# [ cfg ( test ) ]",
    "# [ cfg_attr ( test , inline ) ]",
    "# [ doc = \"text\" ]",
    "# ! [ allow ( dead_code ) ]",
    "# [ map ( | value | -> String { value . into ( ) } ) ]",
    "# [ map ( | a , ( b , _ ) | ( a , b ) ) ]",
    "# [ reply ( ask , timeout = t , default = 0 ) ]",
    "# [ reply ( true , closed = false ) ]",
    "# [ end_if ( | x | x . is_none ( ) ) ]",
    "# [ ok_if ( | code | code == 0 ) ]",
    "# [ status ( | code | if code == 0 { Ok ( ( ) ) } else { Err ( code ) } ) ]",
    "# [ shape ( FnOnce ( A , & B ) -> C , wrap = Box :: new ) ]",
    "trait Listener { fn on_event ( & self , value : & u8 ) -> bool ; }",
    "impl < T : Api + ? Sized > T { fn f ( self : & Rc < Self > , cb : impl FnOnce ( & Self ) ) ; }",
    "mod m { fn f ( cb : impl FnOnce ( ) ) ; }",
    "name = g",
    "ext = pub ( crate ) Ext",
    "path = super :: krate",
    "cancel = | handle | handle . stop ( )",
    "overflow = drop_oldest , buffer = 2",
    "wake = every ( 4 )",
];

/// Something to put in.
pub(crate) fn any() -> &'static str {
    let lists = [
        words::FLAGS,
        words::SETTINGS,
        words::OVERFLOWS,
        words::WAKES,
        words::UNDERRUNS,
        words::MARKS,
        words::REPLY,
        PHRASES,
        PHRASES,
    ];
    match lists.get(fastrand::usize(..2 * lists.len())) {
        Some(list) => fastrand::choice(*list).expect("no list is empty"),
        None => fastrand::choice(RUST.split_whitespace().collect::<Vec<_>>())
            .expect("the language has words"),
    }
}
