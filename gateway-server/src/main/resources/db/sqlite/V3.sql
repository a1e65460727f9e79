-- Calls without a price, and those whose price is not what the vendor says: few among many.
CREATE INDEX call_cost ON call (cost, seq, state, model, provider, key, status, code) WHERE cost <> 0;
