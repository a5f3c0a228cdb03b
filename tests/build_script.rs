//! What the build script decides before it compiles, with stand-ins for the compiler and rustup.

#[path = "../build/dist.rs"]
mod dist;
#[path = "../build/glue.rs"]
mod glue;
#[path = "../build/prune.rs"]
mod prune;
#[path = "../build/target.rs"]
mod target;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Site;

/// A package with some files, each of which holds its own path.
fn package(files: &[&str]) -> Site {
    files.iter().fold(Site::empty(), |site, path| site.file(path, path))
}

#[test]
fn built_files_are_taken_where_they_are_named_or_where_there_is_no_source() {
    let check = |files: &[&str], named: Option<&str>, expected: Option<&str>| {
        let package = package(files);
        let found = dist::folder(package.path(), named.map(Into::into));
        assert_eq!(found, expected.map(|folder| package.path().join(folder)), "{files:?} {named:?}");
    };
    check(&["www/front/Cargo.toml"], None, None);
    check(&["www/front/Cargo.toml"], Some(""), None);
    check(&["www/front/Cargo.toml", "www/dist/search.js"], None, None);
    check(&["www/front/Cargo.toml"], Some("built"), Some("built"));
    check(&[], Some("/elsewhere/built"), Some("/elsewhere/built"));
    check(&["www/dist/search.js"], None, Some("www/dist"));
    check(&[], None, Some("www/dist"));
}

#[test]
fn a_package_brings_its_built_files_along() {
    let built = dist::FILES.map(|name| format!("www/dist/{name}"));
    let package = built.iter().fold(package(&["out/other"]), |package, path| package.file(path, path));
    let (folder, out) = (dist::folder(package.path(), None).expect("no source"), package.path().join("out"));
    dist::copy(&folder, &out).expect("all are there");
    assert_eq!(dist::FILES.map(|name| package.read(&format!("out/{name}"))), built);
    fs::remove_file(folder.join("timeline_bg.wasm")).expect("it was there");
    let missing = dist::copy(&folder, &out).expect_err("one is missing");
    assert!(missing.contains("www/dist/timeline_bg.wasm") && missing.contains("`cargo xtask dist`"), "{missing}");
}

#[test]
fn each_part_has_a_script_and_a_module() {
    assert_eq!(dist::PARTS.map(|part| [format!("{part}.js"), format!("{part}_bg.wasm")]).concat(), dist::FILES);
}

#[test]
fn the_glue_keeps_what_it_does_and_not_how_it_cleans_up() {
    let glue = "export function said(path) {
let deferred2_0;
let deferred2_1;
try {
let ptr0, len0;
try {
ptr0 = passStringToWasm0(path, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
len0 = WASM_VECTOR_LEN;
} catch (e) {
if (ptr0) { wasm.__wbindgen_free(ptr0, len0 * 1, 1); }
throw e;
}
const ret = wasm.said(ptr0, len0);
deferred2_0 = ret[0];
deferred2_1 = ret[1];
return getStringFromWasm0(ret[0], ret[1]);
} finally {
wasm.__wbindgen_free(deferred2_0, deferred2_1, 1);
}
}
export function count() {
const ret = wasm.count();
return ret;
}
function __wbg_get_imports() {
const import0 = {
__proto__: null,
__wbindgen_init_externref_table: function() {
const table = wasm.__wbindgen_externrefs;
table.set(0, undefined);
},
};
return import0;
}
function isLikeNone(x) {
return x === undefined || x === null;
}
";
    let expected = "export function said(path) {
let ptr0, len0;
ptr0 = passStringToWasm0(path, wasm.__wbindgen_malloc);
len0 = WASM_VECTOR_LEN;
return takeStringFromWasm0(wasm.said(ptr0, len0));
}
export function count() {
return wasm.count();
}
function __wbg_get_imports() {
const import0 = {
};
return import0;
}
";
    let trimmed = glue::trimmed(glue).expect("it is written as ever");
    assert!(trimmed.starts_with(expected), "{trimmed}");
    assert!(!trimmed[expected.len()..].contains("externref"), "{trimmed}");
    let other = glue.replace("} finally {", "} finally { //");
    assert!(glue::trimmed(&other).expect_err("it is written in another way").contains("cleans up"));
    // Somebody else has to do with objects: they keep their table.
    let objects = glue.replace("return import0;", "wasm.__wbindgen_externrefs.get(0);\nreturn import0;");
    assert!(glue::trimmed(&objects).expect("it is known").contains(glue::TABLE));
}

