// Fails the build when the app has grown too heavy for its first page, and leaves a compressed copy beside each large file.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limitKB = 200;
const dist = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'dist');
const manifest = JSON.parse(readFileSync(join(dist, 'assets', 'manifest.json'), 'utf8'));
const size = (file) => gzipSync(readFileSync(join(dist, file))).length;

// What is fetched before a page shows: the entry and all it imports at once, and the same of the page.
function filesOf(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const next of manifest[key].imports ?? []) filesOf(next, found);
  return found;
}

const weigh = (keys) => [...keys].reduce((sum, key) => sum + size(manifest[key].file), 0) / 1000;
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const initial = filesOf(entry);
const pages = Object.keys(manifest)
  .filter((key) => key.startsWith('src/pages/'))
  .map((key) => ({ key, kB: weigh(new Set([...initial, ...filesOf(key)])) }))
  .sort((a, b) => b.kB - a.kB);

const styles = (manifest[entry].css ?? []).reduce((sum, file) => sum + size(file), 0) / 1000;
const home = pages.find((page) => page.key === 'src/pages/Home.tsx');
console.log(`JavaScript before the first page shows: ${weigh(initial).toFixed(1)} kB compressed, with Home ${home.kB.toFixed(1)} kB, limit ${limitKB}; styles ${styles.toFixed(1)} kB.`);
console.log(`The heaviest page, ${pages[0].key}, needs ${pages[0].kB.toFixed(1)} kB.`);

for (const name of readdirSync(join(dist, 'assets'))) {
  if (!/\.(js|css)$/.test(name)) continue;
  const content = readFileSync(join(dist, 'assets', name));
  if (content.length > 1400) writeFileSync(join(dist, 'assets', `${name}.gz`), gzipSync(content, { level: 9 }));
}

if (home.kB > limitKB) {
  console.error(`Home may not need more than ${limitKB} kB.`);
  process.exit(1);
}
