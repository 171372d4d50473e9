// What the page shows: one object, which the controls and the hash of the address show as well.

const $ = (id) => document.getElementById(id);

const number = (low, high, initial) => ({
  initial,
  read: (text) => (text.trim() !== "" && Number.isFinite(+text) ? clamp(+text, low, high) : undefined),
});
const whole = (low, high, initial) => ({
  initial,
  read: (text) => (/^-?\d+$/.test(text) ? clamp(+text, low, high) : undefined),
});
const oneOf = (initial, values) => ({initial, read: (text) => (values().includes(text) ? text : undefined)});

/** Everything that a link can say. */
const schema = {
  f: oneOf("sigmoid", () => library.functions.map((f) => f.name)),
  x: number(-10, 10, 1),
  slope: number(0, 1, 0.1),
  layers: whole(1, 50, 15),
  network: oneOf("best", () => ["best", "xavier", "he"]),
  neuron: oneOf("relu", () => library.functions.map((f) => f.name)),
  bias: number(-3, 0, -3),
  steps: whole(0, 200, 0),
  seed: whole(0, 9999, 1),
  g: oneOf("gelu", () => library.functions.map((f) => f.name)),
  which: oneOf("forward", () => quantities),
  type: oneOf("float", () => types.map((t) => t.id)),
  tier: oneOf("accurate", () => ["accurate", "fast", "exact"]),
  at: number(-3e38, 3e38, -5.5),
};
const panels = ["curves", "depth", "neurons", "floats", "cost"];

let library;
const state = Object.fromEntries(Object.entries(schema).map(([key, {initial}]) => [key, initial]));
let panelInHash = "";
const parts = {};  // by panel: its sentence and how to draw it anew
const listeners = [];

/** Calls update(changed) after a change of one of these keys; the sentence that it returns may be said. */
function onChange(panel, keys, update) {
  listeners.push({panel, keys, update});
}

/** The slope changed, and this function has one. */
const slopeMatters = (changed, name) => changed.has("slope") && library.named(name).hasSlope;

let sayLater = 0;
/** The one live region. A screen reader is told when a movement pauses. */
function say(sentence) {
  clearTimeout(sayLater);
  $("said").textContent = sentence;
  sayLater = setTimeout(() => ($("said-aloud").textContent = sentence), 350);
}

function hashOf(panel) {
  const parts = Object.keys(schema).filter((key) => state[key] !== schema[key].initial)
    .map((key) => `${key}=${encodeURIComponent(state[key])}`);
  return "#" + [panel, ...parts].filter(Boolean).join("&");
}

let writeHashLater = 0;
/** What a person does in a panel, or with a link, is said; what a panel does by itself is not. */
function change(changes, {panel, aloud = true} = {}) {
  const changed = new Set(Object.keys(changes).filter((key) => state[key] !== changes[key]));
  if (changed.size === 0) return;
  Object.assign(state, changes);
  showInControls();
  let sentence = "";
  for (const {panel: concerned, keys, update} of listeners) {
    if (!keys.some((key) => changed.has(key))) continue;
    const said = update(changed);
    if (said && (concerned === (panel ?? panelInHash) || !sentence)) sentence = said;
  }
  if (aloud && sentence) say(sentence);
  if (panel) {
    panelInHash = panel;
    // Browsers allow a hundred of these in half a minute.
    clearTimeout(writeHashLater);
    writeHashLater = setTimeout(() => history.replaceState(null, "", hashOf(panelInHash)), 200);
  }
}

/** Reads "#depth&layers=25": a panel, and what differs from the start. */
function readHash() {
  const parts = location.hash.slice(1).split("&").filter(Boolean);
  const next = Object.fromEntries(Object.entries(schema).map(([key, {initial}]) => [key, initial]));
  let panel = "";
  for (const part of parts) {
    const [key, value] = part.split("=");
    if (value === undefined && panels.includes(key)) panel = key;
    else if (key in schema && value !== undefined) {
      let text = "";
      try {
        text = decodeURIComponent(value);
      } catch {
        continue;  // a link that was cut off
      }
      next[key] = schema[key].read(text) ?? next[key];
    }
  }
  return {panel, next};
}

function followHash() {
  const {panel, next} = readHash();
  clearTimeout(writeHashLater);
  panelInHash = panel;
  change(next, {aloud: false});
  if (!panel) return;
  say(parts[panel].sentence());
  $(panel).scrollIntoView();
}

/** Inputs name their key in data-state. */
function showInControls() {
  for (const control of document.querySelectorAll("[data-state]")) {
    const value = state[control.dataset.state];
    if (control.type === "radio") control.checked = control.value === String(value);
    else if (control !== document.activeElement || control.type !== "text") control.value = value;
    if (control.dataset.shown) $(control.dataset.shown).textContent = value;
  }
}
function listenToControls() {
  document.addEventListener("input", ({target}) => {
    const key = target.dataset?.state;
    if (!key) return;
    const value = schema[key].read(target.value);
    target.toggleAttribute("aria-invalid", value === undefined);
    if (value === undefined) return;
    const changes = {[key]: value};
    // Another network, which has not been trained. A link says itself how far it is.
    if (["neuron", "bias", "seed"].includes(key) || (key === "slope" && library.named(state.neuron).hasSlope))
      changes.steps = 0;
    change(changes, {panel: target.closest("section").id});
  });
}

/** Radio buttons, one for each function of the registry. */
function addFunctionChoice(fieldset, key) {
  for (const f of library.functions) {
    const label = document.createElement("label");
    label.className = `choice colour-${f.place % 8}`;
    const input = Object.assign(document.createElement("input"), {type: "radio", name: fieldset.id, value: f.name});
    input.dataset.state = key;
    label.append(input, swatch(f), f.label);
    fieldset.append(label);
  }
}

/** A piece of a function's line: colours are never alone. */
function swatch(f) {
  const svg = document.createElementNS(svgSpace, "svg");
  for (const [key, value] of Object.entries({class: "swatch", width: 26, height: 10, "aria-hidden": "true"}))
    svg.setAttribute(key, value);
  draw(svg, "path", {d: "M1 5H25", class: `line colour-${f.place % 8}`});
  return svg;
}

/** A number that a reader of the page's source finds whole: <data value="0.25">. */
function setNumber(element, value, text) {
  element.value = Object.is(value, -0) ? "-0" : String(value);
  element.textContent = text;
}
function numberIn(parent) {
  const made = document.createElement("data");
  parent.append(made);
  return made;
}

/** For tables: 0.4200, 4.5e-5. */
function inTable(x) {
  const size = Math.abs(x);
  return size >= 1e-2 && size < 1e4 && !Number.isInteger(x) ? x.toPrecision(4) : brief(x);
}

/** Short, for sentences: 0.25, 9.3e-10. */
function brief(x, digits = 2) {
  if (x === 0) return "0";
  const size = Math.abs(x);
  if (size >= 1e-3 && size < 1e5) return String(+x.toPrecision(Math.max(digits, 4)));
  return x.toExponential(digits - 1).replace("e+", "e");
}
