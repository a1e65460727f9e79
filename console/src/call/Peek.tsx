import { type KeyboardEvent, type PointerEvent, Suspense, useState, useSyncExternalStore } from 'react';
import { useTexts } from '../i18n/texts';
import { stored } from '../platform/stored';
import { IconButton } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { PageLink } from '../ui/Link';
import type { CallTab } from '../url/pages';
import { CallView } from './CallView';
import { useMarked } from './marked';
import { callTexts } from './texts';
import './peek.css';

const LEAST = 360;
const STEP = 24;
const width = stored<number>('panel', 560, value => typeof value === 'number' && value >= LEAST && value < 4000);

interface PeekProps {
  id: string;
  tab: CallTab;
  onTab: (tab: CallTab) => void;
  step: (direction: 1 | -1) => void;
  close: () => void;
}

/** A call beside a list. The list stays as it is while the panel's code and texts are fetched. */
export function Peek(props: PeekProps) {
  const kept = useSyncExternalStore(width.subscribe, width.get);
  return (
    <Suspense fallback={<div className="peek" style={{ width: kept }} />}>
      <Panel {...props} kept={kept} />
    </Suspense>
  );
}

function Panel({ id, tab, onTab, step, close, kept }: PeekProps & { kept: number }) {
  const texts = useTexts(callTexts);
  const t = texts.peek;
  const [marked, mark] = useMarked();
  const [dragged, setDragged] = useState<number>();
  const limited = (wanted: number) => Math.round(Math.max(LEAST, Math.min(wanted, window.innerWidth * 0.75)));
  const drag = (event: PointerEvent) => limited(window.innerWidth - event.clientX);
  const keyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowLeft' ? 1 : event.key === 'ArrowRight' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    width.set(limited(kept + direction * STEP));
  };
  return (
    <aside className="peek" aria-label={t.label} style={{ width: dragged ?? kept }}>
      <div
        className="peek-handle"
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t.resize}
        aria-valuenow={dragged ?? kept}
        aria-valuemin={LEAST}
        onKeyDown={keyDown}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragged(kept);
        }}
        onPointerMove={event => dragged !== undefined && setDragged(drag(event))}
        onPointerUp={event => {
          if (dragged === undefined) return;
          width.set(drag(event));
          setDragged(undefined);
        }}
      />
      <div className="peek-head">
        <IconButton icon="up" label={t.previous} onClick={() => step(-1)} />
        <IconButton icon="down" label={t.next} onClick={() => step(1)} />
        <code className="peek-id">{id}</code>
        <IconButton
          icon="columns"
          label={texts.compare.mark}
          pressed={marked === id}
          aria-keyshortcuts="X"
          onClick={() => mark(id)}
        />
        <PageLink page="call" state={{ id, tab }} className="button button-plain button-icon" title={t.page}>
          <Icon name="open" />
          <span className="visually-hidden">{t.page}</span>
        </PageLink>
        <IconButton icon="close" label={t.close} onClick={close} />
      </div>
      <div className="peek-body">
        <CallView id={id} tab={tab} onTab={onTab} />
      </div>
    </aside>
  );
}
