//! What wasm-bindgen wrote, made smaller: the glue with a runtime of our own, and short names between glue and module.

use std::collections::BTreeMap;

/// What the functions call that wasm-bindgen writes for each export and import. Its own is three times as long, for any browser, any
/// way to load a module, and any number of texts.
const RUNTIME: &str = include_str!("runtime.js");

/// The last function of those that it writes for a module's exports and imports. What is after it is [`RUNTIME`] for us.
const LAST: &str = "function __wbg_get_imports(";

/// The glue without comments and indentation, and with our runtime: a third of it.
///
/// # Errors
/// When wasm-bindgen writes its functions in another order, or calls what our runtime does not have.
pub(crate) fn trimmed(glue: &str) -> Result<String, String> {
    let glue = without_table(&without_cleanup(&without_comments(glue))?).replace(", wasm.__wbindgen_realloc)", ")");
    let start = glue.find(LAST).ok_or_else(|| format!("wasm-bindgen writes no `{LAST}`"))?;
    let end = glue[start..].find("\nfunction ").map_or(glue.len(), |end| start + end + 1);
    let (kept, own) = glue.split_at(end);
    if own.contains("\nexport function ") {
        return Err(format!("wasm-bindgen writes `{LAST}` at another place"));
    }
    let glue = kept.to_owned() + &without_comments(RUNTIME);
    if let Some(name) = defined(own).find(|name| names(kept, name) && defined(&glue).all(|known| known != *name)) {
        return Err(format!("`build/runtime.js` has no `{name}`, which wasm-bindgen calls"));
    }
    Ok(glue)
}

/// What a function of the module gives back, and the same where it is a text, which our runtime takes and frees.
const GIVEN: [(&str, [&str; 2]); 2] =
    [("return ret;", ["", ""]), ("return getStringFromWasm0(ret[0], ret[1]);", ["takeStringFromWasm0(", ")"])];

/// The glue without what it does for a function that fails half way: ours fail where a module has no memory left, and then there is no
/// more to be done with it. Nor does it matter what else could be looked up in the lists of its imports.
///
/// # Errors
/// When wasm-bindgen writes this in another way.
fn without_cleanup(glue: &str) -> Result<String, String> {
    let mut kept = Vec::new();
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        match line {
            "try {" | "__proto__: null," => {}
            "} catch (e) {" => lines.find(|line| *line == "throw e;").and_then(|_| lines.next()).map_or((), drop),
            "} finally {" => lines.find(|line| *line == "}").map_or((), drop),
            _ if line.starts_with("let deferred") || line.starts_with("deferred") => {}
            _ => kept.push(line),
        }
    }
    let mut out = String::with_capacity(glue.len());
    let mut kept = kept.into_iter().peekable();
    while let Some(line) = kept.next() {
        let ret = line.strip_prefix("const ret = ").and_then(|ret| ret.strip_suffix(';'));
        let given = GIVEN.iter().find(|(given, _)| kept.peek() == Some(given));
        if let (Some(ret), Some((_, [before, after]))) = (ret, given) {
            kept.next();
            out += &format!("return {before}{ret}{after};\n");
        } else {
            out += &format!("{line}\n");
        }
    }
    match ["deferred", "} catch", "} finally"].into_iter().find(|rest| out.contains(rest)) {
        Some(rest) => Err(format!("wasm-bindgen cleans up in an unknown way: `{rest}`")),
        None => Ok(out),
    }
}

/// The glue without functions that only pass numbers on to the module's own of the same name: our runtime gives these back as well.
pub(crate) fn without_passing_on(glue: &str) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some((before, after)) = rest.split_once("export function ") {
        out += before;
        let (head, body) = after.split_once(" {\n").unwrap_or((after, ""));
        let end = [format!("wasm.{head};\n}}\n"), format!("return wasm.{head};\n}}\n")];
        rest = match end.iter().find_map(|end| body.strip_prefix(end.as_str())) {
            Some(rest) => rest,
            None => {
                out += "export function ";
                after
            }
        };
    }
    out + rest
}

/// The function that fills the table of objects.
pub(crate) const TABLE: &str = "__wbindgen_init_externref_table";

/// The glue without [`TABLE`], if nothing else in it has to do with objects.
fn without_table(glue: &str) -> String {
    let start = format!("{TABLE}: function() {{\n");
    let Some((before, rest)) = glue.split_once(&start) else { return glue.to_owned() };
    let Some((body, after)) = rest.split_once("},\n") else { return glue.to_owned() };
    if names(before, OBJECTS) || names(after, OBJECTS) || !names(body, OBJECTS) {
        return glue.to_owned();
    }
    before.to_owned() + after
}

/// The table of objects.
const OBJECTS: &str = "__wbindgen_externrefs";

/// The names of functions and values that stand at the beginning of a line.
fn defined(glue: &str) -> impl Iterator<Item = &str> {
    let of_line = |line| ["function ", "let ", "const "].iter().find_map(|kind| str::strip_prefix(line, kind));
    glue.lines().filter_map(of_line).filter_map(|named| words(named).next())
}

/// Lines inside quotes do not begin with either.
fn without_comments(glue: &str) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut inside = false;
    for line in glue.lines().map(str::trim) {
        let opens = line.starts_with("/*");
        if !(inside || opens || line.is_empty() || line.starts_with("//")) {
            out.push_str(line);
            out.push('\n');
        }
        inside = (inside || opens) && !line.ends_with("*/");
    }
    out
}

/// Whether the glue has a name.
pub(crate) fn names(glue: &str, name: &str) -> bool {
    words(glue).any(|word| word == name)
}

/// Glue and module know each other's functions by names that are long, and end in sixteen digits of a hash, which no compression
/// shortens. Gives the glue with names of a few letters in their place, and these by the long ones. A name counts as one of
/// wasm-bindgen's where it has two underscores in a row; others are what the loader calls. Names of the glue's own become short too.
///
/// # Errors
/// When the glue lacks a name, or has a short one already: then it is not known what would be replaced.
pub(crate) fn with_short_names<'n>(
    glue: &'n str,
    names: impl IntoIterator<Item = &'n str>,
) -> Result<(String, BTreeMap<&'n str, String>), String> {
    let words: Vec<&str> = words(glue).collect();
    let mut short = BTreeMap::new();
    for name in names.into_iter().filter(|name| name.contains("__")).chain(own_names(glue)) {
        let number = short.len();
        short.entry(name).or_insert_with(|| format!("${number}"));
    }
    for (name, short) in &short {
        if !words.contains(name) || words.contains(&short.as_str()) {
            return Err(format!(
                "wasm-bindgen names functions in an unknown way: `{name}` cannot become `{short}` in the glue"
            ));
        }
    }
    let glue = words.into_iter().map(|word| short.get(word).map_or(word, String::as_str)).collect();
    Ok((glue, short))
}

/// The long names that only the glue knows: of its functions, and of what it keeps. What stands behind a dot somewhere may be of
/// something else, which has it too.
fn own_names(glue: &str) -> impl Iterator<Item = &str> {
    defined(glue).filter(|name| name.len() > 8 && !glue.contains(&format!(".{name}")))
}

/// All of a text, in names and what is between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = is_of_name(rest.chars().next()?);
        let end = rest.find(|c| is_of_name(c) != first).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}
