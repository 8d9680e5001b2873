/** What PDF/UA-1 asks of a file, by the checkpoints of the Matterhorn Protocol 1.1: those that a machine can see. */
import { drawn, type Facts, one, type Rule, xmpValue } from './facts.js'
import { dictOf, listOf, nameOf, resolve, textOf } from './pdf-file.js'
import { ANNOTATION_RULES } from './rules-annotations.js'
import { LIST_RULES } from './rules-lists.js'
import { altOf, attributesOf, isWithin, parentTreeOf, STANDARD, type Tag } from './structure.js'

const PLACEMENTS = new Set(['Block', 'Inline', 'Before', 'Start', 'End'])

/** `it`, `it-IT` (BCP 47). */
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/** Lists, tables: what a tag may stand in, and what it may hold. */
const NESTING: readonly { checkpoint: string; failure: string; child: RegExp; parents: RegExp }[] = [
  {
    checkpoint: '09-004',
    failure: 'a part of a table stands outside of one',
    child: /^(TR|THead|TBody|TFoot)$/,
    parents: /^(Table|THead|TBody|TFoot)$/,
  },
  { checkpoint: '09-004', failure: 'a cell stands outside of a row', child: /^(TH|TD)$/, parents: /^TR$/ },
  { checkpoint: '09-005', failure: 'an item stands outside of a list', child: /^LI$/, parents: /^L$/ },
  {
    checkpoint: '09-005',
    failure: 'a label or a body stands outside of an item',
    child: /^(Lbl|LBody)$/,
    parents: /^(LI|Note|Reference|BibEntry|Formula|Figure|TOCI)$/,
  },
  {
    checkpoint: '09-006',
    failure: 'an entry stands outside of a table of contents',
    child: /^TOCI$/,
    parents: /^TOC$/,
  },
  {
    checkpoint: '09-007',
    failure: 'a part of a ruby stands outside of one',
    child: /^(RB|RT|RP)$/,
    parents: /^Ruby$/,
  },
  {
    checkpoint: '09-008',
    failure: 'a part of a warichu stands outside of one',
    child: /^(WT|WP)$/,
    parents: /^Warichu$/,
  },
]

export const UA_RULES: readonly Rule[] = [
  {
    checkpoint: '01-003',
    failure: 'decoration inside tagged content',
    find: ({ pages }) =>
      everyPainting(
        pages,
        (marks) =>
          marks.findLastIndex(({ tag }) => tag === 'Artifact') > marks.findIndex(isTagged) &&
          marks.some(isTagged),
      ),
  },
  {
    checkpoint: '01-004',
    failure: 'tagged content inside decoration',
    find: ({ pages }) =>
      everyPainting(pages, (marks) =>
        marks.some(({ tag }, place) => tag === 'Artifact' && marks.slice(place).some(isTagged)),
      ),
  },
  {
    checkpoint: '01-005',
    failure: 'content that is neither decoration nor tagged by the tree',
    find: ({ pages, tagOf }) =>
      pages.flatMap(({ number, paintings }) =>
        drawn(paintings).flatMap(({ operator, marks }) => {
          const told = marks.some(
            ({ tag, mcid }) => tag === 'Artifact' || (mcid !== undefined && tagOf(number, mcid)),
          )
          return one(!told, `${operator} on the page ${number} 0 R`)
        }),
      ),
  },
  {
    checkpoint: '02-001',
    failure: 'a role that is not standard and stands for none',
    find: ({ tags }) =>
      tags.flatMap(({ role, standard }) => one(!STANDARD.has(standard) && standard !== '', role)),
  },
  {
    checkpoint: '02-003',
    failure: 'roles that stand for each other in a circle',
    find: ({ tags }) => tags.flatMap(({ role, standard }) => one(standard === '', role)),
  },
  {
    checkpoint: '02-004',
    failure: 'a standard role that stands for another',
    find: ({ file, catalogue }) => {
      const roles = dictOf(file, dictOf(file, catalogue.get('StructTreeRoot'))?.get('RoleMap'))
      return [...(roles?.keys() ?? [])].filter((role) => STANDARD.has(role))
    },
  },
  { checkpoint: '06-001', failure: 'no XMP metadata', find: ({ xmp }) => one(xmp === undefined, 'Metadata') },
  {
    checkpoint: '06-002',
    failure: 'no identifier of PDF/UA',
    find: ({ xmp }) => one(xmpValue(xmp, 'pdfuaid:part') !== '1', 'pdfuaid:part'),
  },
  {
    checkpoint: '06-003',
    failure: 'no title',
    find: ({ xmp }) => one((xmpValue(xmp, 'dc:title') ?? '') === '', 'dc:title'),
  },
  {
    checkpoint: '07-001',
    failure: 'the title is not asked to be shown',
    find: (facts) => one(displayTitle(facts) === undefined, 'DisplayDocTitle'),
  },
  {
    checkpoint: '07-002',
    failure: 'the title is asked not to be shown',
    find: (facts) => one(displayTitle(facts) === false, 'DisplayDocTitle'),
  },
  ...NESTING.map(({ checkpoint, failure, child, parents }) => ({
    checkpoint,
    failure,
    find: ({ tags }: Facts) =>
      tags.flatMap(({ standard, parent }) =>
        one(child.test(standard) && !parents.test(parent?.standard ?? ''), standard),
      ),
  })),
  ...LIST_RULES,
  {
    checkpoint: '11-001',
    failure: 'no language for what is said',
    find: ({ file, catalogue, tags }) => [
      ...one(!isLanguage(textOf(file, catalogue.get('Lang'))), 'Lang'),
      ...tags.flatMap(({ dict, role }) =>
        one(dict.has('Lang') && !isLanguage(textOf(file, dict.get('Lang'))), role),
      ),
    ],
  },
  {
    checkpoint: '13-001',
    failure: 'a drawing that is told as no figure',
    find: ({ pages, tagOf }) =>
      pages.flatMap(({ number, paintings }) =>
        drawn(paintings).flatMap(({ operator, text, marks }) => {
          const told = marks.flatMap(({ mcid }) => (mcid === undefined ? [] : [tagOf(number, mcid)]))
          const isFigure = told.some((tag) => isWithin(tag, 'Figure'))
          return one(!text && told.length > 0 && !isFigure, `${operator} on the page ${number} 0 R`)
        }),
      ),
  },
  {
    checkpoint: '13-004',
    failure: 'a figure without alternative words',
    find: ({ file, tags }) =>
      tags.flatMap((tag) => one(tag.standard === 'Figure' && altOf(file, tag) === undefined, 'Figure')),
  },
  {
    checkpoint: '14-002',
    failure: 'the first heading is not H1',
    find: ({ tags }) => one(levels(tags).length > 0 && levels(tags)[0] !== 1, `H${levels(tags)[0]}`),
  },
  {
    checkpoint: '14-003',
    failure: 'a level of headings is skipped',
    find: ({ tags }) =>
      levels(tags).flatMap((level, place, all) =>
        one(place > 0 && level > (all[place - 1] ?? 0) + 1, `H${level}`),
      ),
  },
  {
    checkpoint: '14-007',
    failure: 'headings with and without levels',
    find: ({ tags }) => one(tags.some(({ standard }) => standard === 'H') && levels(tags).length > 0, 'H'),
  },
  {
    checkpoint: '17-002',
    failure: 'a formula without alternative words',
    find: ({ file, tags }) =>
      tags.flatMap((tag) => one(tag.standard === 'Formula' && altOf(file, tag) === undefined, 'Formula')),
  },
  {
    checkpoint: '19-003',
    failure: 'a note without a name of its own',
    find: ({ file, tags }) =>
      tags.flatMap(({ standard, dict }) =>
        one(standard === 'Note' && textOf(file, dict.get('ID')) === undefined, 'Note'),
      ),
  },
  {
    checkpoint: 'ISO 32000-1 §14.8.5.4.2',
    failure: 'a tag placed as no reader knows',
    find: ({ file, tags }) =>
      tags.flatMap(({ dict, role }) =>
        attributesOf(file, dict).flatMap((attributes) =>
          one(
            attributes.has('Placement') && !PLACEMENTS.has(nameOf(file, attributes.get('Placement')) ?? ''),
            role,
          ),
        ),
      ),
  },
  ...ANNOTATION_RULES,
  ...wayBackRules(),
]

