import { readFileSync } from "node:fs";
import { run } from "./run.mjs";

const wasm = new URL("pkg/asyncify_tests_browser_bg.wasm", import.meta.url);
let instances = 0;
process.on("uncaughtException", () => {}); // of a task that panics
process.on("unhandledRejection", () => {});
let [good, wrong] = [0, 0];
await run(
  async () => {
    const page = await import(`./pkg/asyncify_tests_browser.js?${instances++}`);
    await page.default({ module_or_path: readFileSync(wasm) });
    return page;
  },
  (name, found) => {
    found === undefined ? good++ : wrong++;
    console.log(found === undefined ? `ok    ${name}` : `WRONG ${name}: ${found}`);
  },
);
console.log(`${good} good, ${wrong} wrong`);
process.exit(wrong > 0 ? 1 : 0);
