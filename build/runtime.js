// What the functions that wasm-bindgen writes call. It has the same names, and nothing for browsers that cannot run our modules at all.
// A view of the memory is made anew each time: when that has grown, it is another one.
let wasm;
let WASM_VECTOR_LEN = 0;
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const getArrayF32FromWasm0 = (ptr, len) => new Float32Array(wasm.memory.buffer, ptr >>> 0, len);
const getStringFromWasm0 = (ptr, len) => decoder.decode(new Uint8Array(wasm.memory.buffer, ptr >>> 0, len));
const takeStringFromWasm0 = ([ptr, len]) => {
  const text = getStringFromWasm0(ptr, len);
  wasm.__wbindgen_free(ptr, len, 1);
  return text;
};
const isLikeNone = (x) => x === undefined || x === null;
const passArray8ToWasm0 = (arg, malloc) => {
  WASM_VECTOR_LEN = arg.length;
  const ptr = malloc(WASM_VECTOR_LEN, 1) >>> 0;
  new Uint8Array(wasm.memory.buffer).set(arg, ptr);
  return ptr;
};
const passStringToWasm0 = (arg, malloc) => passArray8ToWasm0(encoder.encode(arg), malloc);

// Starts a module from its bytes, which our loader has. Gives back what it has itself, for what takes numbers alone needs nothing here.
export default async (bytes) => {
  wasm = (await WebAssembly.instantiate(bytes, __wbg_get_imports())).instance.exports;
  wasm.__wbindgen_start();
  return wasm;
};
