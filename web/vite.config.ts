import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

import { first } from './scripts/first.mjs';
import { offline } from './scripts/offline.mjs';
import { policy, type } from './scripts/policy.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Relative, so that the folder works wherever it is put.
  base: './',
  resolve: {
    alias: [
      { find: /^groundplan$/, replacement: at('../pkg/src/index.ts') },
      // The module built for speed; its JavaScript belongs to it.
      { find: '#library', replacement: at('../target/wasm/web/glue.js') },
    ],
  },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 700 },
  worker: { format: 'es' },
  server: { fs: { allow: [at('..')] } },
  plugins: [first(), policy(), type(), offline()],
});
