// Every page in both languages, light and dark, on a desk and on a phone.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { go, launch, quit, settled, still, TIMEOUT, until, visiting } from './browser.mjs';
import { foreignTexts } from './languages.mjs';
import { PAGES } from './pages.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

before(launch);
after(quit);

// Each theme and each width with each language at least once.
const LOOKS = {
  en: [{ theme: 'dark', width: 390 }, { theme: 'light', width: 1440 }],
  zh: [{ theme: 'light', width: 390 }, { theme: 'dark', width: 1440 }],
};

for (const [language, looks] of Object.entries(LOOKS)) {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`${name} in ${language}`, { timeout: TIMEOUT }, async () => {
      await visiting(`${name} ${language}`, { language, ...looks[0] }, async (page) => {
        await go(page, path);
        assert.equal(await page.getByText(/There is no such page|没有这个页面/).count(), name === 'no page' ? 1 : 0);
        assert.equal(await page.locator('html').getAttribute('lang'), language === 'zh' ? 'zh-CN' : 'en-US');
        for (const { theme, width } of looks) {
          await page.emulateMedia({ colorScheme: theme });
          await page.setViewportSize({ width, height: 900 });
          await settled(page);
          const found = { wider: await wider(page), foreign: await foreignTexts(page, language), hindrances: await hindrances(page) };
          assert.deepEqual(found, { wider: [], foreign: [], hindrances: [] }, `${theme}, ${width} px wide`);
        }
        if (language !== 'en') return;
        await still(page);
        const address = page.url();
        const before = await outline(page);
        await page.reload();
        await settled(page);
        assert.equal(page.url(), address);
        await until(async () => isDeepStrictEqual(await outline(page), before), 'the same after a reload', 5_000).catch(async () =>
          assert.deepEqual(await outline(page), before, 'after a reload'),
        );
      });
    });
  }
}

/** What stands beyond the window's edge, when it can be scrolled there. */
const wider = (page) =>
  page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 5)
      .map((each) => `${each.tagName} ${each.className}`);
  });

/** Serious faults by axe's rules. The browser runs it beside the page's own policy. */
async function hindrances(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** The headings, and which of the tabs, links and switches are chosen. */
const outline = (page) =>
  page.evaluate(() => {
    const chosen = document.querySelectorAll('[aria-selected=true], [aria-current]:not([aria-current=false]), [aria-pressed=true]');
    const headings = document.querySelectorAll('main h1, main h2');
    return [...headings, ...chosen].map((each) => `${each.tagName} ${each.id.startsWith('row-') ? each.id : each.textContent.trim().slice(0, 60)}`);
  });
