//! Cuts out of a bound module what is in it and can never be called, and numbers what is left so that it compresses well: 1.8 kB that
//! a reader would load.
//!
//! A linker keeps every function of which somebody has taken the address, and one kind is kept for nothing: messages of panics have
//! the addresses of what writes their values. But a page shows no such message, and a panic ends in the same exception without it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use walrus::ir::{
    Call, CallIndirect, Instr, InstrSeq, Unreachable, Visitor, VisitorMut, dfs_in_order, dfs_pre_order_mut,
};
use walrus::{ElementItems, FunctionBuilder, FunctionId, FunctionKind, ImportKind, LocalId, Module, TypeId};

/// Does both. Functions are told by their names; where these are missing, nothing is lost and less is cut.
pub(crate) fn prune(module: &mut Module) {
    end_panics(module);
    loop {
        walrus::passes::gc::run(module);
        let dead = dead(module);
        if !empty(module, &dead) {
            break number_locals(module);
        }
    }
}

/// What is imported by this name becomes a function of the module's own, which does nothing.
///
/// # Errors
/// When it cannot be replaced.
pub(crate) fn empty_import(module: &mut Module, name: &str) -> Result<(), String> {
    let functions: Vec<_> = module
        .imports
        .iter()
        .filter(|import| import.name == name)
        .filter_map(|import| if let ImportKind::Function(id) = import.kind { Some(id) } else { None })
        .collect();
    for id in functions {
        module.replace_imported_func(id, |_| ()).map_err(|cause| format!("`{name}` cannot be left out: {cause}"))?;
    }
    Ok(())
}

/// A panic ends where it begins.
fn end_panics(module: &mut Module) {
    let mut ends = BTreeSet::new();
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
        ends.insert(id);
    }
    let mut before = Before { ends: &ends };
    for (_, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut before, function, entry);
    }
}

/// Ends each way to a panic before the panic is told what to say.
struct Before<'a> {
    ends: &'a BTreeSet<FunctionId>,
}

impl VisitorMut for Before<'_> {
    fn start_instr_seq_mut(&mut self, seq: &mut InstrSeq) {
        let is_end = |instr: &Instr| match instr {
            Instr::Call(call) => self.ends.contains(&call.func),
            other => other.is_unreachable(),
        };
        let Some(end) = seq.instrs.iter().position(|(instr, _)| is_end(instr)) else { return };
        seq.instrs.truncate(end + 1);
        seq.instrs[end].0 = Unreachable {}.into();
        // What only puts values where nobody looks for them any more.
        let is_idle = |instr: &Instr| {
            matches!(
                instr,
                Instr::Const(_)
                    | Instr::LocalGet(_)
                    | Instr::LocalSet(_)
                    | Instr::LocalTee(_)
                    | Instr::Load(_)
                    | Instr::Binop(_)
                    | Instr::Unop(_)
            )
        };
        let idle = seq.instrs[..end].iter().rev().take_while(|(instr, _)| is_idle(instr)).count();
        seq.instrs.drain(end - idle..end);
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

/// Gives the locals that a function uses most the first numbers, after its parameters: small numbers that are frequent compress to
/// 0.2 kB less.
fn number_locals(module: &mut Module) {
    let mut orders = Vec::new();
    for (id, function) in module.funcs.iter_local() {
        let mut uses = Uses::default();
        dfs_in_order(&mut uses, function, function.entry_block());
        let mut order: Vec<_> = uses.0.into_iter().filter(|(local, _)| !function.args.contains(local)).collect();
        order.sort_by_key(|(_, (count, first))| (Reverse(*count), *first));
        orders.push((id, order));
    }
    for (id, order) in orders {
        // A module is written with its locals in the order in which they were made.
        let made = order.into_iter().map(|(local, _)| (local, module.locals.add(module.locals.get(local).ty())));
        let mut renamed = Renamed(made.collect());
        if let FunctionKind::Local(function) = &mut module.funcs.get_mut(id).kind {
            let entry = function.entry_block();
            dfs_pre_order_mut(&mut renamed, function, entry);
        }
    }
}

/// How often each local is used, and the number of its first use.
#[derive(Default)]
struct Uses(BTreeMap<LocalId, (usize, usize)>, usize);

impl<'i> Visitor<'i> for Uses {
    fn visit_local_id(&mut self, local: &LocalId) {
        self.1 += 1;
        self.0.entry(*local).or_insert((0, self.1)).0 += 1;
    }
}

/// The new locals by the old ones.
struct Renamed(BTreeMap<LocalId, LocalId>);

impl VisitorMut for Renamed {
    fn visit_local_id_mut(&mut self, local: &mut LocalId) {
        if let Some(renamed) = self.0.get(local) {
            *local = *renamed;
        }
    }
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
