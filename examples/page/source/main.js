async function start() {
  try {
    library = await loadLibrary();
  } catch (error) {
    document.documentElement.classList.add("failed");
    $("said").textContent = error.message;
    $("said-aloud").textContent = error.message;
    return;
  }
  Object.assign(state, readHash().next);
  panelInHash = readHash().panel;
  document.documentElement.classList.add("ready");
  Object.assign(parts, {curves: makeCurves(), depth: makeDepth(), neurons: makeNeurons(), floats: makeFloats(), cost: makeCost()});
  const drawAll = () => Object.values(parts).forEach((part) => part.draw());
  listenToControls();
  showInControls();
  drawAll();
  $("kind").hidden = library.kind === "simd";

  if (panelInHash) {
    $(panelInHash).scrollIntoView({behavior: "instant"});
    say(parts[panelInHash].sentence());
  }
  addEventListener("hashchange", followHash);
  $("reset").addEventListener("click", () => {
    history.replaceState(null, "", "#");
    followHash();
    say("Everything is as it was at the start.");
  });

  let width = innerWidth, waiting = 0;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(drawAll);
  });
}

start();
