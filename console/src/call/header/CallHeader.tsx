import type { CallDocument, CallState } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { useFormats } from '../../platform/formats';
import { commonTexts } from '../../texts';
import { Icon, type IconName } from '../../ui/Icon';
import { PageLink } from '../../ui/Link';
import { callTexts } from '../texts';
import { visible } from '../visible';
import { CallActions } from './CallActions';
import { lossesOf } from './Losses';

const ICONS: Record<CallState, IconName> = {
  success: 'check',
  error: 'error',
  refused: 'refused',
  cancelled: 'cancelled',
  stopped: 'stopped',
};
const TONES: Record<CallState, string> = {
  success: 'good',
  error: 'bad',
  refused: 'bad',
  cancelled: 'warning',
  stopped: 'warning',
};

/** What a call was and how it ended, above all of its tabs. */
export function CallHeader({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const at = Date.parse(call.time);
  const code = call.error?.code ?? call.error?.kind;
  return (
    <header className="call-header">
      <div className="call-line">
        <span className={`badge badge-${TONES[call.state]}`}>
          <Icon name={ICONS[call.state]} size={14} />
          {common.states[call.state]} {call.status > 0 && call.status}
          {code && call.state !== 'success' && ` ${visible(code)}`}
        </span>
        <time dateTime={call.time} title={formats.utc(at)}>
          {formats.moment(at)}
        </time>
        <Figures call={call} />
        <CallActions call={call} />
      </div>
      <Way call={call} />
      <p className="call-notes muted">
        <span title={t.lanes[laneOf(call)].title}>{t.lanes[laneOf(call)].name}</span>
        {call.losses && <span>{t.losses(lossesOf(call).length)}</span>}
        {call.config && (
          <span title={t.configTitle}>
            {t.config} <code>{call.config.slice(0, 12)}</code>
          </span>
        )}
        {call.replay_of && (
          <PageLink page="call" state={{ id: call.replay_of }}>
            {t.replayOf(call.replay_of.slice(-8))}
          </PageLink>
        )}
      </p>
    </header>
  );
}

function laneOf({ lane }: CallDocument): 'verbatim' | 'translated' | 'none' {
  return lane === 'translated' || lane === 'none' ? lane : 'verbatim';
}

/** Cost, time and tokens in a line. */
function Figures({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { cost, timing, usage } = call;
  const amount =
    cost.state === 'priced' && cost.nano_usd !== undefined ? formats.money(cost.nano_usd) : common.costs[cost.state];
  return (
    <span className="call-figures">
      <span className={cost.state === 'unknown' ? 'warning' : undefined}>{amount}</span>
      {timing.duration_us !== undefined && <span>{formats.duration(timing.duration_us / 1000)}</span>}
      {usage && (
        <span title={usage.estimated ? common.terms.estimated : undefined}>
          {usage.estimated && '~'}
          {t.tokens(formats.compact(usage.total - outputOf(call)), formats.compact(outputOf(call)))}
        </span>
      )}
    </span>
  );
}

export function outputOf({ usage }: CallDocument): number {
  return usage ? usage.output + usage.reasoning + usage.output_audio + (usage.output_image ?? 0) : 0;
}

/** Client requested → gateway sent → provider returned → client got. */
function Way({ call }: { call: CallDocument }) {
  const t = useTexts(callTexts);
  const steps: [label: string, value: string, detail?: string][] = [[t.way.asked, call.model, call.dialect]];
  if (call.model_sent) steps.push([t.way.sent, call.model_sent, call.provider]);
  if (call.model_returned) steps.push([t.way.returned, call.model_returned]);
  steps.push([t.way.got, call.status > 0 ? String(call.status) : '–', call.finish_reason]);
  return (
    <ol className="call-way">
      {steps.map(([label, value, detail]) => (
        <li key={label}>
          <span className="muted">{label}</span> <b>{visible(value)}</b>
          {detail && <span className="muted"> {visible(detail)}</span>}
        </li>
      ))}
    </ol>
  );
}
