import { CallView } from '../../call/CallView';
import { useTitle } from '../../platform/title';
import { usePageState } from '../../url/location';

export default function CallPage() {
  const [{ id, tab }, change] = usePageState('call');
  useTitle(id);
  return (
    <div className="page">
      <h1 className="mono">{id}</h1>
      <CallView id={id} tab={tab} onTab={next => change({ tab: next }, { replace: true })} />
    </div>
  );
}
