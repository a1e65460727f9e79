// Finishes a build: packs every file, lists the licences of what is shipped, and refuses what is too large.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const KILOBYTE = 1024;
/** What a visitor fetches for the first page in one language, and what another page may add to Calls (gzip). */
const FIRST_PAGE = 150 * KILOBYTE;
const LATER_PAGE = 100 * KILOBYTE;
const FIRST = 'src/pages/calls/page.tsx';

const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));
rmSync(join(dist, 'manifest.json'));

const packed = new Map();
for (const file of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!file.isFile() || /\.(gz|br)$/.test(file.name)) continue;
  const path = join(file.parentPath, file.name);
  const bytes = readFileSync(path);
  const gzip = gzipSync(bytes, { level: 9 });
  packed.set(path.slice(dist.length), gzip.length);
  if (!/\.(js|css|html|svg|json|md)$/.test(file.name)) continue;
  writeFileSync(`${path}.gz`, gzip);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(`${path}.br`, brotli);
}

/** The files that come with a part of the source: its own and all that it imports at once. */
function filesOf(source, found = new Set()) {
  const chunk = manifest[source];
  if (!chunk) throw new Error(`no such part in the build: ${source}`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const imported of chunk.imports ?? []) filesOf(imported, found);
  return found;
}

/** Texts beside a page are fetched with it, in one language: the larger one is counted. */
function textsOf(folder) {
  const sizes = ['en', 'zh'].map(language => `${folder}${language}.ts`).filter(source => manifest[source]);
  const larger = sizes.sort((a, b) => packed.get(manifest[b].file) - packed.get(manifest[a].file))[0];
  return larger ? filesOf(larger) : new Set();
}

const sum = files => [...files].reduce((total, file) => total + packed.get(file), 0);
const shell = new Set(['index.html', ...filesOf('index.html'), ...textsOf('src/app/texts/'), ...textsOf('src/texts/')]);
let failed = false;

function check(name, files, most) {
  const size = sum(files);
  const verdict = size <= most ? 'ok' : 'TOO LARGE';
  if (size > most) failed = true;
  console.log(`${name.padEnd(22)} ${(size / KILOBYTE).toFixed(1).padStart(7)} KB of ${most / KILOBYTE}  ${verdict}`);
}

console.log('gzip, one language');
const first = new Set([...shell, ...filesOf(FIRST), ...textsOf('src/pages/calls/texts/')]);
check('first page (calls)', first, FIRST_PAGE);
const overview = [...filesOf('src/pages/overview/page.tsx'), ...textsOf('src/pages/overview/texts/')];
check('first page (overview)', new Set([...shell, ...overview]), FIRST_PAGE);
for (const source of Object.keys(manifest).sort()) {
  const [, name] = /^src\/pages\/([^/]+)\/page\.tsx$/.exec(source) ?? [];
  if (!name || source === FIRST) continue;
  const files = new Set([...filesOf(source), ...textsOf(`src/pages/${name}/texts/`)]);
  check(
    `${name}, beside that`,
    files.difference ? files.difference(first) : [...files].filter(file => !first.has(file)),
    LATER_PAGE,
  );
}
if (!statSync(join(dist, 'licenses.md')).size) {
  console.error('the list of licences is empty');
  failed = true;
}
if (failed) process.exit(1);
