/** Annotations: places of a page that answer, and what a reader who does not see the page learns of them. */
import { type Facts, one, type Rule, subtypeOf } from './facts.js'
import { type Dict, dictOf, listOf, nameOf, type PdfFile, resolve, textOf } from './pdf-file.js'
import { type Baseline } from './pen.js'
import { altOf, isWithin, type Tag } from './structure.js'

type Annotation = Facts['annotations'][number]

/** Every type of ISO 32000-1 table 169. */
const KNOWN = new Set(
  (
    'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup ' +
    'FileAttachment Sound Movie Widget Screen PrinterMark TrapNet Watermark 3D Redact'
  ).split(' '),
)
const NOT_ARCHIVED = new Set(['3D', 'Sound', 'Screen', 'Movie'])

const LINK_CLAUSE = 'ISO 14289-1 §7.18.5'

/** Checkpoint 28 of the Matterhorn Protocol 1.1, and what it takes for granted of links. */
export const ANNOTATION_RULES: readonly Rule[] = [
  {
    checkpoint: '28-002',
    failure: 'an annotation outside of an Annot tag',
    find: each(
      (_, { tag }, subtype) => !/^(Widget|Link|PrinterMark)$/.test(subtype) && tag?.standard !== 'Annot',
    ),
  },
  {
    checkpoint: '28-004',
    failure: 'an annotation without words',
    find: each(
      (facts, annotation, subtype) =>
        !/^(Widget|Link)$/.test(subtype) &&
        said(facts, annotation) === '' &&
        alternative(facts, annotation.tag) === undefined,
    ),
  },
  {
    checkpoint: '28-005',
    failure: 'a form field without words',
    find: each(
      (facts, { dict, tag }, subtype) =>
        subtype === 'Widget' &&
        (textOf(facts.file, dict.get('TU')) ?? '').trim() === '' &&
        alternative(facts, tag) === undefined,
    ),
  },
  {
    checkpoint: '28-006',
    failure: 'an annotation of a type that no standard knows',
    find: each((_, __, subtype) => !KNOWN.has(subtype)),
  },
  {
    checkpoint: '28-007',
    failure: 'an annotation for traps of a press',
    find: each((_, __, subtype) => subtype === 'TrapNet'),
  },
  {
    checkpoint: 'ISO 14289-1 §7.18.1',
    failure: 'a form field whose annotation has no words of its own',
    find: each((facts, annotation, subtype) => subtype === 'Widget' && said(facts, annotation) === ''),
  },
  {
    checkpoint: '28-008',
    failure: 'a page without the order of its tabs',
    find: ({ pages }) => pages.flatMap(({ dict, number }) => one(!dict.has('Tabs'), `page ${number} 0 R`)),
  },
  {
    checkpoint: '28-009',
    failure: 'tabs in another order than the tree',
    find: ({ file, pages }) =>
      pages.flatMap(({ dict, number }) =>
        one(dict.has('Tabs') && nameOf(file, dict.get('Tabs')) !== 'S', `page ${number} 0 R`),
      ),
  },
  {
    checkpoint: '28-010',
    failure: 'a form field outside of a Form tag',
    find: each((_, { tag }, subtype) => subtype === 'Widget' && !isWithin(tag, 'Form')),
  },
  {
    checkpoint: '28-011',
    failure: 'a link outside of a Link tag',
    find: each((_, { tag }, subtype) => subtype === 'Link' && !isWithin(tag, 'Link')),
  },
  {
    checkpoint: '28-012',
    failure: 'a link without words',
    find: each((facts, annotation, subtype) => subtype === 'Link' && said(facts, annotation) === ''),
  },
  {
    checkpoint: '28-017',
    failure: 'a mark for the press that is told',
    find: each((_, { tag }, subtype) => subtype === 'PrinterMark' && tag !== undefined),
  },
  {
    checkpoint: LINK_CLAUSE,
    failure: 'a Link tag from which nothing leads away',
    find: ({ tags }) =>
      tags.flatMap((tag) =>
        one(tag.standard === 'Link' && !within(tag).some(({ objects }) => objects.length > 0), 'Link'),
      ),
  },
  {
    checkpoint: LINK_CLAUSE,
    failure: 'a Link tag that says nothing',
    find: ({ tags }) =>
      tags.flatMap((tag) =>
        one(tag.standard === 'Link' && !within(tag).some(({ content }) => content.length > 0), 'Link'),
      ),
  },
  {
    checkpoint: 'ISO 32000-1 §14.7.4.3',
    failure: 'an annotation that is told on another page, or twice',
    find: ({ annotations, pages, tags }) =>
      annotations.flatMap(({ number, page }) => {
        const own = pages.find(({ dict }) => dict === page)?.number
        const told = tags.flatMap(({ objects }) => objects.filter((object) => object.number === number))
        return one(told.length > 1 || told.some((object) => object.page !== own), `${number} 0 R`)
      }),
  },
  {
    checkpoint: 'ISO 32000-1 §12.6.4.7',
    failure: 'a link that leads nowhere',
    find: each(({ file }, { dict }, subtype) => {
      const action = dictOf(file, dict.get('A'))
      const leadsInside = dict.has('Dest') || nameOf(file, action?.get('S')) === 'GoTo'
      // An address of seven bits, with its scheme: what a reader is given as it is.
      const leads = /^[a-z][a-z0-9+.-]*:[!-~]+$/i.test(textOf(file, action?.get('URI')) ?? '')
      return subtype === 'Link' && !leadsInside && !(nameOf(file, action?.get('S')) === 'URI' && leads)
    }),
  },
  {
    checkpoint: 'ISO 32000-1 §12.5.6.5',
    failure: 'lines of a link outside of its rectangle',
    find: each(({ file }, { dict }) => {
      const [whole] = boxesOf(file, dict.get('Rect'), 4)
      return boxesOf(file, dict.get('QuadPoints'), 8).some((box) => !whole || !isInside(box, whole))
    }),
  },
  { checkpoint: 'hollow', failure: 'a link that is not where its words are', find: misplaced },
]

