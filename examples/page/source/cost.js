// Panel 5: what an element costs, measured in this browser.

function makeCost() {
  const n = library.timedInput.length;
  // The formulas as one writes them in JavaScript, over the same numbers.
  const inJavaScript = {
    sigmoid: (x, y) => {
      for (let i = 0; i < n; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
    },
    tanh: (x, y) => {
      for (let i = 0; i < n; i++) y[i] = Math.tanh(x[i]);
    },
    relu: (x, y) => {
      for (let i = 0; i < n; i++) y[i] = Math.max(x[i], 0);
    },
    leaky_relu: (x, y) => {
      const {slope} = state;
      for (let i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
    },
    gelu_tanh: (x, y) => {
      for (let i = 0; i < n; i++)
        y[i] = 0.5 * x[i] * (1 + Math.tanh(0.7978845608028654 * (x[i] + 0.044715 * x[i] ** 3)));
    },
  };

  const output = new Float32Array(n);
  const byXact = (index) => (times) => library.wasm.run_timed(index, state.slope, times);
  const byJavaScript = (loop) => (times) => {
    for (let i = 0; i < times; i++) loop(library.timedInput, output);
  };

  /** The least of some rounds, each of some milliseconds: what disturbs makes it only longer. */
  function nanosecondsPerElement(run) {
    const measure = (repetitions) => {
      const start = performance.now();
      run(repetitions);
      return performance.now() - start;
    };
    let times = 1;
    // Twice, for the first time may be long by chance: the browser compiles as it goes.
    while (times < 1e6 && (measure(times) < 4 || measure(times) < 4)) times *= 2;
    let took = Infinity;
    for (let round = 0; round < 5; round++) took = Math.min(took, measure(times));
    return (took * 1e6) / (times * n);
  }

  function subjects() {
    const found = [];
    for (const f of library.functions) {
      const add = (by, kind, run) => found.push({f, by, kind, run});
      add("xact", "xact", byXact(f.tiers.accurate));
      if ("fast" in f.tiers) add("xact, fast", "fast", byXact(f.tiers.fast));
      if (f.name in inJavaScript) add("JavaScript", "script", byJavaScript(inJavaScript[f.name]));
    }
    return found;
  }

  function show(measured) {
    const table = $("cost-table"), most = Math.max(...measured.map(({ns}) => ns));
    table.replaceChildren();
    for (const {f, by, kind, ns} of measured) {
      const row = document.createElement("tr"), name = document.createElement("th");
      name.scope = "row";
      name.textContent = f.label;
      const who = document.createElement("td"), cell = document.createElement("td"), place = document.createElement("td");
      who.textContent = by;
      setNumber(numberIn(cell), ns, ns.toPrecision(3));
      const svg = document.createElementNS(svgSpace, "svg");
      svg.setAttribute("class", "bar");
      svg.setAttribute("aria-hidden", "true");
      draw(svg, "rect", {width: `${Math.max((100 * ns) / most, 0.4)}%`, height: "100%", class: `bar-${kind}`});
      place.append(svg);
      row.append(name, who, cell, place);
      if (kind === "xact") row.className = "first";
      table.append(row);
    }
  }

  function conclude(measured) {
    const of = (name, kind) => measured.find((m) => m.f.name === name && m.kind === kind)?.ns;
    const times = (a, b) => `${+(a / b).toPrecision(2)} times`;
    const parts = [];
    if (of("sigmoid", "xact") && of("relu", "xact"))
      parts.push(`In this browser sigmoid takes ${times(of("sigmoid", "xact"), of("relu", "xact"))} as long as ReLU` +
        `${of("sigmoid", "fast") ? `, fast sigmoid ${times(of("sigmoid", "fast"), of("relu", "xact"))}` : ""}`);
    if (of("sigmoid", "script"))
      parts.push(`JavaScript’s Math.exp takes ${times(of("sigmoid", "script"), of("sigmoid", "xact"))} as long as xact`);
    return parts.join("; ") + ".";
  }

  const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
  async function measure() {
    const button = $("cost-measure"), bar = $("cost-progress"), all = subjects();
    button.disabled = true;
    $("cost-progress-row").hidden = false;
    // The same numbers for everybody: from -8 to 8, in no order.
    let random = 1;
    for (let i = 0; i < n; i++) {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      library.timedInput[i] = (random / 2 ** 32) * 16 - 8;
    }
    for (let i = 0; i < all.length; i++) {
      bar.value = i / all.length;
      await pause();
      all[i].ns = nanosecondsPerElement(all[i].run);
    }
    bar.value = 1;
    $("cost-progress-row").hidden = true;
    button.disabled = false;
    button.textContent = "Measure again";
    $("cost-result").hidden = false;
    show(all);
    const sentence = conclude(all);
    $("cost-sentence").textContent = sentence;
    say(sentence);
  }

  $("cost-kind").textContent = library.kind === "simd" ?
    "This browser has WebAssembly SIMD: xact computes 4 floats at once." :
    "This browser has no WebAssembly SIMD: xact computes one float at a time, with the same results.";
  $("cost-measure").addEventListener("click", measure);
  return {sentence: () => "", draw() {}};
}
