import { type Style } from './line-breaking.gateway.js'
import { type SheetContent } from './sheet-content.js'
import { decoration, drawLogo, mm, type Pdf, say, type Section } from './sheet-drawings.gateway.js'
import { LEFT, RIGHT, WIDTH } from './sheet-looks.gateway.js'
import { fitText, setText, type SetText } from './typesetting.gateway.js'

/** Sizes of who speaks, and the baselines of the two lines below the upper edge of the sign. */
export interface TopLook {
  service: Style
  /** The institution under it, and the address at the right, in the first of these that fits. */
  small: readonly Style[]
  host: readonly Style[]
  baselines: readonly [number, number]
  logo: number
  /** Where the rule under it stands, unless its lines need more. */
  end: number
  /** In large letters the institution has the whole width, under the address. */
  institutionBelow: boolean
}

/** Who speaks, with the place of the rule that ends it. */
export interface Top {
  end: number
  tell: (pdf: Pdf, section: Section) => void
}

export const A4_TOP: TopLook = {
  service: { face: 'semibold', size: 15, leading: 20 },
  small: [
    { size: 10.5, leading: 14 },
    { size: 8.5, leading: 9.5 },
  ],
  host: [
    { size: 12, leading: 16 },
    { size: 10.5, leading: 14 },
    { size: 8.5, leading: 9.5 },
  ],
  baselines: [12.4, 24.5],
  logo: mm(9.4),
  end: mm(31),
  institutionBelow: false,
}

/** No letter below eighteen points. */
export const LARGE_TOP: TopLook = {
  service: { face: 'semibold', size: 20, leading: 24 },
  small: [{ size: 18, leading: 22 }],
  host: [{ size: 18, leading: 22 }],
  baselines: [14.5, 38],
  logo: mm(13.5),
  end: mm(36),
  institutionBelow: true,
}

const TOP = mm(16.8)
const GAP = mm(14)
const HOST = mm(64)
/** From the last baseline to the rule: room for what hangs below a line. */
const AIR = 6

/** The service, who runs it, and its address. */
export function layTop([service, institution, address]: SheetContent['top'], look: TopLook): Top {
  const x = LEFT + look.logo + mm(3.6)
  const [first, second] = look.baselines
  const name = setText(`${service} `, WIDTH, look.service)
  const { institutionBelow: isBelow } = look
  const host = fitText(address, isBelow ? RIGHT - x - name.width - GAP : HOST, 1, look.host)
  const body = fitText(institution, RIGHT - x - (isBelow ? 0 : host.width + GAP), 1, look.small)
  const bodyY = TOP + second + (isBelow ? host.height - host.leading : 0)
  const lowest = Math.max(TOP + first + heightOf(host), bodyY + heightOf(body))
  const end = Math.max(look.end, lowest + AIR)
  return {
    end,
    tell: (pdf, section) => {
      decoration(pdf, () => drawLogo(pdf, LEFT, TOP, look.logo))
      decoration(pdf, () => pdf.rect(LEFT, end, WIDTH, 2).fill())
      say(pdf, section, 'P', { text: name, x, y: TOP + first })
      say(pdf, section, 'P', { text: body, x, y: bodyY })
      say(pdf, section, 'P', { text: host, x: RIGHT - host.width, y: TOP + first })
    },
  }
}

/** From the first baseline to the last. */
function heightOf({ height, leading }: SetText): number {
  return height - leading
}
