import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { commonTexts } from '../../texts';
import { visible } from '../visible';
import { Card } from './Card';

/** What did not reach the other side, or reached it changed. */
export function Losses({ call }: { call: CallDocument }) {
  const common = useTexts(commonTexts);
  const losses = lossesOf(call);
  if (losses.length === 0) return null;
  return (
    <Card title={`${common.terms.losses} (${losses.length})`}>
      <ul className="losses">
        {losses.map(({ path, reason }) => (
          <li key={path + reason}>
            <code>{visible(path)}</code> <span className="muted">{visible(reason)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function lossesOf(call: CallDocument): { path: string; reason: string }[] {
  if (call.losses_list) return call.losses_list;
  return (call.losses ?? '')
    .split(',')
    .filter(Boolean)
    .map(each => {
      const colon = each.lastIndexOf(':');
      return colon < 0 ? { path: each, reason: '' } : { path: each.slice(0, colon), reason: each.slice(colon + 1) };
    });
}
