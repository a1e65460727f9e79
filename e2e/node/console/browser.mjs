// A browser at the console, which reports what must never happen: errors, refusals by the content security policy, requests
// to anywhere else.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const url = process.env.GATEWAY_URL;
export const keyedUrl = process.env.GATEWAY_KEYED_URL;
export const made = JSON.parse(readFileSync(process.env.CONSOLE_CALLS_MADE, 'utf8'));
export const LOOKS = { language: 'en', theme: 'light', width: 1440 };
export const TIMEOUT = 60_000;
const pictures = process.env.E2E_PICTURES;

let browser;

export async function launch() {
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
}

export const quit = () => browser?.close();

/** A page of a fresh visitor. `allowed` are statuses of answers that the test expects. */
export async function visit({ language, theme, width, base = url, allowed = [], height = 900 } = LOOKS) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    hasTouch: width < 700,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults = [];
  page.faults = faults;
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(`${base}/`) && !/^(data|blob):/.test(to)) faults.push(`asked outside: ${to}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !allowed.includes(response.status())) faults.push(`${response.status()} ${response.url()}`);
  });
  page.on('console', (message) => {
    const expected = allowed.some((status) => message.text().includes(`status of ${status}`));
    if (message.type() === 'error' && !expected) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.exposeFunction('reportViolation', (text) => faults.push(text));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      window.reportViolation(`policy ${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  return page;
}

/** Runs `look` on a fresh visitor's page; afterwards nothing may have gone wrong on it. */
export async function visiting(name, looks, look) {
  const page = await visit({ ...LOOKS, ...looks });
  try {
    await look(page);
    assert.deepEqual(page.faults, [], `faults on ${page.url()}`);
  } catch (failure) {
    await page.screenshot({ path: `${pictures}/console-${name.replaceAll(/[^\w.-]+/g, '-')}.png` }).catch(() => {});
    throw failure;
  } finally {
    await page.context().close();
  }
}

/** Goes to an address of the console and waits until its content stands still. */
export async function go(page, path, base = url) {
  await page.goto(`${base}/console${path}`);
  await settled(page);
}

/** Waits until the page has its content and nothing of it is still loading. */
export async function settled(page) {
  await page.locator('main').first().waitFor();
  await page.waitForFunction(() => {
    const main = document.querySelector('main');
    return main && main.innerText.trim().length > 0 && !document.querySelector('.skeleton, [aria-busy=true], .totals-stale, .call-view-stale');
  });
}

/** Waits, besides, until what a page asks for in turn has come: a panel's record after the list. */
export async function still(page) {
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined); // a page may go on asking
  await settled(page);
}

export async function api(path, base = url) {
  const answer = await fetch(`${base}/admin/api/${path}`);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** Digits of an amount as the console shows it, rounded as the page rounds. */
export const dollars = (nanos) => nanos / 1e9;

/** Repeats a check until it holds or the time is over. */
export async function until(check, what, milliseconds = 20_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) assert.fail(`it never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
