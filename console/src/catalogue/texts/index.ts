import { defineTexts } from '../../i18n/texts';
import type { CatalogueTexts } from './en';

export const catalogueTexts = defineTexts<CatalogueTexts>({ en: () => import('./en'), zh: () => import('./zh') });
