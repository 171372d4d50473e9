// Panel 2: what is left of a gradient that has come back through so many layers.

function makeDepth() {
  const deepest = 50, [least, most] = [-36, 12];
  const plot = new Plot($("depth-plot"), {height: 500, x: [0, deepest], y: [least, most], log: true,
    xLabel: "layers", yLabel: "gradient that is left",
    tickText: (y) => (y === 0 ? "1" : `1e${y}`)});
  makeSlider($("depth-plot"), {label: "Layers", min: 1, max: deepest, step: 1, page: 5, value: () => state.layers,
    move: (layers) => change({layers: clamp(Math.round(layers), 1, deepest)}, {panel: "depth"}),
    under: (event) => plot.xUnder(event)});
  plot.svg.setAttribute("aria-orientation", "horizontal");

  // From here on, what is taken away from a weight of 1 is rounded away: half an ULP below 1.
  const precisions = [["float", -25], ["bfloat16", -9]].map(([name, power]) => ({
    name, y: 2 ** power, line: draw(plot.behind, "path", {class: "precision"}),
    text: draw(plot.curves, "text", {class: "precision-name", "text-anchor": "end"}),
  }));
  const rule = draw(plot.moving, "path", {class: "rule"});
  const curves = library.functions.map((f) => ({
    f, line: draw(plot.curves, "path", {class: `line colour-${f.place % 8}`}),
    dot: draw(plot.moving, "circle", {r: 5, class: `dot colour-${f.place % 8}`}),
  }));
  for (const one of curves) {
    const row = document.createElement("tr"), name = document.createElement("th"), cell = document.createElement("td");
    name.scope = "row";
    name.append(swatch(one.f), one.f.label);
    row.append(name, cell);
    $("depth-table").append(row);
    Object.assign(one, {row, number: numberIn(cell)});
  }

  const known = new Map();
  /** Of a function, after 1, 2, ... layers. Computed once: a network takes some milliseconds. */
  function gradients(f) {
    const key = [f.name, state.network, f.hasSlope ? state.slope : ""].join();
    if (!known.has(key)) {
      if (known.size > 200) known.clear();  // a slope that is dragged makes many
      let found;
      if (state.network === "best") {
        const factor = library.wasm.largest_derivative(f.tiers.accurate, state.slope);
        found = [factor];
        while (found.length < deepest) found.push(found[found.length - 1] * factor);
      } else {
        found = library.passBack(f, state.slope, state.network === "he", deepest, 1);
      }
      known.set(key, found);
    }
    return known.get(key);
  }

  function drawCurves() {
    for (const {name, y, line, text} of precisions) {
      line.setAttribute("d", `M${plot.margin.left} ${plot.toY(y)}H${plot.right}`);
      text.textContent = `below, lost beside a ${name} of 1`;
      text.setAttribute("x", plot.right - 6);
      text.setAttribute("y", plot.toY(y) + 14);
    }
    for (const one of curves) {
      one.left = gradients(one.f);
      one.line.setAttribute("d", plot.path(deepest, (i) => i + 1, (i) => one.left[i]));
      one.line.classList.toggle("chosen", one.f.name === state.f);
    }
    plot.clip(plot.curves, "clip-depth");
    plot.curves.append(curves.find(({f}) => f.name === state.f).line, ...precisions.map(({text}) => text));
  }

  function moveTo() {
    const n = state.layers;
    let said = "";
    rule.setAttribute("d", `M${plot.toX(n)} ${plot.margin.top}V${plot.bottom}`);
    for (const {f, left, dot, row, number} of curves) {
      const y = left[n - 1];
      setNumber(number, y, inTable(y));
      row.classList.toggle("chosen", f.name === state.f);
      dot.setAttribute("cx", plot.toX(n));
      dot.setAttribute("cy", clamp(plot.toY(y), plot.margin.top, plot.bottom));
      if (f.name !== state.f) continue;
      const lost = precisions.filter((p) => y < p.y).map((p) => p.name);
      said = `After ${n} layer${n === 1 ? "" : "s"} of ${f.label}, ${brief(y, 2)} of the gradient is left` +
        {best: ", at best", xavier: " in a random network (Xavier)", he: " in a random network (He)"}[state.network] +
        (lost.length ? `: beside a weight of 1, lost in ${lost.reverse().join(" and in ")}.` : ".");
    }
    plot.svg.setAttribute("aria-valuenow", n);
    plot.svg.setAttribute("aria-valuetext", said);
    $("depth-sentence").textContent = said;
    return said;
  }

  addFunctionChoice($("depth-choice"), "f");
  onChange("depth", ["f", "slope", "network"], drawCurves);
  onChange("depth", ["layers", "f", "slope", "network"], moveTo);
  return {
    sentence: moveTo,
    draw() {
      plot.resize();
      drawCurves();
      moveTo();
    },
  };
}
