import { type InEveryLocale } from '../messages/locale.js'
import { type Block, type Part, type Said, saidOf, type SheetContent } from './sheet-content.js'
import { type Inline, nameInSentence, type Sheet } from './sheet.js'
import { en } from './sheet.texts.en.js'
import { it } from './sheet.texts.it.js'

type Texts = typeof it
export const SHEET_TEXTS: InEveryLocale<Texts> = { it, en }

/** All that one sheet says, in the words of its language and the order of its edition. */
export function sheetContent(sheet: Sheet): SheetContent {
  const telling = { ...saidOf(sheet), texts: SHEET_TEXTS[sheet.locale] }
  return {
    title: telling.texts.title(telling.name),
    top: ['Attesta', sheet.institution, telling.address],
    parts: PARTS[sheet.edition](telling),
  }
}

type Telling = Said & { texts: Texts }

const PARTS: Record<Sheet['edition'], (telling: Telling) => Part[]> = {
  a4: (telling) => [
    { name: 'intro', blocks: [...title(telling), lines(telling.texts.use)] },
    // Told before the QR itself: who cannot see the page must know where to point at.
    { name: 'where', blocks: [note(telling.texts.where)] },
    qr(telling),
    code(telling),
    ...acts(telling),
    ...card(telling),
  ],
  largePrint: (telling) => [
    { name: 'intro', blocks: title(telling) },
    { name: 'where', blocks: [plainLines(telling.texts.largePrint.where)] },
    qr(telling),
    {
      name: 'use',
      blocks: [heading(telling.texts.largePrint.use), { kind: 'steps', steps: telling.texts.use }],
    },
    code(telling),
    ...acts(telling),
  ],
  easyToRead: (telling) => {
    const { texts, name, address, telephone, groups } = telling
    const { easyToRead: easy } = texts
    return [
      { name: 'intro', blocks: title(telling) },
      {
        name: 'where',
        picture: 'sheet',
        blocks: [heading(easy.about), ...apart(easy.aboutDo(nameInSentence(name)))],
      },
      qr(telling),
      {
        name: 'use',
        picture: 'telephone',
        blocks: [heading(easy.use), { kind: 'steps', steps: easy.useSteps }],
      },
      {
        name: 'code',
        picture: 'keys',
        blocks: [
          heading(easy.code),
          lines([easy.codeStart]),
          { kind: 'code', groups },
          lines([easy.codeDo(address)]),
        ],
      },
      {
        name: 'lost',
        picture: 'call',
        blocks: [heading(easy.lost), ...apart(easy.lostDo(address, telephone))],
      },
      {
        name: 'verifier',
        picture: 'eye',
        blocks: [heading(easy.verifier), ...apart(easy.verifierDo(address))],
      },
    ]
  },
}

function title({ texts, name, day }: Telling): Block[] {
  return [
    { kind: 'title', start: texts.titleStart, name },
    plainLines([texts.date(day)]),
    { kind: 'lines', lines: [[texts.always]], weight: 'strong' },
  ]
}

function qr({ texts, name }: Telling): Part {
  return { name: 'qr', blocks: [{ kind: 'qr', alt: texts.alt(name) }] }
}

function code({ texts, address, groups }: Telling): Part {
  return {
    name: 'code',
    blocks: [heading(texts.code), { kind: 'code', groups }, lines([texts.codeUse(address)])],
  }
}

function acts({ texts, address, telephone }: Telling): Part[] {
  return [
    { name: 'verifier', blocks: [heading(texts.verifier), lines(texts.verifierDo(address))] },
    { name: 'lost', blocks: [heading(texts.lost), lines(texts.lostDo(address, telephone))] },
  ]
}

/** The card for the wallet: the QR in front, the verification code behind. */
function card({ texts, name, address, telephone, groups }: Telling): Part[] {
  return [
    { name: 'card', blocks: [heading(texts.card.title), note(texts.card.cut)] },
    {
      name: 'cardFront',
      blocks: [
        { kind: 'name', start: texts.titleStart, name },
        { kind: 'qr', alt: texts.card.alt(name) },
        plainLines([texts.card.use]),
      ],
    },
    {
      name: 'cardBack',
      blocks: [
        { kind: 'label', text: texts.code },
        { kind: 'code', groups },
        lines([texts.card.codeUse(address)]),
        lines([texts.card.lost(telephone)]),
      ],
    },
  ]
}

function heading(text: string): Block {
  return { kind: 'heading', text }
}

function lines(sentences: readonly Inline[]): Block {
  return { kind: 'lines', lines: sentences }
}

function plainLines(sentences: readonly string[]): Block {
  return lines(sentences.map((sentence) => [sentence]))
}

function note(sentences: readonly string[]): Block {
  return { kind: 'lines', lines: sentences.map((sentence) => [sentence]), weight: 'note' }
}

/** Each sentence a paragraph of its own. */
function apart(sentences: readonly Inline[]): Block[] {
  return sentences.map((sentence) => lines([sentence]))
}
