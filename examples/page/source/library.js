// xact, compiled to WebAssembly: page.cpp says what each of its functions does.

const types = [
  {id: "float", label: "float", digits: 9},
  {id: "double", label: "double", digits: 17},
  {id: "bfloat16", label: "bfloat16", digits: 4},
  {id: "float16", label: "float16", digits: 5},
];
const quantities = ["forward", "derivative"];
const labels = {sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", leaky_relu: "leaky ReLU", gelu: "GELU",
  gelu_tanh: "GELU, tanh form"};

/** One function with a register of SIMD: a browser that has none finds it invalid. */
const simdProbe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0,  // a module
  1, 5, 1, 96, 0, 1, 123,                                       // of type () -> v128
  3, 2, 1, 0,                                                   // one function
  10, 8, 1, 6, 0, 65, 0, 253, 15, 11]);                         // i32.const 0, i8x16.splat

/** Which file of the module this browser takes; `?scalar` asks for the one without SIMD. */
function chooseModule() {
  if (typeof WebAssembly !== "object")
    throw new Error("This browser has no WebAssembly, or has it switched off, and all numbers here are computed by it. " +
      "Please open the page in a newer browser.");
  return WebAssembly.validate(simdProbe) && !new URLSearchParams(location.search).has("scalar") ? "simd" : "scalar";
}

function loadScript(file) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = file;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${file} is missing beside index.html. Build the page again: ./dev page`));
    document.head.append(script);
  });
}

async function loadLibrary() {
  const kind = chooseModule();
  await loadScript(`xact-${kind}.js`);
  const {size, base64} = globalThis.xactModule;
  const compressed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const module = await WebAssembly.compile(inflate(compressed, size));
  const imports = {};
  for (const {module: from, name} of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`xact's module called ${name}, which the page does not have.`);
    };
  }
  const instance = await WebAssembly.instantiate(module, imports);
  instance.exports._initialize?.();
  return new Library(instance.exports, kind);
}

class Library {
  constructor(wasm, kind) {
    this.wasm = wasm;
    this.kind = kind;
    const memory = wasm.memory.buffer;
    this.place = wasm.doubles();
    this.doubles = new Float64Array(memory, this.place, wasm.doubles_size());
    this.bytes = new Uint8Array(memory);
    this.states = new Uint8Array(memory, wasm.neurons_states(), wasm.neurons_size());
    this.timedInput = new Float32Array(memory, wasm.timed_input(), wasm.timed_size());
    this.timedOutput = new Float32Array(memory, wasm.timed_output(), wasm.timed_size());
    this.functions = this.#registry();
    this.compared = {xact: 0, textbook: 0, truth: 0, xactError: 0, textbookError: 0};
  }

  /** The functions, each with the index of its tiers. */
  #registry() {
    const found = new Map();
    for (let index = 0; index < this.wasm.activation_count(); index++) {
      const full = this.#string(this.wasm.activation_name(index));
      const [, tier = "accurate", name] = full.match(/^(?:(\w+)::)?(\w+)$/);
      if (!found.has(name))
        found.set(name, {name, label: labels[name] ?? name.replaceAll("_", " "), place: found.size,
          hasSlope: this.wasm.has_slope(index) !== 0, tiers: {}});
      found.get(name).tiers[tier] = index;
    }
    return [...found.values()];
  }

  #string(place) {
    return new TextDecoder().decode(this.bytes.subarray(place, this.bytes.indexOf(0, place)));
  }

  named(name) {
    return this.functions.find((f) => f.name === name);
  }
  exists(f, tier, type) {
    return tier in f.tiers && this.wasm.exists(f.tiers[tier], type) !== 0;
  }

  /** Fills x, y and dydx, which are views made by room(), in double. */
  curve(f, slope, {x, y, dydx}) {
    this.wasm.curve(f.tiers.accurate, slope, x.length, x.byteOffset, y.byteOffset, dydx.byteOffset);
  }

  /** Three arrays of n doubles within the module, from this place on. */
  room(n, from = 0) {
    const part = (i) => this.doubles.subarray(from + i * n, from + (i + 1) * n);
    return {x: part(0), y: part(1), dydx: part(2)};
  }

  /** What xact, the textbook and the truth say; the object is the same each time. */
  compare(index, slope, type, which, x) {
    const from = this.doubles.length - 5, found = this.compared;
    this.wasm.compare(index, slope, type, which, x, this.place + 8 * from);
    [found.xact, found.textbook, found.truth, found.xactError, found.textbookError] = this.doubles.subarray(from);
    return found;
  }
  truthInDecimal(index, slope, type, which, x, digits) {
    return this.#string(this.wasm.truth_in_decimal(index, slope, type, which, x, digits));
  }

  passBack(f, slope, he, depth, seed) {
    const from = this.doubles.length - 5 - depth;
    this.wasm.pass_back(f.tiers.accurate, slope, he ? 1 : 0, depth, seed, this.place + 8 * from);
    return Array.from(this.doubles.subarray(from, from + depth));
  }
}
