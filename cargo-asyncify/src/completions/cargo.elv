
# `cargo asyncify`, too. What completes `cargo` otherwise goes on to do so.
var cargo-asyncify-otherwise = {|@words| }
if (has-key $edit:completion:arg-completer cargo) {
    set cargo-asyncify-otherwise = $edit:completion:arg-completer[cargo]
}
set edit:completion:arg-completer[cargo] = {|@words|
    if (and (> (count $words) 2) (eq $words[1] asyncify)) {
        $edit:completion:arg-completer[cargo-asyncify] cargo-asyncify (all $words[2..])
    } else {
        $cargo-asyncify-otherwise $@words
    }
}
