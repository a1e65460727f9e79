import type { ModelDocument, UnpricedModel } from '../api/catalogue';

/** Returns the lines of prices.yaml that give a model a price, with zeros in place of the amounts. */
export function priceLines(unpriced: UnpricedModel, models: readonly ModelDocument[]): string {
  const name = JSON.stringify(nameAtProvider(unpriced, models)); // a text of JSON is one of YAML
  const list = listName(unpriced.list ?? unpriced.provider);
  return `lists:\n  ${list}:\n    models:\n      - { name: ${name}, prices: [ { input: "0.00", output: "0.00" } ] }`;
}

/** Returns the name that the provider gets, where calls named it with the provider, or by a name of gateway.yaml. */
export function nameAtProvider({ model, provider }: UnpricedModel, models: readonly ModelDocument[]): string {
  const prefix = `${provider}/`;
  if (model.startsWith(prefix)) return model.slice(prefix.length);
  const named = models.find(({ id, targets }) => id === model && targets !== undefined);
  const target = named?.targets?.find(each => each.startsWith(prefix));
  return target ? target.slice(prefix.length) : model;
}

function listName(list: string): string {
  return /^[A-Za-z_][\w-]*$/.test(list) ? list : JSON.stringify(list);
}
