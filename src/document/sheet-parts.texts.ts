import { type InEveryLocale } from '../messages/locale.js'
import { telephoneAddress } from '../messages/telephone.js'
import { qrAddress } from './qr-address.js'
import { type Block, type Part, type Said, saidOf, type SheetContent } from './sheet-content.js'
import { type Linked, type LinkName, type Links } from './sheet-links.js'
import { type Inline, nameInSentence, type Sheet } from './sheet.js'
import { en } from './sheet.texts.en.js'
import { it } from './sheet.texts.it.js'

type Texts = typeof it
export const SHEET_TEXTS: InEveryLocale<Texts> = { it, en }

/** All that one sheet says, in the words of its language and the order of its edition. */
export function sheetContent(sheet: Sheet): SheetContent {
  const said = saidOf(sheet)
  const { name, address, telephone } = said
  const texts = SHEET_TEXTS[sheet.locale]
  const telling = {
    ...said,
    texts,
    site: linked('site', address),
    check: linked('check', `${address}/v`),
    call: linked('call', telephone),
  }
  return {
    title: texts.title(name),
    top: ['Attesta', sheet.institution, [{ link: 'site', text: address }]],
    parts: PARTS[sheet.edition](telling),
    links: linksOf(sheet, said, texts.links),
  }
}

type Telling = Said & { texts: Texts } & Record<LinkName, Linked>

function linked(link: LinkName, text: string): Linked {
  return { link, text, weight: 'strong' }
}

/** The check leads where the QR leads, so that who cannot scan it is not asked to type its code (decision 28). */
function linksOf({ baseUrl, token }: Sheet, { address, telephone }: Said, does: Texts['links']): Links {
  const number = telephoneAddress(telephone)
  return {
    site: { address: baseUrl, does: does.site(address) },
    check: { address: qrAddress(baseUrl, token), does: does.check(`${address}/v`) },
    ...(number !== undefined && { call: { address: number, does: does.call(plainSpaces(telephone)) } }),
  }
}

function plainSpaces(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

const PARTS: Record<Sheet['edition'], (telling: Telling) => Part[]> = {
  a4: (telling) => [
    { name: 'intro', blocks: [...title(telling), { kind: 'steps', steps: telling.texts.use }] },
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
    const { texts, name, site, check, call, groups } = telling
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
          lines([easy.codeDo(check)]),
        ],
      },
      {
        name: 'lost',
        picture: 'call',
        blocks: [heading(easy.lost), ...apart(easy.lostDo(site, call))],
      },
      {
        name: 'verifier',
        picture: 'eye',
        blocks: [heading(easy.verifier), ...apart(easy.verifierDo(site))],
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

function code({ texts, check, groups }: Telling): Part {
  return {
    name: 'code',
    blocks: [heading(texts.code), { kind: 'code', groups }, lines([texts.codeUse(check)])],
  }
}

function acts({ texts, site, call }: Telling): Part[] {
  return [
    { name: 'verifier', blocks: [heading(texts.verifier), lines(texts.verifierDo(site))] },
    { name: 'lost', blocks: [heading(texts.lost), lines(texts.lostDo(site, call))] },
  ]
}

/** The card for the wallet: the QR in front, the verification code behind. */
function card({ texts, name, check, call, groups }: Telling): Part[] {
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
        lines([texts.card.codeUse(check)]),
        lines([texts.card.lost(call)]),
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
