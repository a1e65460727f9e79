import { useState } from 'react';
import { useLocation } from 'wouter';
import { type Address, addressOfPage } from '../../url/addresses';
import { useAddress } from '../../url/location';
import type { CallChoices } from '../../url/pages';

/** An address with a call in it. */
type CallAddress = Extract<Address, { state: CallChoices }>;

/** Which body a tab shows, kept in the address so that a link leads to the same. */
export function useChoices(): [Partial<CallChoices>, (changes: Partial<CallChoices>) => void] {
  const address = useAddress();
  const [, navigate] = useLocation();
  const [own, setOwn] = useState<Partial<CallChoices>>({});
  if (!address || !('body' in address.state)) return [own, changes => setOwn({ ...own, ...changes })];
  const { page, state } = address as CallAddress;
  const choose = (changes: Partial<CallChoices>) =>
    navigate(addressOfPage<CallAddress['page']>(page, { ...state, ...changes }), { replace: true });
  return [state, choose];
}
