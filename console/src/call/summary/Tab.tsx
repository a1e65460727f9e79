import type { CallTabProps } from '../tabs';

/** What a call was, at a glance. */
export default function SummaryTab({ call }: CallTabProps) {
  return <p>{call.question}</p>;
}