#[test]
fn what_only_passes_numbers_on_is_left_out() {
    let glue = "export function up(pointer) {
wasm.up(pointer);
}
export function moved(pointer, x) {
return wasm.moved(pointer, x);
}
export function other(pointer) {
return wasm.up(pointer);
}
export function said() {
return takeStringFromWasm0(wasm.said());
}
let wasm;
";
    let expected = "export function other(pointer) {
return wasm.up(pointer);
}
export function said() {
return takeStringFromWasm0(wasm.said());
}
let wasm;
";
    assert_eq!(glue::without_passing_on(glue), expected);
}

#[test]
fn what_nothing_needs_from_the_glue_is_not_imported() {
    let mut module = walrus::Module::default();
    let kind = module.types.add(&[], &[]);
    for name in ["fill", "keep"] {
        let (function, _) = module.add_import_func("./glue.js", name, kind);
        module.exports.add(name, function);
    }
    prune::empty_import(&mut module, "fill").expect("it can be left out");
    let module = walrus::Module::from_buffer(&module.emit_wasm()).expect("it is a module");
    assert_eq!(module.imports.iter().map(|import| import.name.as_str()).collect::<Vec<_>>(), ["keep"]);
    assert_eq!(module.exports.iter().count(), 2);
}

#[test]
fn names_are_short_in_glue_and_module_alike() {
    let glue = "imports = { __wbg_now_00112233445566ff: f, __wbg_now: g }; wasm.__wbg_now(); wasm.search(); memory";
    let names = ["__wbg_now_00112233445566ff", "__wbg_now", "search", "memory"];
    let (glue, short) = glue::with_short_names(glue, names).expect("the glue has them all");
    assert_eq!(glue, "imports = { $0: f, $1: g }; wasm.$1(); wasm.search(); memory");
    assert_eq!(short.into_iter().collect::<Vec<_>>(), [("__wbg_now", "$1".into()), (names[0], "$0".into())]);
}

#[test]
fn names_of_the_glue_alone_are_short_too() {
    let check = |glue: &str, expected: &str| {
        let (short, _) = glue::with_short_names(glue, []).expect("nothing lacks");
        assert_eq!(short, expected);
    };
    check("function handleError(f) {}\nhandleError(handleErrors);", "function $0(f) {}\n$0(handleErrors);");
    check("let cachedDecoder = null;\nconst cachedEncoder = 1;", "let $0 = null;\nconst $1 = 1;");
    check(
        "const ret = f();\nexport function search(root, fetch) {}",
        "const ret = f();\nexport function search(root, fetch) {}",
    );
    check("function encodeInto() {}\nencoder.encodeInto();", "function encodeInto() {}\nencoder.encodeInto();");
}

#[test]
fn a_name_in_the_glue_is_a_whole_word() {
    let check = |name: &str, expected| assert_eq!(glue::names("wasm.__wbg_now();", name), expected, "{name}");
    check("__wbg_now", true);
    check("now", false);
    check("__wbg_now_1", false);
}

#[test]
fn names_that_do_not_match_end_the_build() {
    let check = |glue: &str| {
        let error = glue::with_short_names(glue, ["__wbg_now"]).expect_err("it is not known what is what");
        assert!(error.ends_with("`__wbg_now` cannot become `$0` in the glue"), "{error}");
    };
    check("__wbg_now_0");
    check("__wbg_now($0)");
}

#[test]
fn comments_leave_the_glue_and_its_runtime_is_ours() {
    let start = "/**\n * What it does.\n */\nexport function f(text) {\n    // Why.\n    \
                 pass(text, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);\n    return '// no comment';\n}\n\n/* one line */\n";
    let imports = "function __wbg_get_imports() {\n    const ret = isLikeNone(0);\n}\n\n";
    let own = "function isLikeNone(x) {\n}\n\nlet wasm;\nfunction other() {\n    let ret;\n}\n";
    let glue = glue::trimmed(&format!("{start}{imports}{own}")).expect("it can be cut there");
    let kept = "export function f(text) {\npass(text, wasm.__wbindgen_malloc);\nreturn '// no comment';\n}\n\
                function __wbg_get_imports() {\nconst ret = isLikeNone(0);\n}\n";
    let rest = glue.strip_prefix(kept).expect("all before is kept");
    assert!(rest.contains("\nconst isLikeNone = ") && rest.contains("\nexport default async (bytes) => {"), "{rest}");
    assert!(!rest.contains("function other") && !rest.contains("//"), "{rest}");
    let check = |glue: &str, expected: &str| {
        let error = glue::trimmed(glue).expect_err("it is not known what is what");
        assert!(error.contains(expected), "{error}");
    };
    check(start, "no `function __wbg_get_imports(`");
    check(&format!("{imports}{own}{start}"), "at another place");
    check(&format!("export function g() {{\nother();\n}}\n{imports}{own}"), "has no `other`");
}

