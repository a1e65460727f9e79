// The pages that people look at, in a browser. Nothing may be fetched from outside the gateway.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const url = process.env.GATEWAY_URL;
const pictures = process.env.E2E_PICTURES;
let browser;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
});

after(() => browser?.close());

async function open(path, look) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  const outside = [];
  const complaints = [];
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(`${url}/`) && !/^(data|blob):/.test(to)) outside.push(to);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    const answer = await page.goto(url + path, { waitUntil: 'load' });
    assert.equal(answer.status(), 200);
    await look(page);
    assert.deepEqual(outside, []);
    assert.deepEqual(complaints, []);
  } finally {
    await page.screenshot({ path: `${pictures}${path}.png` });
    await page.close();
  }
}

test('/docs shows every operation and sends one', { timeout: 60_000 }, async () => {
  await open('/docs', async (page) => {
    const operation = page.locator('.opblock', { hasText: '/v1/chat/completions' }).first();
    await operation.waitFor({ timeout: 0 }); // as long as the test has: the page draws each operation
    const spec = await (await fetch(`${url}/openapi.json`)).json();
    const shown = await page.locator('.opblock [data-path]').evaluateAll((all) => all.map((one) => one.dataset.path));
    assert.deepEqual([...new Set(shown)].sort(), Object.keys(spec.paths).sort());
    const health = page.locator('.opblock', { has: page.locator('[data-path="/health"]') });
    await health.locator('.opblock-summary').click();
    await health.getByRole('button', { name: 'Try it out' }).click();
    await health.getByRole('button', { name: 'Execute' }).click();
    await health.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor();
  });
});

test('/redoc shows the operations', { timeout: 60_000 }, async () => {
  await open('/redoc', async (page) => {
    await page.locator('h1', { hasText: 'LLMCallGateway' }).first().waitFor();
    await page.getByText('/v1/chat/completions').first().waitFor();
    assert.ok((await page.locator('[data-section-id]').count()) > 5);
  });
});
