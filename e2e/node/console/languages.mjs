// The texts of the console's dictionaries, to find those of the other language on a page.
import { readdirSync, readFileSync } from 'node:fs';

const root = process.env.CONSOLE_TEXTS;

/** Texts in quotes, and those between the values of templates, of all dictionaries of a language. */
function texts(language) {
  const found = new Set();
  for (const file of filesOf(language)) {
    const source = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    for (const [, single, template] of source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)) {
      for (const piece of (single ?? template).split(/\$\{[^}]*\}/)) found.add(piece.replaceAll(/\\(.)/g, '$1').trim());
    }
  }
  return found;
}

function filesOf(language) {
  const paths = readdirSync(root, { recursive: true });
  return paths.filter((path) => path.endsWith(`texts/${language}.ts`)).map((path) => `${root}/${path}`);
}

const OF = { en: texts('en'), zh: texts('zh') };
const words = { en: /[A-Za-z]{2,}/, zh: /\p{Script=Han}/u };

/** Texts on the page that only the other language's dictionaries have. Marked ones and what calls contain are left out. */
export async function foreignTexts(page, language) {
  const other = language === 'en' ? 'zh' : 'en';
  const shown = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest('[lang], script, style, code, pre, bdi')) found.add(node.data.trim());
    }
    for (const each of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (each.closest('body [lang], code, pre, bdi')) continue; // a name from outside, whole in its tooltip
      for (const name of ['aria-label', 'title', 'placeholder']) found.add((each.getAttribute(name) ?? '').trim());
    }
    return [...found].filter((text) => text !== '');
  });
  return shown.filter((text) => words[other].test(text) && OF[other].has(text) && !OF[language].has(text));
}
