// Every spec and every document of the repository over which all front ends are compared.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const text = (path) => ({ name: relative(root, path), text: readFileSync(path, 'utf8') });
const entries = (folder) => readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
const folders = (folder) => entries(folder).filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
const files = (folder, pattern) => entries(folder).filter((entry) => pattern.test(entry.name)).map((entry) => join(folder, entry.name));

/** Each case: its name, and the texts that are made together. */
export function specs() {
  const cases = folders(join(root, 'tests/cases')).filter((domain) => !['documents', 'traps'].includes(basename(domain))).flatMap(folders);
  const alone = [...cases.flatMap((folder) => files(folder, /^spec.*\.(yaml|json)$/)), ...files(join(root, 'examples'), /\.yaml$/)];
  const together = [...folders(join(root, 'tests/programs')), ...folders(join(root, 'examples'))].flatMap((folder) => {
    const own = files(folder, /\.yaml$/);
    return own.length ? [own] : folders(folder).map((inner) => files(inner, /\.yaml$/)).filter((inner) => inner.length);
  });
  return [...alone.map((file) => [file]), ...together].map((paths) => ({
    name: paths.map((path) => relative(root, path)).join(' + '),
    sources: paths.map(text),
  }));
}

/** Documents of Terraform: those that break a rule, and those that keep it. */
export function documents() {
  const rules = files(join(root, 'tests/cases/documents'), /\.json$/).flatMap((path) => {
    const content = JSON.parse(readFileSync(path, 'utf8'));
    return 'broken' in content ? [[relative(root, path), content]] : Object.entries(content);
  });
  return rules.flatMap(([rule, variants]) => Object.entries(variants).map(([variant, document]) => ({
    name: `${rule} ${variant}`,
    sources: [{ name: 'main.tf.json', text: JSON.stringify(document, null, 2) }],
  })));
}

/** Runs the native command line at the root of the repository. */
export function native(...args) {
  return nativeIn(root, ...args);
}

/** Runs the native command line in a folder. */
export function nativeIn(cwd, ...args) {
  const program = process.env.GROUNDPLAN ?? join(root, 'target/release/groundplan');
  if (!existsSync(program)) throw new Error(`${program} is not built`);
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, stdout, stderr };
}
