// Panel 1: the functions and their derivatives. Drag x.

function makeCurves() {
  const points = 801, [low, high] = [-10, 10];
  const arrays = library.room(points), at = library.room(1, 3 * points);
  for (let i = 0; i < points; i++) arrays.x[i] = low + ((high - low) * i) / (points - 1);

  const picture = (id, y, yLabel, label) => {
    const plot = new Plot($(id), {height: 320, x: [low, high], y, xLabel: "x", yLabel});
    makeSlider($(id), {label, min: low, max: high, step: 0.1, page: 1, value: () => state.x,
      move: (x) => change({x: Math.round(x * 100) / 100}, {panel: "curves"}), under: (event) => plot.xUnder(event)});
    plot.lines = library.functions.map((f) => draw(plot.curves, "path", {class: `line colour-${f.place % 8}`}));
    plot.rule = draw(plot.moving, "path", {class: "rule"});
    return plot;
  };
  const values = picture("curves-values", [-1.6, 3.2], "f(x)", "x, on the curves of the functions");
  const slopes = picture("curves-slopes", [-0.3, 1.3], "f′(x)", "x, on the curves of the derivatives");
  const zones = draw(slopes.behind, "g"), zoneText = draw(slopes.behind, "text", {class: "zone-name"});
  const tangent = draw(values.moving, "path", {class: "tangent"});
  const dot = (plot) => draw(plot.moving, "circle", {r: 7, class: "handle"});
  const valueDot = dot(values), slopeDot = dot(slopes);

  const rows = library.functions.map((f) => {
    const row = document.createElement("tr"), name = document.createElement("th");
    name.scope = "row";
    name.append(swatch(f), f.label);
    row.append(name);
    const cells = [0, 1].map(() => {
      const cell = document.createElement("td");
      row.append(cell);
      return numberIn(cell);
    });
    $("curves-table").append(row);
    return {f, row, value: cells[0], slope: cells[1]};
  });

  function drawCurves() {
    const chosen = library.named(state.f);
    zones.replaceChildren();
    zoneText.textContent = "";
    values.clip(values.curves, "clip-values");
    slopes.clip(slopes.curves, "clip-slopes");
    for (const f of library.functions) {
      library.curve(f, state.slope, arrays);
      values.lines[f.place].setAttribute("d", values.path(points, (i) => arrays.x[i], (i) => arrays.y[i]));
      slopes.lines[f.place].setAttribute("d", slopes.path(points, (i) => arrays.x[i], (i) => arrays.dydx[i]));
      for (const plot of [values, slopes]) plot.lines[f.place].classList.toggle("chosen", f === chosen);
      if (f === chosen) drawZones();
    }
    for (const plot of [values, slopes]) plot.curves.append(plot.lines[chosen.place]);  // on top
    $("curves-formula").replaceChildren($(`formula-${chosen.name}`)?.content.cloneNode(true) ?? chosen.label);
  }

  /** Where |f'| < 0.01, of the curve that is in the arrays. */
  function drawZones() {
    let from = -1;
    for (let i = 0; i <= points; i++) {
      const asleep = i < points && Math.abs(arrays.dydx[i]) < 0.01;
      if (asleep && from < 0) from = i;
      if (asleep || from < 0) continue;
      const [left, right] = [slopes.toX(arrays.x[from]), slopes.toX(arrays.x[i - 1])];
      if (right - left > 2) {
        draw(zones, "rect", {x: left, y: slopes.margin.top, width: right - left,
          height: slopes.bottom - slopes.margin.top, class: "zone"});
        if (!zoneText.textContent && right - left > 90) {
          zoneText.textContent = "|f′| < 0.01";
          zoneText.setAttribute("x", left + 8);
          zoneText.setAttribute("y", slopes.margin.top + 34);
        }
      }
      from = -1;
    }
  }

  function moveTo() {
    const chosen = library.named(state.f);
    let said = "";
    for (const {f, row, value, slope} of rows) {
      at.x[0] = state.x;
      library.curve(f, state.slope, at);
      const [y, dydx] = [at.y[0], at.dydx[0]];
      setNumber(value, y, inTable(y));
      setNumber(slope, dydx, inTable(dydx));
      row.classList.toggle("chosen", f === chosen);
      if (f !== chosen) continue;
      const [left, top] = [values.toX(state.x), values.toY(y)];
      valueDot.setAttribute("cx", left);
      valueDot.setAttribute("cy", clamp(top, values.margin.top, values.bottom));
      slopeDot.setAttribute("cx", left);
      slopeDot.setAttribute("cy", slopes.toY(dydx));
      const half = 1.6;
      tangent.setAttribute("d", `M${values.toX(state.x - half)} ${values.toY(y - half * dydx)}` +
        `L${values.toX(state.x + half)} ${values.toY(y + half * dydx)}`);
      for (const plot of [values, slopes])
        plot.rule.setAttribute("d", `M${left} ${plot.margin.top}V${plot.bottom}`);
      const asleep = Math.abs(dydx) < 0.01;
      said = `At x = ${brief(state.x)}, ${f.label} is ${brief(y, 4)} and its slope ${brief(dydx, 2)}` +
        (asleep ? ": next to nothing passes." : ".");
    }
    for (const plot of [values, slopes]) {
      plot.svg.setAttribute("aria-valuenow", state.x);
      plot.svg.setAttribute("aria-valuetext", said);
    }
    return said;
  }

  values.clip(tangent, "clip-values");
  addFunctionChoice($("curves-choice"), "f");
  onChange("curves", ["f", "slope"], drawCurves);
  onChange("curves", ["x", "f", "slope"], moveTo);
  return {
    sentence: moveTo,
    draw() {
      values.resize();
      slopes.resize();
      values.clip(tangent, "clip-values");
      drawCurves();
      moveTo();
    },
  };
}
