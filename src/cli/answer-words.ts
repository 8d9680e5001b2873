import { type DisabilityStatus } from '../registry/derivation/disability-status.js'

/** The answer of design.md §6.2, member by member: what is not in the contract stays out. */
export function answerMembers({ answer, level1, level2 }: DisabilityStatus) {
  return {
    answer,
    level1,
    level2: {
      areas: level2.areas.map(
        ({
          area,
          codice,
          percentuale,
          dal,
          dataRevisione,
          flags,
          protocollo,
          procedura,
          dataDefinizione,
        }) => ({
          area,
          codice,
          percentuale,
          dal,
          dataRevisione,
          flags,
          protocollo,
          procedura,
          dataDefinizione,
        }),
      ),
      noteFiscali: level2.noteFiscali,
    },
  }
}

/** Both levels of an answer, in words. */
export function answerLines({ level1, level2 }: DisabilityStatus): string[] {
  return [
    `categories: ${level1.categories.join(', ') || 'none'}`,
    ...level2.areas.map(({ area, codice, percentuale, dal, flags, procedura, dataDefinizione }) =>
      [
        `${area}: ${codice}`,
        percentuale === undefined ? '' : ` ${String(percentuale)} %`,
        ` from ${dal} (${procedura} of ${dataDefinizione})`,
        flags.length > 0 ? ` [${flags.join(', ')}]` : '',
      ].join(''),
    ),
    ...(level2.noteFiscali.length > 0 ? [`notes: ${level2.noteFiscali.join(', ')}`] : []),
  ]
}
