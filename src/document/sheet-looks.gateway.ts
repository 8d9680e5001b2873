import { type Edition } from './edition.js'
import { type Style } from './line-breaking.gateway.js'
import { mm } from './sheet-drawings.gateway.js'

/** How the blocks of an edition look: the sizes of its letters and of what stands between them, in points. */
export interface Look {
  /** The first in which a name keeps to its lines; a name too long for all takes up to `mostLines` of the last. */
  names: readonly Style[]
  nameLines: number
  mostLines: number
  heading: Style
  /** The first in which no sentence takes more than three lines. */
  bodies: readonly Style[]
  note: Style
  code: Style
  /** Groups of the code in a row, over the whole width or as close as words. */
  codeRow: { groups: number; spread: boolean }
  qrSide: number
  gap: Gaps
  /** What changes, first a little and then more, where a long name leaves the QR no room on its page. */
  closer: readonly Partial<Look>[]
}

interface Gaps {
  title: number
  heading: number
  code: number
  near: number
  paragraph: number
  step: number
}

export const LEFT = mm(19.4)
export const WIDTH = mm(171.2)
export const RIGHT = LEFT + WIDTH

function semibold(size: number, leading: number): Style {
  return { face: 'semibold', size, leading }
}

const LARGE_CLOSE: Partial<Look> = {
  names: [semibold(32, 37), semibold(26, 31), semibold(20, 24)],
  gap: { title: 20, heading: 17, code: 22, near: 14, paragraph: 20, step: 16 },
}

const EASY_CLOSE: Partial<Look> = {
  bodies: [{ size: 18, leading: 24 }],
  gap: { title: 20, heading: 15, code: 20, near: 13, paragraph: 11, step: 14 },
}

export const LOOKS: Record<Edition, Look> = {
  a4: {
    names: [semibold(28, 33), semibold(24, 29), semibold(20, 24), semibold(16, 20), semibold(14, 17)],
    nameLines: 2,
    mostLines: 4,
    heading: semibold(15, 20),
    bodies: [
      { size: 14, leading: 20 },
      { size: 12, leading: 16.5 },
      { size: 9.5, leading: 13 },
    ],
    note: { size: 12, leading: 16.5 },
    code: { face: 'mono', size: 17, leading: 24 },
    codeRow: { groups: 8, spread: true },
    qrSide: mm(50),
    gap: { title: 29, heading: 11.5, code: 16.5, near: 10.5, paragraph: 21.5, step: 10 },
    closer: [],
  },
  // Eighteen points and more, however long the address is.
  largePrint: {
    names: [semibold(40, 46), semibold(32, 37), semibold(26, 31), semibold(20, 24)],
    nameLines: 2,
    mostLines: 4,
    heading: semibold(26, 32),
    bodies: [
      { size: 20, leading: 28 },
      { size: 18, leading: 25 },
    ],
    note: { size: 18, leading: 25 },
    code: { face: 'mono', size: 30, leading: 42 },
    codeRow: { groups: 4, spread: false },
    qrSide: mm(120),
    gap: { title: 28, heading: 17, code: 22, near: 14, paragraph: 24, step: 16 },
    closer: [LARGE_CLOSE, { ...LARGE_CLOSE, mostLines: 2 }],
  },
  easyToRead: {
    names: [semibold(36, 42), semibold(30, 35), semibold(24, 29), semibold(20, 24)],
    nameLines: 2,
    mostLines: 4,
    heading: semibold(22, 28),
    bodies: [{ size: 18, leading: 26 }],
    note: { size: 18, leading: 26 },
    code: { face: 'mono', size: 26, leading: 38 },
    codeRow: { groups: 4, spread: false },
    qrSide: mm(75),
    gap: { title: 26, heading: 15, code: 20, near: 13, paragraph: 14, step: 14 },
    closer: [EASY_CLOSE, { ...EASY_CLOSE, mostLines: 2 }],
  },
}

/** The card for the wallet. */
export const CARD_LOOK: Look = {
  names: [semibold(14, 17.5), semibold(12, 15), semibold(10, 12.5), semibold(9, 11)],
  nameLines: 4,
  mostLines: 7,
  heading: semibold(10, 13.5),
  bodies: [{ size: 10, leading: 13.5 }],
  note: { size: 10, leading: 13.5 },
  code: { face: 'mono', size: 17, leading: 24 },
  codeRow: { groups: 4, spread: false },
  qrSide: mm(42),
  gap: { title: 10, heading: 6.5, code: 13.5, near: 6.5, paragraph: 6.5, step: 6 },
  closer: [],
}
