// Takes the pictures of the guide, from made calls: `e2e/run console --pictures`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { go, launch, made, quit, settled, visit } from './browser.mjs';

const MOST = 150_000; // bytes of a picture
const folder = process.argv[2];
const PICTURES = {
  calls: { path: `/calls?range=24h&not.session=${made.session}`, theme: 'light' },
  cache: { path: `/calls/${made.cacheClient}?tab=cache`, theme: 'dark' },
  session: { path: `/sessions/${made.session}`, theme: 'light' },
};

mkdirSync(folder, { recursive: true });
await launch();
for (const [language, ending] of [['en', ''], ['zh', '.zh-CN']]) {
  for (const [name, { path, theme }] of Object.entries(PICTURES)) {
    const page = await visit({ language, theme, width: 1400, height: 800 });
    await go(page, path);
    await page.waitForLoadState('networkidle');
    await settled(page);
    const file = `${folder}/console-${name}${ending}.webp`;
    const browser = await page.context().newCDPSession(page);
    const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality: 85 });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > MOST || page.faults.length > 0) throw new Error(`${file}: ${bytes.length} bytes; ${page.faults.join('; ')}`);
    writeFileSync(file, bytes);
    console.log(`${file}: ${Math.round(bytes.length / 1000)} KB`);
    await page.context().close();
  }
}
await quit();
