/** What a screen reader says of the seal. */
export const it = {
  label: (institution: string) => `Sigillo elettronico di ${institution}. Il foglio non va cambiato.`,
}
