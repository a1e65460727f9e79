import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fakeGateway } from './test/fake/plugin';
import { CONTENT_SECURITY_POLICY } from './test/fake/policy';

/** Where `npm run dev` and `npm run preview` get their data: a running gateway, else made calls. */
const gateway = process.env.GATEWAY;

const proxy = gateway
  ? Object.fromEntries(
      ['/admin', '/v1', '/v1beta', '/health', '/docs'].map(path => [path, { target: gateway, changeOrigin: true }]),
    )
  : undefined;

export default defineConfig({
  base: '/console/',
  plugins: [react(), ...(gateway ? [] : [fakeGateway()])],
  server: { port: Number(process.env.PORT ?? 5173), proxy },
  preview: {
    port: Number(process.env.PORT ?? 4173),
    proxy,
    headers: { 'content-security-policy': CONTENT_SECURITY_POLICY, 'x-content-type-options': 'nosniff' },
  },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    license: { fileName: 'licenses.md' },
    manifest: 'manifest.json',
    reportCompressedSize: false,
  },
  test: {
    environment: 'happy-dom',
    testTimeout: 30_000,
    // A window of its own and all libraries again for each file were half of the time.
    isolate: false,
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    env: { TZ: 'Asia/Kathmandu' },
  },
});
