import type { ModelDocument } from '../api/catalogue';
import type { ModelOrder } from '../url/pages';

const FIGURES: Record<Exclude<ModelOrder, 'name'>, (model: ModelDocument) => number | undefined> = {
  calls: ({ calls24h }) => -calls24h,
  context: ({ context }) => context && -context,
  input: ({ price }) => price?.input,
  output: ({ price }) => price?.output,
};

/** Sorts models: the most called first unless told; those without the figure come last. */
export function sortModels(models: readonly ModelDocument[], order: ModelOrder = 'calls'): readonly ModelDocument[] {
  if (order === 'name') return models.toSorted((a, b) => a.id.localeCompare(b.id));
  const figure = FIGURES[order];
  const place = (model: ModelDocument) => figure(model) ?? Number.MAX_VALUE;
  return models.toSorted((a, b) => place(a) - place(b));
}

/** Whether a model has every word of a search in its name, its provider or what it stands for. */
export function fitsSearch({ id, targets = [] }: ModelDocument, search: string | undefined): boolean {
  const text = [id, ...targets].join(' ').toLowerCase();
  return (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}
