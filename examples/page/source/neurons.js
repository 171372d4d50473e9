// Panel 3: 128 neurons with a cold bias, and what 200 steps of training make of them.

function makeNeurons() {
  const {wasm} = library, steps = 200, names = ["dead", "dim", "alive"];
  const grid = $("neurons-grid"), columns = 16, size = 20;
  grid.setAttribute("viewBox", `0 0 ${columns * size} ${(library.states.length / columns) * size}`);
  const cells = Array.from(library.states, (_, i) => {
    const [x, y] = [(i % columns) * size, Math.floor(i / columns) * size];
    const cell = draw(grid, "g", {transform: `translate(${x} ${y})`});
    draw(cell, "rect", {x: 1.5, y: 1.5, width: size - 3, height: size - 3, rx: 4, class: "cell"});
    draw(cell, "path", {d: "M7 7L13 13M13 7L7 13", class: "mark-dead"});
    draw(cell, "circle", {cx: 10, cy: 10, r: 3.2, class: "mark-dim"});
    draw(cell, "path", {d: "M10 4.5V15.5M4.5 10H15.5M6.2 6.2L13.8 13.8M13.8 6.2L6.2 13.8", class: "mark-alive"});
    return cell;
  });

  const plot = new Plot($("neurons-plot"), {height: 240, x: [0, steps], y: [0, 150], xLabel: "training step",
    yLabel: "neurons"});
  const lines = names.map((name) => draw(plot.curves, "path", {class: `count count-${name}`}));
  const now = draw(plot.moving, "path", {class: "rule"});
  const counts = names.map(() => new Uint8Array(steps + 1));
  const numbers = Object.fromEntries([...names, "loss", "change"].map((id) => [id, $(`neurons-${id}`)]));
  let done = 0, playing = 0;

  const index = () => library.named(state.neuron).tiers.accurate;
  function record() {
    for (let i = 0; i < 3; i++) counts[i][done] = wasm.neurons_count(i);
  }
  /** Trains on to this step; a step before the present one begins anew, since the past is not kept. */
  function trainTo(step, anew) {
    if (anew || step < done) {
      done = 0;
      wasm.neurons_start(index(), state.slope, state.bias, state.seed);
      record();
    }
    while (done < step) {
      wasm.neurons_step(index(), state.slope);
      done++;
      record();
    }
  }

  function show() {
    library.states.forEach((value, i) => {
      const name = `neuron ${names[value]}`;
      if (cells[i].getAttribute("class") !== name) cells[i].setAttribute("class", name);
    });
    names.forEach((name, i) => {
      setNumber(numbers[name], counts[i][done], String(counts[i][done]));
      lines[i].setAttribute("d", plot.path(done + 1, (step) => step, (step) => counts[i][step]));
    });
    const [loss, most] = [wasm.neurons_loss(), wasm.neurons_change()];
    setNumber(numbers.loss, loss, brief(loss, 3));
    setNumber(numbers.change, most, most === 0 ? "0, to the last bit" : brief(most, 2));
    now.setAttribute("d", `M${plot.toX(done)} ${plot.margin.top}V${plot.bottom}`);
    const [dead, dim, alive] = counts.map((count) => count[done]);
    const said = `${library.named(state.neuron).label}, bias ${brief(state.bias)}, ` +
      (done === 0 ? "before training" : `after ${done} step${done === 1 ? "" : "s"}`) +
      `: ${alive} of 128 neurons are alive, ${dim} dim, ${dead} dead; the loss is ${brief(loss, 3)}.` +
      (done > 0 && most === 0 ? " No weight has moved." : "");
    grid.setAttribute("aria-label", said);
    $("neurons-count").textContent = `step ${done} of ${steps}`;
    $("neurons-step").disabled = done === steps;
    return said;
  }

  function stop() {
    cancelAnimationFrame(playing);
    playing = 0;
    $("neurons-play").textContent = "Play";
  }
  function play() {
    if (done === steps) change({steps: 0}, {panel: "neurons", aloud: false});
    $("neurons-play").textContent = "Pause";
    const frame = () => {
      change({steps: Math.min(done + 1, steps)}, {panel: "neurons", aloud: done + 1 >= steps});
      if (done < steps) playing = requestAnimationFrame(frame);
      else stop();
    };
    playing = requestAnimationFrame(frame);
  }
  const go = (to) => {
    stop();
    change({steps: to}, {panel: "neurons"});
  };
  $("neurons-play").addEventListener("click", () => {
    if (playing) {
      stop();
      say(show());
    } else {
      play();
    }
  });
  $("neurons-step").addEventListener("click", () => go(Math.min(done + 1, steps)));
  $("neurons-all").addEventListener("click", () => go(steps));
  $("neurons-reset").addEventListener("click", () => go(0));

  addFunctionChoice($("neurons-choice"), "neuron");
  onChange("neurons", ["neuron", "bias", "slope", "seed", "steps"], (changed) => {
    const anew = ["neuron", "bias", "seed"].some((key) => changed.has(key)) || slopeMatters(changed, state.neuron);
    if (!anew && !changed.has("steps")) return "";
    if (anew) stop();
    trainTo(state.steps, anew);
    return show();
  });
  trainTo(state.steps, true);
  return {
    sentence: show,
    draw() {
      plot.resize();
      show();
    },
  };
}
