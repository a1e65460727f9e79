import { memo } from 'react';
import { nanosOf } from '../../api/calls';
import { Icon } from '../../ui/Icon';
import { type CallRowProps, placeAt, rowClass } from './CallTable';
import { STATE_ICONS } from './columns';

/** A call in two lines, for phones. */
export const CallCard = memo(function CallCard({ line, y, index, cursor, selected, shared }: CallRowProps) {
  const { formats, today, common } = shared.context;
  const at = Date.parse(line.time);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table as a whole takes the keys
    <div
      className={rowClass({ line, cursor, selected })}
      role="row"
      id={`row-${line.id}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={-1}
      style={placeAt(y)}
      onClick={() => shared.open(line)}
    >
      <div role="gridcell" tabIndex={-1} className="call-card">
        <span className={`state state-${line.state}`}>
          <Icon name={STATE_ICONS[line.state]} size={13} />
          {line.status}
        </span>
        <span className="call-card-model">{line.model}</span>
        <span className="muted">{at >= today ? formats.time(at) : formats.moment(at)}</span>
        <bdi className="call-card-question">
          {line.code && <span className="bad">{line.code} </span>}
          {line.question}
        </bdi>
        <span className="call-card-figures">
          {line.duration_ms !== undefined && formats.duration(line.duration_ms)}
          {' · '}
          {line.cost === 'priced' && line.cost_usd ? formats.money(nanosOf(line.cost_usd)) : common.costs[line.cost]}
        </span>
      </div>
    </div>
  );
});
