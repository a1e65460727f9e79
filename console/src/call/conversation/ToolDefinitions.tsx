import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { PartJson } from './PartJson';
import type { Placed } from './turns';

/** The tools that the model was offered. */
export function ToolDefinitions({ call, tools }: { call: CallDocument; tools: readonly Placed[] }) {
  const t = useTexts(callTexts).conversation;
  return (
    <details className="turn turn-tools">
      <summary>
        <span className="turn-role">{t.tools(tools.length)}</span>{' '}
        <span className="turn-begin">
          {visible(
            tools
              .map(({ part }) => part.name ?? '?')
              .join(', ')
              .slice(0, 300),
          )}
        </span>
      </summary>
      <ul className="tool-list">
        {tools.map(placed => (
          <li key={placed.part.index}>
            <b>{visible(placed.part.name ?? '?')}</b>
            {placed.part.cached && <span className="badge cache-mark">{t.cacheMark(visible(placed.part.cached))}</span>}
            {placed.part.text && <p className="words">{visible(placed.part.text)}</p>}
            <PartJson call={call} placed={placed} />
          </li>
        ))}
      </ul>
    </details>
  );
}
