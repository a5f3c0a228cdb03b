//! What wasm-bindgen wrote, made smaller: the glue without comments, and short names between glue and module.

use std::collections::BTreeSet;

/// The glue without comments and indentation: a third of its bytes. Lines inside quotes do not begin with either.
pub(crate) fn without_comments(glue: &str) -> String {
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

/// Glue and module know each other's functions by names that end in sixteen digits of a hash, which no compression shortens.
/// Numbers of the same length tell them apart as well, and save 2 kB of what a reader loads.
///
/// # Errors
/// When a hash is not as often in the module as in the glue: then it is more or less than the names of both, and what would be
/// replaced is not known.
pub(crate) fn with_short_names(mut glue: String, mut module: Vec<u8>) -> Result<(String, Vec<u8>), String> {
    let hashes: BTreeSet<String> = glue.match_indices("__wb").filter_map(|(at, _)| hash_of(glue.get(at..)?)).collect();
    for (number, hash) in hashes.iter().enumerate() {
        let short = format!("_{number:016}");
        let (in_glue, places) = (glue.matches(hash).count(), places(&module, hash.as_bytes()));
        if in_glue != places.len() {
            let in_module = places.len();
            return Err(format!(
                "wasm-bindgen names imports in an unknown way: `{hash}` is {in_glue} times in the glue, {in_module} times in the module"
            ));
        }
        glue = glue.replace(hash, &short);
        for at in places {
            module[at..at + short.len()].copy_from_slice(short.as_bytes());
        }
    }
    Ok((glue, module))
}

/// Where `part` begins in `bytes`.
fn places(bytes: &[u8], part: &[u8]) -> Vec<usize> {
    bytes.windows(part.len()).enumerate().filter(|(_, text)| *text == part).map(|(at, _)| at).collect()
}

/// The underscore and the sixteen digits at the end of the name with which a text begins.
fn hash_of(text: &str) -> Option<String> {
    let name = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
    let (_, hash) = name.split_at_checked(name.len().checked_sub(17)?)?;
    let digits = hash.strip_prefix('_')?;
    digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).then(|| hash.to_owned())
}
