/** Writes the service worker with the names of everything that the page is made of, so that it works without a network. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../src/service-worker.js', import.meta.url));

export function offline() {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const hash = createHash('sha256');
      const names = Object.keys(bundle).filter((name) => !name.endsWith('.map')).sort();
      for (const name of names) hash.update(name).update(bundle[name].code ?? bundle[name].source);
      const files = ['./', ...names.filter((name) => name !== 'index.html'), 'icon.svg', 'manifest.webmanifest'];
      const source = readFileSync(SOURCE, 'utf8')
        .replace('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 12)))
        .replace('__FILES__', JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
    },
  };
}