/// A module with a table of functions, each by its name and whether it takes a number. It calls the first that takes none by its place.
fn module(functions: &[(&str, bool)]) -> walrus::Module {
    use walrus::{ConstExpr, ElementItems, ElementKind, FunctionBuilder, Module, RefType, ValType, ir::Value};
    let mut module = Module::default();
    let table = module.tables.add_local(false, 9, None, RefType::FUNCREF);
    let mut places = Vec::new();
    for (name, takes) in functions {
        let params: &[ValType] = if *takes { &[ValType::I32] } else { &[] };
        let mut builder = FunctionBuilder::new(&mut module.types, params, &[]);
        builder.name((*name).to_owned());
        let params = params.iter().map(|ty| module.locals.add(*ty)).collect();
        places.push(builder.finish(params, &mut module.funcs));
    }
    let called = module.types.add(&[], &[]);
    let mut main = FunctionBuilder::new(&mut module.types, &[], &[]);
    main.func_body().i32_const(0).call_indirect(called, table);
    let main = main.finish(Vec::new(), &mut module.funcs);
    module.exports.add("main", main);
    let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(0)) };
    let element = module.elements.add(kind, ElementItems::Functions(places));
    module.tables.get_mut(table).elem_segments.insert(element);
    module
}

#[test]
fn what_nobody_can_call_leaves_the_module() {
    let check = |functions: &[(&str, bool)], expected: &[&str]| {
        let mut module = module(functions);
        prune::prune(&mut module);
        let kept: Vec<_> = module.funcs.iter().filter_map(|function| function.name.as_deref()).collect();
        assert_eq!(kept, expected);
        let bytes = prune::without_names(&mut module).expect("it is a module");
        assert!(!functions.iter().any(|(name, _)| bytes.windows(name.len()).any(|part| part == name.as_bytes())));
    };
    check(&[("first", false), ("second", false)], &["first", "second"]);
    check(&[("first", false), ("other", true)], &["first"]);
    check(&[("first", false), ("<str as core::panic::PanicPayload>::get", false)], &["first"]);
    check(&[("first", false), ("<u32 as core::fmt::Display>::fmt", false)], &["first"]);
}

#[test]
fn a_panic_ends_where_it_begins() {
    let mut module = module(&[("first", false)]);
    let mut add = |name: &str, calls: Option<walrus::FunctionId>| {
        let mut builder = walrus::FunctionBuilder::new(&mut module.types, &[], &[]);
        builder.name(name.to_owned());
        if let Some(other) = calls {
            builder.func_body().call(other);
        }
        builder.finish(Vec::new(), &mut module.funcs)
    };
    let hook = add("std::panicking::panic_with_hook", None);
    let begin = add("__rustc::rust_begin_unwind", Some(hook));
    let panic = add("own::panics", Some(begin));
    module.exports.add("panics", panic);
    prune::prune(&mut module);
    let names: Vec<_> = module.funcs.iter().filter_map(|function| function.name.as_deref()).collect();
    assert_eq!(names, ["first", "own::panics"], "nobody calls it, and what it calls is gone");
}

#[test]
fn the_locals_in_use_have_the_first_numbers() {
    let mut module = module(&[("first", false)]);
    let [seldom, often] = [(); 2].map(|()| module.locals.add(walrus::ValType::I32));
    let mut builder = walrus::FunctionBuilder::new(&mut module.types, &[], &[]);
    builder.func_body().local_get(seldom).drop().local_get(often).drop().local_get(often).drop();
    let function = builder.finish(Vec::new(), &mut module.funcs);
    module.exports.add("uses", function);
    prune::prune(&mut module);
    let bytes = prune::without_names(&mut module).expect("it is a module");
    let body = [0x20, 1, 0x1A, 0x20, 0, 0x1A, 0x20, 0, 0x1A];
    assert!(bytes.windows(body.len()).any(|part| part == body), "{bytes:x?}");
}

/// The compiler and rustup as shell scripts in one folder; what is added to `sysroot` is the target's folder.
#[cfg(unix)]
mod programs {
    use std::os::unix::fs::PermissionsExt;
    use std::sync::{Mutex, PoisonError};

    use super::*;

