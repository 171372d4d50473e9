// Panel 4: what floating point does to a formula, digit by digit.

function makeFloats() {
  const points = 241, [low, high] = [-20, 20], [least, most] = [-3, 9];
  const plot = new Plot($("floats-plot"), {height: 340, x: [low, high], y: [least, most], log: true, xLabel: "x",
    yLabel: "error in ULP", tickText: (y) => (y < 0 || y > 3 ? `1e${y}` : String(10 ** y))});
  makeSlider($("floats-plot"), {label: "x, on the picture of the errors", min: low, max: high, step: 0.1, page: 1,
    value: () => clamp(state.at, low, high), move: (x) => change({at: Math.round(x * 20) / 20}, {panel: "floats"}),
    under: (event) => plot.xUnder(event)});
  const half = draw(plot.behind, "path", {class: "precision"});
  
  const book = draw(plot.curves, "path", {class: "line error-textbook"});
  const ours = draw(plot.curves, "path", {class: "line error-xact"});
  const halfText = draw(plot.curves, "text", {class: "precision-name", "text-anchor": "end"});
  const rule = draw(plot.moving, "path", {class: "rule"});
  const dots = [draw(plot.moving, "circle", {r: 5, class: "dot error-textbook"}),
    draw(plot.moving, "circle", {r: 5, class: "dot error-xact"})];
  const errors = {textbook: new Float64Array(points), xact: new Float64Array(points)};
  const xs = Float64Array.from({length: points}, (_, i) => low + ((high - low) * i) / (points - 1));

  for (const f of library.functions) $("floats-g").append(new Option(f.label, f.name));
  for (const type of types) $("floats-type").append(new Option(type.label, type.id));
  for (const preset of document.querySelectorAll("[data-needs]"))
    preset.hidden = !library.named(preset.dataset.needs);

  const chosen = () => {
    const f = library.named(state.g), type = types.findIndex(({id}) => id === state.type);
    return {f, type, which: quantities.indexOf(state.which), index: f.tiers[state.tier] ?? f.tiers.accurate,
      digits: types[type].digits};
  };

  /** The tiers that there are; the accurate one is always there. */
  function offerTiers() {
    const {f, type} = chosen();
    for (const option of $("floats-tier").options) option.disabled = !library.exists(f, option.value, type);
    if (library.exists(f, state.tier, type)) return;
    state.tier = "accurate";
    showInControls();
  }

  // A result of 0 or one that is twice the truth is wrong by as many ULP as there are in the truth.
  const drawable = (error) => (Number.isNaN(error) ? NaN : clamp(error, 10 ** least, 10 ** most));
  function drawErrors() {
    offerTiers();
    const {index, type, which} = chosen();
    for (let i = 0; i < points; i++) {
      const found = library.compare(index, state.slope, type, which, xs[i]);
      errors.textbook[i] = drawable(found.textbookError);
      errors.xact[i] = drawable(found.xactError);
    }
    book.setAttribute("d", plot.path(points, (i) => xs[i], (i) => errors.textbook[i]));
    ours.setAttribute("d", plot.path(points, (i) => xs[i], (i) => errors.xact[i]));
    half.setAttribute("d", `M${plot.margin.left} ${plot.toY(0.5)}H${plot.right}`);
    halfText.textContent = "0.5 ULP: no number is closer";
    halfText.setAttribute("x", plot.right - 6);
    halfText.setAttribute("y", plot.toY(0.5) - 7);
  }

  /** Digits that agree with the truth stand out from those that do not. */
  function showDigits(element, value, text, truth) {
    setNumber(element, value, "");
    if (!Number.isFinite(value)) {
      element.textContent = String(value);
      return;
    }
    const split = (t) => t.match(/^(-?)([\d.]+)(.*)$/).slice(1);
    const [sign, digits, exponent] = split(text), [truthSign, truthDigits, truthExponent] = split(truth);
    let same = 0;
    if (sign === truthSign && exponent === truthExponent)
      while (same < digits.length && digits[same] === truthDigits[same]) same++;
    const piece = (name, shown) => {
      const made = document.createElement(name);
      made.textContent = shown;
      return made;
    };
    element.append(sign, piece("b", digits.slice(0, same)));
    if (same < digits.length) element.append(piece("s", digits.slice(same)));
    element.append(exponent);
  }

  const scientific = (x, digits) => (x === 0 ? (Object.is(x, -0) ? "-0" : "0") : x.toExponential(digits - 1).replace(/e\+0$/, ""));
  const inWords = (error) => {
    if (!Number.isFinite(error)) return "no number";
    if (error === 0) return "0";
    if (error < 0.001) return "under 0.001";
    return error < 1e5 ? String(+error.toPrecision(3)) : error.toExponential(1).replace("e+", "e");
  };

  function showNumbers() {
    const {f, index, type, which, digits} = chosen();
    const x = library.wasm.round_to_type(type, state.at);
    const found = library.compare(index, state.slope, type, which, x);
    const truth = library.truthInDecimal(index, state.slope, type, which, x, digits + 5);
    const shown = truth.replace(/e\+0$/, "");
    setNumber($("floats-x"), x, String(+x.toPrecision(digits)));
    showDigits($("floats-xact"), found.xact, scientific(found.xact, digits), shown);
    showDigits($("floats-book"), found.textbook, scientific(found.textbook, digits), shown);
    setNumber($("floats-truth"), found.truth, shown);
    setNumber($("floats-xact-error"), found.xactError, inWords(found.xactError));
    setNumber($("floats-book-error"), found.textbookError, inWords(found.textbookError));
    const across = plot.toX(clamp(x, low, high));
    rule.setAttribute("d", `M${across} ${plot.margin.top}V${plot.bottom}`);
    [found.textbookError, found.xactError].forEach((error, i) => {
      dots[i].setAttribute("cx", across);
      dots[i].setAttribute("cy", plot.toY(drawable(error)));
    });
    const name = `${f.label}${which ? "′" : ""}(${$("floats-x").textContent})`;
    const off = (error) => (Number.isFinite(error) ? `${inWords(error)} ULP off` : "not even a number");
    const said = `${name} in ${state.type}: xact gives ${$("floats-xact").textContent}, ` +
      `${off(found.xactError)}; the textbook gives ${$("floats-book").textContent}, ${off(found.textbookError)}.`;
    plot.svg.setAttribute("aria-valuenow", clamp(state.at, low, high));
    plot.svg.setAttribute("aria-valuetext", said);
    return said;
  }

  const neighbour = (above) =>
    change({at: clamp(library.wasm.neighbour(chosen().type, state.at, above), -3e38, 3e38)}, {panel: "floats"});
  $("floats-below").addEventListener("click", () => neighbour(0));
  $("floats-above").addEventListener("click", () => neighbour(1));

  onChange("floats", ["g", "which", "type", "tier", "slope", "at"], (changed) => {
    const another = ["g", "which", "type", "tier"].some((key) => changed.has(key)) || slopeMatters(changed, state.g);
    if (!another && !changed.has("at")) return "";
    if (another) drawErrors();
    return showNumbers();
  });
  return {
    sentence: showNumbers,
    draw() {
      plot.resize();
      drawErrors();
      showNumbers();
    },
  };
}