/** A reader that starts from what is on the page must find its tag too: from a click, from a selection, from a link. */
function wayBackRules(): Rule[] {
  const checkpoint = 'ISO 32000-1 §14.7.4.4'
  return [
    {
      checkpoint,
      failure: 'content that does not lead back to its tag',
      find: ({ file, pages, tags }) => {
        const parents = parentTreeOf(file)
        const keys = new Map(pages.map(({ number, dict }) => [number, dict.get('StructParents')]))
        return tags.flatMap(({ content, dict, role }) =>
          content.flatMap(({ page, mcid }) => {
            const key = keys.get(page)
            const owners = typeof key === 'number' ? listOf(file, parents.get(key)) : []
            return one(dictOf(file, owners[mcid]) !== dict, `${role} on the page ${page} 0 R`)
          }),
        )
      },
    },
    {
      checkpoint,
      failure: 'an annotation that does not lead back to its tag',
      find: ({ file, annotations }) => {
        const parents = parentTreeOf(file)
        return annotations.flatMap(({ dict, number, tag }) => {
          const key = dict.get('StructParent')
          const owner = typeof key === 'number' ? dictOf(file, parents.get(key)) : undefined
          return one(owner === undefined || owner !== tag?.dict, `${number} 0 R`)
        })
      },
    },
  ]
}

function isTagged({ mcid }: { mcid: number | undefined }): boolean {
  return mcid !== undefined
}

function everyPainting(
  pages: Facts['pages'],
  isWrong: (marks: readonly { tag: string; mcid: number | undefined }[]) => boolean,
): string[] {
  return pages.flatMap(({ number, paintings }) =>
    drawn(paintings).flatMap(({ operator, marks }) =>
      one(isWrong(marks), `${operator} on the page ${number} 0 R`),
    ),
  )
}

function displayTitle({ file, catalogue }: Facts): unknown {
  return resolve(file, dictOf(file, catalogue.get('ViewerPreferences'))?.get('DisplayDocTitle')) ?? undefined
}

function isLanguage(language: string | undefined): boolean {
  return LANGUAGE.test(language ?? '')
}

/** The levels of the headings, in the order in which they are read. */
function levels(tags: readonly Tag[]): number[] {
  return tags.flatMap(({ standard }) => (/^H[1-6]$/.test(standard) ? [Number(standard.charAt(1))] : []))
}
