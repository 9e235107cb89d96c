
# `cargo asyncify`, too. What completes `cargo` otherwise goes on to do so.
if [[ $(complete -p cargo 2>/dev/null) != *_cargo_asyncify_through_cargo* ]]; then
    complete -p cargo &>/dev/null || _completion_loader cargo &>/dev/null || _comp_load cargo &>/dev/null
    _cargo_asyncify_otherwise=$(complete -p cargo 2>/dev/null | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
fi
_cargo_asyncify_through_cargo() {
    if [[ ${COMP_WORDS[1]} == asyncify && $COMP_CWORD -gt 1 ]]; then
        COMP_WORDS=(cargo-asyncify "${COMP_WORDS[@]:2}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _cargo_asyncify cargo-asyncify "$2" "$3"
    elif [[ -n $_cargo_asyncify_otherwise ]]; then
        "$_cargo_asyncify_otherwise" "$@"
    elif [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W asyncify -- "$2"))
    fi
}
complete -F _cargo_asyncify_through_cargo -o bashdefault -o default cargo
