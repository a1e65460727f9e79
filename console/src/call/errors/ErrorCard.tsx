import type { CallDocument } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { commonTexts } from '../../texts';
import { Icon } from '../../ui/Icon';
import { visible } from '../visible';
import { errorTexts } from './texts';

/** Why a call failed, whose fault it was, and what to do. */
export function ErrorCard({ call }: { call: CallDocument }) {
  const t = useTexts(errorTexts);
  const common = useTexts(commonTexts);
  const { error } = call;
  if (!error && call.state !== 'cancelled') return null;
  const fault = error?.fault ?? 'client';
  const codes: Record<string, { title: string; todo: string } | undefined> = t.codes;
  const code = error?.code ?? error?.kind;
  const advice = !error
    ? t.cancelled
    : (codes[`${fault}:${error.kind}`] ?? codes[error.code ?? ''] ?? codes[error.kind] ?? t.unknown[fault]);
  const whose = fault === 'provider' && error?.provider ? error.provider : common.origins[fault];
  return (
    <section className={`error-card ${call.state === 'cancelled' ? 'error-card-mild' : ''}`} aria-label={advice.title}>
      <h3>
        <Icon name={call.state === 'cancelled' ? 'cancelled' : 'error'} /> {advice.title}
      </h3>
      <p className="error-meta">
        {call.status > 0 && <span>{call.status}</span>}
        {code && <code>{visible(code)}</code>}
        <span className="badge">{t.fault(visible(whose))}</span>
        {error?.param && (
          <span>
            {t.param} <code>{visible(error.param)}</code>
          </span>
        )}
      </p>
      {error && (
        <blockquote dir="auto" className="error-message">
          {visible(error.message)}
        </blockquote>
      )}
      <p>
        <b>{t.todo}:</b> {advice.todo}
      </p>
    </section>
  );
}