    const COMPILER: &str = "#!/bin/sh\necho \"${0%/*}/sysroot\"\n";
    const ADDS: &str = "#!/bin/sh\n[ \"$*\" = 'target add wasm32-unknown-unknown' ] && mkdir -p \"${0%/*}/sysroot/lib/rustlib/$3/lib\"\n";
    const ADDS_ELSEWHERE: &str = "#!/bin/sh\nexit 0\n";
    const FAILS: &str = "#!/bin/sh\necho 'error: no network' >&2\nexit 1\n";
    const FAILS_SILENTLY: &str = "#!/bin/sh\nexit 3\n";

    /// One at a time: a process started beside us may hold our script open, and then it cannot be run ("text file busy").
    static TURN: Mutex<()> = Mutex::new(());

    /// What came of it, and what was told before. The test's folder is written as `[DIR]`.
    fn ensured(rustc: Option<&str>, rustup: Option<&str>, there: bool) -> (Result<PathBuf, String>, String) {
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Site::empty();
        if there {
            folder.write("sysroot/lib/rustlib/wasm32-unknown-unknown/lib/libcore.rlib", "");
        }
        let [rustc, rustup] =
            [("rustc", rustc), ("rustup", rustup)].map(|(name, script)| program(folder.path(), name, script));
        let mut told = String::new();
        let result = target::ensure(rustc.as_ref(), rustup.as_ref(), |message| told.push_str(message));
        let clean = |text: &str| text.replace(&*folder.path().to_string_lossy(), "[DIR]");
        (result.map(|path| clean(&path.to_string_lossy()).into()).map_err(|error| clean(&error)), told)
    }

    fn program(folder: &Path, name: &str, script: Option<&str>) -> PathBuf {
        let path = folder.join(name);
        if let Some(script) = script {
            fs::write(&path, script).expect("a script");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
        }
        path
    }

    /// A compiler whose LLVM knows one flag.
    const KNOWS_ONE: &str = "#!/bin/sh\n[ \"$*\" = '--print cfg -Cllvm-args=-known' ]\n";

    #[test]
    fn flags_that_the_compiler_lacks_are_left_out() {
        let check = |rustc: Option<&str>, flags: &[&str], expected: &[&str]| {
            let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
            let folder = Site::empty();
            let rustc = program(folder.path(), "rustc", rustc);
            let mut told = String::new();
            assert_eq!(target::of_llvm(rustc.as_ref(), flags, |message| told.push_str(message)), expected);
            assert_eq!(told.contains("lacks a flag"), expected.is_empty(), "{told}");
        };
        check(Some(KNOWS_ONE), &["-known"], &["-Cllvm-args=-known"]);
        check(Some(KNOWS_ONE), &["-known", "-unknown"], &[]);
        check(None, &["-known"], &[]);
    }

    #[test]
    fn a_target_that_is_there_needs_no_rustup() {
        let (result, told) = ensured(Some(COMPILER), None, true);
        assert_eq!((result, told.as_str()), (Ok("[DIR]/sysroot".into()), ""));
    }

    #[test]
    fn a_missing_target_is_added() {
        let (result, told) = ensured(Some(COMPILER), Some(ADDS), false);
        assert_eq!(result, Ok("[DIR]/sysroot".into()));
        assert_eq!(told, "adding the target wasm32-unknown-unknown with rustup");
    }

    #[track_caller]
    fn fails(rustc: Option<&str>, rustup: Option<&str>, expected: &str) {
        let (result, _) = ensured(rustc, rustup, false);
        let error = result.expect_err("it cannot be had");
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn what_cannot_be_added_is_said_with_what_helps() {
        fails(
            Some(COMPILER),
            None,
            "there is no rustup here to add wasm32-unknown-unknown: install the standard library",
        );
        fails(Some(COMPILER), Some(FAILS), "`rustup target add wasm32-unknown-unknown` failed: error: no network");
        fails(
            Some(COMPILER),
            Some(FAILS_SILENTLY),
            "`rustup target add wasm32-unknown-unknown` failed: exit status: 3",
        );
    }

    #[test]
    fn a_target_added_to_another_compiler_is_told_from_a_good_end() {
        let message = "the compiler `[DIR]/rustc` in `[DIR]/sysroot` lacks wasm32-unknown-unknown, \
                       and rustup added it to another one: build with rustup's cargo, or install";
        fails(Some(COMPILER), Some(ADDS_ELSEWHERE), message);
    }

    #[test]
    fn a_compiler_that_does_not_answer_is_named() {
        fails(None, Some(ADDS), "cannot run the compiler `[DIR]/rustc`: ");
        fails(Some(FAILS), Some(ADDS), "`[DIR]/rustc --print sysroot` failed: error: no network");
    }
}
