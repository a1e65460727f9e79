import { Fragment, useState } from 'react';
import { useTexts } from '../../i18n/texts';
import { Dialog } from '../../ui/overlays/Dialog';
import { boundKeys, type KeyBinding } from '../keys';
import { shellTexts } from '../texts';
import './overlays.css';

/** The keys that work now. */
export default function KeyMap({ close }: { close: () => void }) {
  const t = useTexts(shellTexts);
  const [bound] = useState(boundKeys);
  const here = bound.filter(binding => !binding.global);
  const everywhere = bound.filter(binding => binding.global);
  return (
    <Dialog label={t.keys.title} title={t.keys.title} close={close} className="key-map">
      {here.length > 0 && <Keys title={t.keys.here} bindings={here} />}
      <Keys title={t.keys.everywhere} bindings={everywhere} />
    </Dialog>
  );
}

function Keys({ title, bindings }: { title: string; bindings: readonly KeyBinding[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {bindings.map(binding => (
          <Fragment key={binding.keys}>
            <dt>
              {binding.keys.split(' ').map(key => (
                <kbd key={key}>{nameOf(key)}</kbd>
              ))}
            </dt>
            <dd>{binding.label}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function nameOf(bound: string): string {
  const key = bound.toLowerCase();
  const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  if (key.startsWith('mod+')) return `${apple ? '⌘' : 'Ctrl'} ${key.slice(4).toUpperCase()}`;
  if (key === 'escape') return 'Esc';
  if (key === 'enter') return 'Enter';
  if (key === 'space') return '␣ Space';
  return key.length === 1 ? key.toUpperCase() : key;
}
