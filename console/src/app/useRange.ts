import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { type Address, addressOfPage } from '../url/addresses';
import type { Range } from '../url/filters';
import { useAddress } from '../url/location';

type Ranged = Extract<Address, { state: { range: Range } }>;

/** Returns the range of the page that is shown; undefined on pages without one. */
export function useRangeOfPage(): Range | undefined {
  const address = useAddress();
  return address && isRanged(address) ? address.state.range : undefined;
}

/** Returns a function that shows the same page with another range; a fixed end and a live list exclude each other. */
export function useChangeRange(): (range: Range) => void {
  const address = useAddress();
  const [, navigate] = useLocation();
  return useCallback(
    (range: Range) => {
      if (!address || !isRanged(address)) return;
      const live = address.page === 'calls' && 'from' in range ? { live: false } : {};
      navigate(addressOfPage(address.page, { ...address.state, ...live, range }));
    },
    [address, navigate],
  );
}

function isRanged(address: Address): address is Ranged {
  return 'range' in address.state;
}
