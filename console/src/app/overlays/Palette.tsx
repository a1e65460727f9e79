import { useState } from 'react';
import { useLocation } from 'wouter';
import { chooseLocale, LOCALES } from '../../i18n/locale';
import { useTexts } from '../../i18n/texts';
import { THEMES, useTheme } from '../../platform/theme';
import { Icon, type IconName } from '../../ui/Icon';
import { Dialog } from '../../ui/overlays/Dialog';
import { addressOfPage } from '../../url/addresses';
import { RANGES } from '../../url/filters';
import { SECTIONS } from '../navigation';
import { hasPage } from '../pages';
import { shellTexts } from '../texts';
import { useChangeRange, useRangeOfPage } from '../useRange';
import './overlays.css';

interface Command {
  id: string;
  label: string;
  kind: string;
  icon: IconName;
  run: () => void;
}

/** Ids of calls as the gateway makes them. */
const CALL_ID = /^[0-9A-Za-z_-]{16,40}$/;

/** Commands by their names, a call by its id, and a search. */
export default function Palette({ close, openKeys }: { close: () => void; openKeys: () => void }) {
  const t = useTexts(shellTexts);
  const [text, setText] = useState('');
  const [selected, setSelected] = useState(0);
  const found = useCommands(text.trim(), openKeys);
  const current = Math.min(selected, Math.max(0, found.length - 1));
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  return (
    <Dialog label={t.palette.label} close={close} className="palette">
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[current] && `palette-${found[current].id}`}
        aria-label={t.palette.label}
        placeholder={t.palette.hint}
        value={text}
        onChange={event => {
          setText(event.target.value);
          setSelected(0);
        }}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) return;
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step !== 0) {
            event.preventDefault();
            setSelected((current + step + found.length) % Math.max(1, found.length));
          } else if (event.key === 'Enter') {
            event.preventDefault();
            run(found[current]);
          }
        }}
      />
      {found.length === 0 && <p className="palette-empty">{t.palette.empty}</p>}
      <div id="palette-list" role="listbox" aria-label={t.palette.label} className="palette-list">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
          <div
            key={command.id}
            id={`palette-${command.id}`}
            role="option"
            aria-selected={index === current}
            tabIndex={-1}
            className="palette-item"
            onPointerMove={() => setSelected(index)}
            onClick={() => run(command)}
          >
            <Icon name={command.icon} />
            {command.label}
            <span className="palette-kind">{command.kind}</span>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function useCommands(text: string, openKeys: () => void): Command[] {
  const t = useTexts(shellTexts);
  const [, navigate] = useLocation();
  const [, chooseTheme] = useTheme();
  const range = useRangeOfPage();
  const changeRange = useChangeRange();
  const pages = SECTIONS.flatMap(({ items }) => items).flatMap((item): Command[] =>
    'page' in item && hasPage(item.page)
      ? [
          {
            id: `page-${item.page}`,
            label: t.pages[item.page],
            kind: t.palette.page,
            icon: item.page,
            run: () => navigate(addressOfPage(item.page, range && item.page !== 'settings' ? { range } : {})),
          },
        ]
      : [],
  );
  const ranges = range
    ? RANGES.map(
        (last): Command => ({
          id: `range-${last}`,
          label: t.range.last[last],
          kind: t.palette.range,
          icon: 'calls',
          run: () => changeRange({ last }),
        }),
      )
    : [];
  const looks: Command[] = [
    ...THEMES.map(
      (theme): Command => ({
        id: `theme-${theme}`,
        label: `${t.theme}: ${t.themes[theme]}`,
        kind: t.palette.action,
        icon: 'looks',
        run: () => chooseTheme(theme),
      }),
    ),
    ...LOCALES.map(
      (locale): Command => ({
        id: `language-${locale}`,
        label: `${t.language}: ${t.languages[locale]}`,
        kind: t.palette.action,
        icon: 'looks',
        run: () => chooseLocale(locale),
      }),
    ),
    { id: 'keys', label: t.keys.title, kind: t.palette.action, icon: 'info', run: openKeys },
  ];
  const wanted = text.toLowerCase();
  const named = [...pages, ...ranges, ...looks].filter(({ label }) => label.toLowerCase().includes(wanted));
  if (text === '') return named;
  const search: Command = {
    id: 'search',
    label: t.palette.searchCalls(text),
    kind: t.pages.calls,
    icon: 'search',
    run: () => navigate(addressOfPage('calls', { q: text, ...(range ? { range } : {}) })),
  };
  if (!CALL_ID.test(text)) return [...named, search];
  const open: Command = {
    id: 'call',
    label: t.palette.openCall(text),
    kind: t.pages.calls,
    icon: 'open',
    run: () => navigate(addressOfPage('call', { id: text })),
  };
  return [open, ...named, search];
}
