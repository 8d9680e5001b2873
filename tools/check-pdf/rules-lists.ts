/** Lists: what a screen reader announces, counts and names. */
import { one, type Rule } from './facts.js'
import { nameOf, type PdfFile } from './pdf-file.js'
import { attributesOf, type Tag } from './structure.js'

/** Of ISO 32000-1 table 347, all that say how items are labelled. */
const NUMBERINGS = new Set(
  'Disc Circle Square Decimal UpperRoman LowerRoman UpperAlpha LowerAlpha'.split(' '),
)

export const LIST_RULES: readonly Rule[] = [
  {
    checkpoint: '09-005',
    failure: 'a list holds something else than items',
    find: ({ tags }) =>
      tags.flatMap(({ standard, kids }) =>
        standard === 'L'
          ? kids.flatMap((kid) => one(!/^(LI|Caption|L)$/.test(kid.standard), kid.standard))
          : [],
      ),
  },
  {
    // ISO 32000-1 §14.8.4.3.3; one body, since what is in a second one is read as another item.
    checkpoint: '09-005',
    failure: 'an item is something else than one body, with a label before it or without',
    find: ({ tags }) =>
      tags.flatMap(({ standard, kids, content, objects }) => {
        const parts = kids.map((kid) => kid.standard).join(' ')
        const isSound = /^(Lbl )?LBody$/.test(parts) && content.length + objects.length === 0
        return one(standard === 'LI' && !isSound, `LI of ${parts || 'nothing'}`)
      }),
  },
  {
    checkpoint: '16-001, ISO 14289-1 §7.6',
    failure: 'a list with labels that does not say how they count',
    find: ({ file, tags }) =>
      tags.flatMap((tag) => {
        const numbering = numberingOf(file, tag)
        return one(hasLabels(tag) && !NUMBERINGS.has(numbering ?? ''), numbering ?? 'ListNumbering')
      }),
  },
]

function hasLabels({ standard, kids }: Tag): boolean {
  return standard === 'L' && kids.some((item) => item.kids.some((part) => part.standard === 'Lbl'))
}

function numberingOf(file: PdfFile, { dict }: Tag): string | undefined {
  const sets = attributesOf(file, dict).filter((set) => nameOf(file, set.get('O')) === 'List')
  return sets.map((set) => nameOf(file, set.get('ListNumbering'))).find((name) => name !== undefined)
}
