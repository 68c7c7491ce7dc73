// Runs samples one after the other: run.mjs FILE... Before each it prints a line with its name, to both outputs. What a sample cannot do fails the run, after
// the others.
for (const file of process.argv.slice(2)) {
  for (const print of [console.log, console.error]) print(`@sample ${file}`);
  await import(file).catch((error) => {
    process.exitCode = 1;
    console.error(`${file}: ${error.message}`);
  });
}
