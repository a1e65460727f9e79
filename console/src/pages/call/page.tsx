import { CallView } from '../../call/CallView';
import { useTitle } from '../../platform/title';
import { usePageState } from '../../url/location';

export default function CallPage() {
  const [{ id, tab }, change] = usePageState('call');
  useTitle(id);
  return (
    <div className="page call-page">
      <CallView id={id} tab={tab} onTab={next => change({ tab: next }, { replace: true })} />
    </div>
  );
}
