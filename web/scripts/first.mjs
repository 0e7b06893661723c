/**
 * What the page shows before the module is there: the engine's own answers about the first template, asked for while the
 * page is built. `import first from 'virtual:first'`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const TEMPLATE = at('../src/templates/environments.yaml');
const FILE = 'environments/production/network';

export function first() {
  return {
    name: 'first',
    resolveId: (id) => (id === 'virtual:first' ? `\0${id}` : undefined),
    async load(id) {
      if (id === '\0virtual:first') {
        this.addWatchFile(TEMPLATE);
        return `export default JSON.parse(${JSON.stringify(JSON.stringify(await answers()))});`;
      }
      return undefined;
    },
  };
}

async function answers() {
  const engine = await import('../../target/wasm/web/glue.js');
  engine.initSync({ module: readFileSync(at('../../target/wasm/web/module.wasm')) });
  const schema = ['aws', 'since'].map((name) => at(`../../crates/groundplan/schema/${name}.txt`));
  engine.loadOwnSchema(schema.map((file) => readFileSync(file, 'utf8')).join(''));
  const text = readFileSync(TEMPLATE, 'utf8');
  const options = { notation: 'yaml', format: 'hcl', environment: 'production' };
  const preview = JSON.parse(engine.preview(text, { ...options, file: FILE }));
  const { findings, environments, overBudget } = JSON.parse(engine.overview(text, options));
  return { text, file: FILE, preview, overview: { ok: true, environments, overBudget, findings, files: [], decisions: [], waived: [] } };
}
