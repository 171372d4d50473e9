// Pictures by hand: SVG that can be focused, printed and restyled.

const svgSpace = "http://www.w3.org/2000/svg";

function draw(parent, name, attributes = {}, text) {
  const made = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

/** Round numbers, about so many, between two. */
function roundNumbers(low, high, about) {
  const rough = (high - low) / about, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => s >= rough);
  const found = [];
  for (let i = Math.ceil(low / step); i * step <= high + step / 1e6; i++) found.push(i * step);
  return found;
}

/**
 * A plane with axes, as wide as its place. `x` and `y` are ranges; with `log`, y is a range of exponents of ten, and the
 * y that is drawn is a positive number. Its layers are groups: behind the axes, the curves, and what moves.
 */
class Plot {
  constructor(svg, {height, x, y, log = false, xLabel, yLabel, tickText}) {
    Object.assign(this, {svg, height, x, y, log, xLabel, yLabel, tickText});
    this.behind = draw(svg, "g");
    this.axes = draw(svg, "g", {class: "axes", "aria-hidden": "true"});
    this.curves = draw(svg, "g");
    this.moving = draw(svg, "g");
    this.margin = {left: 46, right: 14, top: 12, bottom: 40};
    this.resize();
  }

  resize() {
    this.width = Math.max(this.svg.parentElement.clientWidth, 240);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    this.svg.setAttribute("height", this.height);
    this.right = this.width - this.margin.right;
    this.bottom = this.height - this.margin.bottom;
    this.#drawAxes();
  }

  toX(x) {
    return this.margin.left + ((x - this.x[0]) / (this.x[1] - this.x[0])) * (this.right - this.margin.left);
  }
  toY(y) {
    const on = this.log ? Math.log10(y) : y;
    return this.bottom - ((on - this.y[0]) / (this.y[1] - this.y[0])) * (this.bottom - this.margin.top);
  }
  /** The x under a pointer. */
  xUnder(event) {
    const box = this.svg.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * this.width;
    const share = (at - this.margin.left) / (this.right - this.margin.left);
    return clamp(this.x[0] + share * (this.x[1] - this.x[0]), this.x[0], this.x[1]);
  }

  #drawAxes() {
    this.axes.replaceChildren();
    const {left, top} = this.margin, {right, bottom, axes} = this;
    for (const x of roundNumbers(...this.x, this.width < 480 ? 5 : 10)) {
      const at = this.toX(x);
      draw(axes, "path", {d: `M${at} ${top}V${bottom}`, class: x === 0 && !this.log ? "zero" : "grid"});
      draw(axes, "text", {x: at, y: bottom + 17, "text-anchor": "middle"}, String(+x.toPrecision(6)));
    }
    for (const y of roundNumbers(...this.y, this.height / 44)) {
      if (this.log && !Number.isInteger(y)) continue;
      const at = this.toY(this.log ? 10 ** y : y);
      draw(axes, "path", {d: `M${left} ${at}H${right}`, class: y === 0 && !this.log ? "zero" : "grid"});
      const text = this.tickText?.(y) ?? (this.log ? (y === 0 ? "1" : `1e${y}`) : String(+y.toPrecision(6)));
      draw(axes, "text", {x: left - 7, y: at + 4, "text-anchor": "end"}, text);
    }
    draw(axes, "text", {x: right, y: this.height - 5, "text-anchor": "end", class: "axis-name"}, this.xLabel);
    if (this.yLabel) draw(axes, "text", {x: left + 6, y: top + 12, class: "axis-name"}, this.yLabel);
  }

  /** The d of a path through points, which breaks where a number is not finite and is cut at the edges. */
  path(n, xAt, yAt) {
    let d = "", pen = "M";
    const slack = (this.y[1] - this.y[0]) * 0.5;
    for (let i = 0; i < n; i++) {
      let y = yAt(i);
      if (this.log) y = y > 0 ? Math.log10(y) : y === 0 ? -Infinity : NaN;
      if (Number.isNaN(y)) {
        pen = "M";
        continue;
      }
      y = clamp(y, this.y[0] - (this.log ? 0 : slack), this.y[1] + (this.log ? 0 : slack));
      const down = this.bottom - ((y - this.y[0]) / (this.y[1] - this.y[0])) * (this.bottom - this.margin.top);
      d += `${pen}${this.toX(xAt(i)).toFixed(1)} ${down.toFixed(1)}`;
      pen = "L";
    }
    return d;
  }

  /** Cuts what a group draws at the edges of the plane. */
  clip(group, id) {
    this.clipBox ??= draw(draw(draw(this.svg, "defs"), "clipPath", {id}), "rect");
    const {left, top} = this.margin;
    for (const [key, value] of Object.entries({x: left, y: top, width: this.right - left, height: this.bottom - top}))
      this.clipBox.setAttribute(key, value);
    group.setAttribute("clip-path", `url(#${id})`);
  }
}

/**
 * Makes a plot a slider: drag anywhere in it, or focus it and press an arrow, Page, Home or End key. `value` tells where
 * it is, `move` takes the new value.
 */
function makeSlider(svg, {label, min, max, step, page, value, move, under}) {
  svg.setAttribute("role", "slider");
  svg.setAttribute("tabindex", "0");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("aria-valuemin", min);
  svg.setAttribute("aria-valuemax", max);
  const steps = {ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -page, PageUp: page};
  svg.addEventListener("keydown", (event) => {
    let to;
    if (event.key in steps) to = value() + steps[event.key];
    else if (event.key === "Home") to = min;
    else if (event.key === "End") to = max;
    else return;
    event.preventDefault();
    move(clamp(+to.toFixed(6), min, max));
  });
  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = event.pointerId;
    svg.setPointerCapture(held);
    move(under(event));
  });
  svg.addEventListener("pointermove", (event) => {
    if (event.pointerId === held) move(under(event));
  });
  for (const end of ["pointerup", "pointercancel"])
    svg.addEventListener(end, (event) => {
      if (event.pointerId === held) held = null;
    });
}
