import type { CallFailure } from '../../api/calls';
import { useTexts } from '../../i18n/texts';
import { Icon } from '../../ui/Icon';
import { summaryTexts } from './texts';

/** Why a call failed, whose fault it was, and what to do. */
export function FailureCard({ failure }: { failure: CallFailure }) {
  const t = useTexts(summaryTexts);
  const advice = t.advice[failure.kind as keyof typeof t.advice];
  return (
    <section className="failure">
      <h2>
        <Icon name="error" /> {failure.status} {failure.code ?? failure.kind}
      </h2>
      <p className="failure-fault">
        {t.fault}: <b>{t.faultOf[failure.fault]}</b>
        {failure.fault === 'provider' && failure.provider && ` ${failure.provider}`}
      </p>
      <p className="failure-message" dir="auto">
        {failure.message}
      </p>
      {failure.param && (
        <p>
          <code>{failure.param}</code>
        </p>
      )}
      {advice && (
        <p>
          <b>{t.whatToDo}:</b> {advice}
        </p>
      )}
    </section>
  );
}
