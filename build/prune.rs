//! Cuts out of a bound module what is in it and can never be called: 1.5 kB that a reader would load, after compression.
//!
//! A linker keeps every function of which somebody has taken the address, and one kind is kept for nothing: messages of panics have
//! the addresses of what writes their values. But a page shows no such message, and a panic ends in the same exception without it.

use std::collections::BTreeSet;

use walrus::ir::{Call, CallIndirect, Visitor, dfs_in_order};
use walrus::{ElementItems, FunctionBuilder, FunctionId, FunctionKind, Module, TypeId};

/// Cuts it out. Functions are told by their names; where these are missing, nothing is lost and less is cut.
pub(crate) fn prune(module: &mut Module) {
    end_panics(module);
    loop {
        walrus::passes::gc::run(module);
        let dead = dead(module);
        if !empty(module, &dead) {
            return;
        }
    }
}

/// A panic ends where it begins.
fn end_panics(module: &mut Module) {
    for id in named(module, is_end) {
        let (params, results) = module.types.params_results(module.funcs.get(id).ty());
        // What gives a value back is something else.
        if !results.is_empty() {
            continue;
        }
        let params = params.to_vec();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &[]);
        builder.func_body().unreachable();
        let params = params.into_iter().map(|ty| module.locals.add(ty)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(params));
    }
}

/// Whether a function, by its name, does nothing but panic.
fn is_end(name: &str) -> bool {
    let is_of_core = name.starts_with("core") && name.contains("::panicking::");
    let ends = [
        "rust_begin_unwind",
        "slice_index_fail",
        "::assert_failed",
        "capacity_overflow",
        "handle_alloc_error",
        "raw_vec::handle_error",
    ];
    is_of_core || ends.iter().any(|end| name.contains(end))
}

fn named(module: &Module, is_it: impl Fn(&str) -> bool) -> Vec<FunctionId> {
    let functions = module.funcs.iter().filter(|function| function.name.as_deref().is_some_and(&is_it));
    functions.map(|function| function.id()).collect()
}

/// The functions that nobody calls by their address.
fn dead(module: &Module) -> BTreeSet<FunctionId> {
    let is_dead = |name: &str| name.contains("::PanicPayload>::");
    let mut dead: BTreeSet<_> = named(module, is_dead).into_iter().collect();
    let mut calls = Calls::default();
    let writers: BTreeSet<_> = named(module, |name| name.contains("::fmt::")).into_iter().collect();
    for (id, function) in module.funcs.iter_local() {
        let mut own = Calls::default();
        dfs_in_order(&mut own, function, function.entry_block());
        calls.types.append(&mut own.types);
        if !writers.contains(&id) {
            calls.functions.append(&mut own.functions);
        }
    }
    // They call one another, and are called where somebody writes with them.
    if writers.is_disjoint(&calls.functions) {
        dead.extend(writers);
    }
    // No call can reach a function of a type that none has.
    dead.extend(
        module.funcs.iter().filter(|function| !calls.types.contains(&function.ty())).map(|function| function.id()),
    );
    dead
}

/// The functions that are called, and the types of those that are called by an address.
#[derive(Default)]
struct Calls {
    functions: BTreeSet<FunctionId>,
    types: BTreeSet<TypeId>,
}

impl<'i> Visitor<'i> for Calls {
    fn visit_call(&mut self, call: &Call) {
        self.functions.insert(call.func);
    }

    fn visit_call_indirect(&mut self, call: &CallIndirect) {
        self.types.insert(call.ty);
    }
}

/// Gives the places of dead functions in the table to another one of it. Says whether there were any.
fn empty(module: &mut Module, dead: &BTreeSet<FunctionId>) -> bool {
    let places = module.elements.iter_mut().flat_map(|element| match &mut element.items {
        ElementItems::Functions(functions) => functions.as_mut_slice(),
        ElementItems::Expressions(..) => &mut [],
    });
    let (empty, taken): (Vec<_>, Vec<_>) = places.partition(|function| dead.contains(function));
    let Some(other) = taken.into_iter().next() else { return false };
    let some = !empty.is_empty();
    empty.into_iter().for_each(|place| *place = *other);
    some
}

/// The bytes of a module without the names of its functions.
///
/// # Errors
/// When the module cannot be read as it was written.
pub(crate) fn without_names(module: &mut Module) -> Result<Vec<u8>, String> {
    let mut config = walrus::ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let module = config.parse(&module.emit_wasm());
    Ok(module.map_err(|cause| format!("the bound module cannot be read: {cause}"))?.emit_wasm())
}
