// Puts the page together: bundle.mjs SOURCE OUTPUT SIMD.wasm SCALAR.wasm. The modules travel compressed, as text within a
// script: so the page opens from a file as well, where browsers fetch nothing.

import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {deflateRawSync} from "node:zlib";

const [source, output, ...modules] = process.argv.slice(2);
const most = 400 * 1024;
const scripts = ["inflate", "library", "plot", "state", "curves", "depth", "neurons", "floats", "cost", "main"];

const text = (name) => readFileSync(join(source, name), "utf8");
const files = {"index.html": text("index.html"), "page.css": text("page.css")};
files["page.js"] = `"use strict";\n(() => {\n${scripts.map((name) => text(`${name}.js`)).join("\n")}})();\n`;
for (const [i, kind] of ["simd", "scalar"].entries()) {
  const bytes = readFileSync(modules[i]);
  const base64 = deflateRawSync(bytes, {level: 9}).toString("base64");
  files[`xact-${kind}.js`] = `globalThis.xactModule = {size: ${bytes.length}, base64: "${base64}"};\n`;
}

mkdirSync(output, {recursive: true});
let size = 0;
for (const [name, content] of Object.entries(files)) {
  writeFileSync(join(output, name), content);
  size += Buffer.byteLength(content);
}
console.log(`${output}: ${Object.keys(files).length} files, ${Math.round(size / 1024)} KB`);
if (size > most) {
  console.error(`bundle.mjs: the page may have ${most / 1024} KB; make the module smaller, or the scripts`);
  process.exit(1);
}
