import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  cacheDir: here('../node_modules/.vite'),
  plugins: [react()],
  resolve: {
    // The generated graphql() holds every document of the app in one table, which would put all pages' documents into the first
    // file. Its types are used and its code is not: document.ts parses each document where it is written.
    alias: [{ find: /^(\.\.?\/)+gql$/, replacement: here('src/document.ts') }],
  },
  // frontend/handler.go puts a new nonce in this place for each answer.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'assets/manifest.json',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:8080', '/webservice': 'http://127.0.0.1:8080' } },
  test: {
    testTimeout: 30_000, // a busy machine is slow, not wrong
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: [here('src/test-setup.ts')],
    pool: 'threads',
    maxWorkers: 2,
  },
});
