import { Fragment, useState } from 'react';
import { useTexts } from '../../i18n/texts';
import { Dialog } from '../../ui/overlays/Dialog';
import { boundKeys, type KeyBinding } from '../keys';
import { keyName } from '../keyNames';
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
                <kbd key={key}>{keyName(key)}</kbd>
              ))}
            </dt>
            <dd>{binding.label}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
