// Runs every check: in Node as `node run.mjs`, on a page by `index.html`.

const quiet = (promise, ms) => Promise.race([
  promise,
  new Promise((_, fail) => setTimeout(() => fail(new Error(`hangs, for ${ms} ms`)), ms)),
]);

/// `fresh` makes an instance of its own, `tell` is told of each check: its name and what is wrong.
export async function run(fresh, tell) {
  let page = await fresh();
  const names = page.names();
  for (const name of names) {
    try {
      tell(name, await quiet(page.check(name), 2000));
    } catch (error) {
      tell(name, String(error));
      page = await fresh(); // a panic or a trap: nothing of this one is of use
    }
  }
  const fatal = page.fatal_names();
  for (let i = 0; i < fatal.length; i += 2) {
    const [name, expected] = fatal.slice(i, i + 2);
    page = await fresh();
    const said = [];
    const console_error = console.error;
    console.error = (text) => said.push(text);
    // A panic in a task of the executor's does not settle the promise: what is said tells.
    const ended = await quiet(page.fatal(name), 300).then(() => "it goes on", String);
    console.error = console_error;
    const all = [...said, ended].join("\n");
    tell(`fatal::${name}`, said.length === 1 && all.includes(expected) ? undefined : all);
  }
}
