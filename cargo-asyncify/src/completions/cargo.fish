
# What stands for itself is not completed otherwise.
complete -c cargo-asyncify -n '__fish_cargo_asyncify_using_subcommand completions' -f -a 'bash elvish fish powershell zsh'

# `cargo asyncify`, too.
function __cargo_asyncify_through_cargo
    set -l words (commandline -opc) (commandline -ct)
    complete -C "cargo-asyncify "(string join ' ' -- $words[3..])
end
complete -c cargo -n __fish_use_subcommand -a asyncify -d 'Callback APIs'
complete -c cargo -n '__fish_seen_subcommand_from asyncify' -f -a '(__cargo_asyncify_through_cargo)'
