import { type it } from './signature-field.texts.it.js'

export const en = {
  label: (institution: string) => `Electronic seal of ${institution}. The sheet must not be changed.`,
} satisfies typeof it