/** What of ISO 19005-2 §6.3 and §6.5 asks about annotations. */
export const ARCHIVED_ANNOTATION_RULES: readonly Rule[] = [
  {
    checkpoint: 'ISO 19005-2 §6.3.1',
    failure: 'an annotation of a type that is not kept',
    find: each((_, __, subtype) => !KNOWN.has(subtype) || NOT_ARCHIVED.has(subtype)),
  },
  {
    checkpoint: 'ISO 19005-2 §6.3.2',
    failure: 'an annotation that is hidden or not printed',
    // Not invisible, hidden, without view or with a view that comes and goes; printed.
    find: each(({ file }, { dict }) => (Number(resolve(file, dict.get('F')) ?? 0) & 0b100100111) !== 0b100),
  },
  {
    checkpoint: 'ISO 19005-2 §6.3.3',
    failure: 'an annotation that each reader would draw in its own way',
    find: each(({ file }, { dict }, subtype) => {
      const [box] = boxesOf(file, dict.get('Rect'), 4)
      const isSeen = box !== undefined && (box.right > box.left || box.top > box.bottom)
      return !/^(Link|Popup)$/.test(subtype) && isSeen && !dictOf(file, dict.get('AP'))?.has('N')
    }),
  },
  {
    checkpoint: 'ISO 19005-2 §6.5.2',
    failure: 'a form field that acts',
    find: each((_, { dict }, subtype) => subtype === 'Widget' && (dict.has('A') || dict.has('AA'))),
  },
]

function each(find: (facts: Facts, annotation: Annotation, subtype: string) => boolean): Rule['find'] {
  return (facts) =>
    facts.annotations.flatMap((annotation) => {
      const subtype = subtypeOf(facts, annotation.dict) ?? ''
      return one(find(facts, annotation, subtype), `${subtype} ${annotation.number} 0 R`)
    })
}

function said({ file }: Facts, { dict }: Annotation): string {
  return (textOf(file, dict.get('Contents')) ?? '').trim()
}

function alternative({ file }: Facts, tag: Tag | undefined): string | undefined {
  return tag && altOf(file, tag)
}

/** A tag and all that is below it. */
function within(tag: Tag): Tag[] {
  return [tag, ...tag.kids.flatMap(within)]
}

interface Box {
  left: number
  bottom: number
  right: number
  top: number
}

/** Each four or eight numbers as the box around the corners that they are. */
function boxesOf(file: PdfFile, value: Parameters<typeof listOf>[1], numbers: 4 | 8): Box[] {
  const corners = listOf(file, value).map((number) => Number(resolve(file, number)))
  return Array.from({ length: Math.floor(corners.length / numbers) }, (_, place) => {
    const own = corners.slice(place * numbers, (place + 1) * numbers)
    const [xs, ys] = [0, 1].map((axis) => own.filter((_, index) => index % 2 === axis)) as [
      number[],
      number[],
    ]
    return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) }
  })
}

const TOLERANCE = 0.1

function isInside(box: Box, whole: Box): boolean {
  return (
    box.left >= whole.left - TOLERANCE &&
    box.right <= whole.right + TOLERANCE &&
    box.bottom >= whole.bottom - TOLERANCE &&
    box.top <= whole.top + TOLERANCE
  )
}

/**
 * Whoever presses words must press their link, and nobody who presses beside them: each line has a box as long as its words,
 * and their baseline is in it.
 */
function misplaced(facts: Facts): string[] {
  return facts.annotations.flatMap(({ dict, number, tag, page }) => {
    if (subtypeOf(facts, dict) !== 'Link' || !tag) return []
    const lines = boxesOf(facts.file, dict.get('QuadPoints'), 8)
    const boxes = lines.length > 0 ? lines : boxesOf(facts.file, dict.get('Rect'), 4)
    const words = wordsOf(facts, page, within(tag))
    const beside = words.some((word) => !boxes.some((box) => covers(box, word)))
    const wide = boxes.some((box) => {
      const own = words.filter((word) => covers(box, word))
      const [left, right] = [
        Math.min(...own.map(({ from }) => from.x)),
        Math.max(...own.map(({ to }) => to.x)),
      ]
      return own.length === 0 || left - box.left > 1 || box.right - right > 1
    })
    return one(beside || wide, `${number} 0 R`)
  })
}

function covers({ left, right, bottom, top }: Box, { from, to }: Baseline): boolean {
  return from.x >= left - 1 && to.x <= right + 1 && from.y > bottom && from.y < top
}

function wordsOf({ pages, tagOf }: Facts, page: Dict, tags: readonly Tag[]): Baseline[] {
  const own = pages.find(({ dict }) => dict === page)
  return (own?.paintings ?? []).flatMap(({ marks, text }) => {
    const isTold = marks.some(({ mcid }) => {
      const told = mcid === undefined ? undefined : tagOf(own?.number ?? 0, mcid)
      return told !== undefined && tags.includes(told)
    })
    return isTold && text ? [text.baseline] : []
  })
}
