import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { useTexts } from '../i18n/texts';
import { addressOfPage } from '../url/addresses';
import { BottomBar } from './BottomBar';
import { type KeyBinding, useKeyListener, useKeys } from './keys';
import { SECTIONS } from './navigation';
import { hasPage } from './pages';
import { Rail } from './Rail';
import { shellTexts } from './texts';
import { TopBar } from './TopBar';
import { Troubles } from './Troubles';
import { useRangeOfPage } from './useRange';

const Palette = lazy(() => import('./overlays/Palette'));
const KeyMap = lazy(() => import('./overlays/KeyMap'));

/** What is around every page but the login. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTexts(shellTexts);
  const [overlay, setOverlay] = useState<'palette' | 'keys'>();
  const [, navigate] = useLocation();
  const range = useRangeOfPage();
  useKeyListener();
  useKeys([
    { keys: 'mod+k', label: t.keys.palette, global: true, run: () => setOverlay('palette') },
    { keys: '?', label: t.keys.map, global: true, run: () => setOverlay('keys') },
    ...SECTIONS.flatMap(({ items }) => items).flatMap(item => {
      if (!('page' in item) || !hasPage(item.page)) return [];
      const { page, key } = item;
      const binding: KeyBinding = {
        keys: `g ${key}`,
        label: t.keys.go(t.pages[page]),
        global: true,
        run: () => navigate(addressOfPage(page, range && page !== 'settings' ? { range } : {})),
      };
      return [binding];
    }),
  ]);
  const close = () => setOverlay(undefined);
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t.skip}
      </a>
      <Rail />
      <TopBar openPalette={() => setOverlay('palette')} />
      <div className="shell-main">
        <Troubles />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <BottomBar />
      <Suspense fallback={null}>
        {overlay === 'palette' && <Palette close={close} openKeys={() => setOverlay('keys')} />}
        {overlay === 'keys' && <KeyMap close={close} />}
      </Suspense>
    </div>
  );
}
