//! The crates that a generated module needs beside the library, whose types it names.

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

/// A dependency, by its name in paths.
#[derive(Deserialize)]
struct Dependency {
    name: String,
    pkg: String,
}

/// The names that the head of a module says it needs.
pub(crate) fn told(module: &str) -> Vec<&str> {
    let line = module
        .lines()
        .take_while(|line| line.starts_with("//"))
        .find(|line| line.starts_with("// It also needs the crate"));
    let quoted = line.into_iter().flat_map(|line| line.split('`').skip(1));
    quoted.step_by(2).collect()
}

/// Lines for a manifest: those crates, as the library has them. `metadata` is what cargo says.
pub(crate) fn lines(metadata: &str, library: &str, names: &[&str]) -> Result<String, String> {
    let metadata: Metadata =
        serde_json::from_str(metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let package = |id: &str| metadata.packages.iter().find(|package| package.id == id);
    let is_library = |node: &&Node| package(&node.id).is_some_and(|it| it.name == library);
    let node = metadata.resolve.nodes.iter().find(is_library);
    let dependencies = || node.iter().flat_map(|node| &node.deps);
    let line = |name: &&str| {
        let found = dependencies().find(|dependency| dependency.name == **name);
        match found.and_then(|dependency| package(&dependency.pkg)) {
            Some(Package { name, version, .. }) => Ok(format!("{name} = \"={version}\"\n")),
            None => Err(format!("{library} has no dependency `{name}`")),
        }
    };
    names.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{lines, told};

    #[test]
    fn a_module_tells_what_it_needs() {
        let module =
            "// Written by hand.\n// It also needs the crates `libc`, `futures_core`.\n\nuse a;\n";
        assert_eq!(told(module), ["libc", "futures_core"]);
        assert_eq!(
            told("// Written by hand.\n\n// It also needs the crate `a`.\n"),
            [""; 0]
        );
    }

    #[test]
    fn it_gets_the_version_of_the_library() {
        let metadata = r#"{
            "packages": [
                {"id": "1", "name": "library", "version": "1.0.0"},
                {"id": "2", "name": "futures-core", "version": "0.2.0"},
                {"id": "3", "name": "futures-core", "version": "0.3.0"}
            ],
            "resolve": {"nodes": [
                {"id": "2", "deps": []},
                {"id": "1", "deps": [{"name": "futures_core", "pkg": "3"}]}
            ]}
        }"#;
        let lines = |names: &[&str]| lines(metadata, "library", names);
        assert_eq!(
            lines(&["futures_core"]),
            Ok("futures-core = \"=0.3.0\"\n".to_owned())
        );
        assert_eq!(
            lines(&["libc"]),
            Err("library has no dependency `libc`".to_owned())
        );
    }
}
