import { type Token, TOKEN_LENGTH } from '../src/attestation/token.js'
import { qrAddress } from '../src/document/qr-address.js'
import { type CorrectionLevel } from '../src/document/qr-level.js'
import { qrOf } from '../src/document/qr.gateway.js'
import { QR_READERS, type QrReaderName } from '../test/qr-readers.js'
import { type Figure } from './figures.js'
import { DEGRADATIONS } from './qr-degradations.js'
import { pictureOf, printed, seeded } from './qr-pictures.js'

const SIZES = [25, 42, 50] as const
const RESOLUTIONS = [150, 200] as const
const PAYLOADS = 7
const READERS = Object.keys(QR_READERS) as QrReaderName[]

/** What is printed: our address, at the level the sheet uses and at that for smaller prints; and the length measured before. */
const CONFIGURATIONS = [
  { name: '53 bytes, H (ours)', host: 'https://qr.example', level: 'high' },
  { name: '53 bytes, Q', host: 'https://qr.example', level: 'quartile' },
  { name: '74 bytes, H', host: 'https://qr.servizi.dell-istituto.example', level: 'high' },
] as const satisfies readonly { name: string; host: string; level: CorrectionLevel }[]
type ConfigurationName = (typeof CONFIGURATIONS)[number]['name']

/** Per cent read of 74 bytes at level H, when the level was chosen: 952 pictures a reader, 17 cases, no logo. */
const CHOSEN_BY: Record<QrReaderName, Record<25 | 42, number>> = {
  zbar: { 25: 65, 42: 93 },
  jsQR: { 25: 58, 42: 77 },
  zxing: { 25: 75, 42: 96 },
}

/** One picture, and who read it. */
interface Trial {
  configuration: ConfigurationName
  size: (typeof SIZES)[number]
  dpi: (typeof RESOLUTIONS)[number]
  degradation: string
  read: Record<QrReaderName, boolean>
}

/** How many degraded prints of our QR are read, by three readers, beside the figures by which its level was chosen. */
export async function benchQr(): Promise<Figure[]> {
  const trials: Trial[] = []
  for (const configuration of CONFIGURATIONS) trials.push(...(await tried(configuration)))
  for (const dpi of RESOLUTIONS)
    console.log(
      degradationTable(
        `${String(dpi)} dpi`,
        trials.filter((trial) => trial.dpi === dpi),
      ),
    )
  console.log(degradationTable('both resolutions', trials))
  return [...againstTheChoice(trials), ...levelsCompared(trials)]
}

async function tried({ name, host, level }: (typeof CONFIGURATIONS)[number]): Promise<Trial[]> {
  const chance = seeded(20261125)
  const trials: Trial[] = []
  for (let payload = 0; payload < PAYLOADS; payload++) {
    const text = qrAddress(host, drawnBy(chance))
    const modules = qrOf(text, level)
    for (const size of SIZES) {
      for (const dpi of RESOLUTIONS) {
        const print = printed(modules, size, dpi)
        for (const [degradation, degrade] of Object.entries(DEGRADATIONS)) {
          const picture = pictureOf(await degrade(print, chance))
          const read = { zbar: false, jsQR: false, zxing: false }
          for (const reader of READERS) read[reader] = (await QR_READERS[reader](picture)).includes(text)
          trials.push({ configuration: name, size, dpi, degradation, read })
        }
      }
    }
  }
  return trials
}

/** Some token; its check symbol does not matter to a camera. */
function drawnBy(chance: () => number): Token {
  const symbols = Array.from({ length: TOKEN_LENGTH }, () =>
    '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(Math.floor(chance() * 32)),
  )
  return symbols.join('') as Token
}

function share(trials: readonly Trial[], reader: QrReaderName): number {
  return (100 * trials.filter(({ read }) => read[reader]).length) / trials.length
}

/** Per cent by case, at one resolution or both: each cell zbar/jsQR/zxing. */
function degradationTable(title: string, trials: readonly Trial[]): string {
  const columns = CONFIGURATIONS.flatMap(({ name }) => SIZES.map((size) => ({ name, size })))
  const cell = (some: readonly Trial[]) => READERS.map((reader) => share(some, reader).toFixed(0)).join('/')
  const rowOf = (title: string, some: readonly Trial[]) => [
    title,
    ...columns.map(({ name, size }) =>
      cell(some.filter((trial) => trial.configuration === name && trial.size === size)),
    ),
  ]
  const rows = [
    ['% read, '.concat(READERS.join('/')), ...columns.map(({ name, size }) => `${name}, ${String(size)} mm`)],
    ...Object.keys(DEGRADATIONS).map((title) =>
      rowOf(
        title,
        trials.filter(({ degradation }) => degradation === title),
      ),
    ),
    rowOf('all', trials),
  ]
  const pictures = trials.length.toLocaleString('en-GB')
  const [heads = '', ...rest] = rows.map((row) => `| ${row.join(' | ')} |`)
  return `\n${title}: ${pictures} pictures\n\n${[heads, `|${'---|'.repeat(columns.length + 1)}`, ...rest].join('\n')}`
}

/** The pictures here are made by other programs than those of the choice, so it is the level of the figures that counts. */
function againstTheChoice(trials: readonly Trial[]): Figure[] {
  return CONFIGURATIONS.filter(({ level }) => level === 'high').flatMap(({ name }) =>
    READERS.flatMap((reader) =>
      ([25, 42] as const).map((size) => {
        const percent = share(
          trials.filter((trial) => trial.configuration === name && trial.size === size),
          reader,
        )
        const least = CHOSEN_BY[reader][size]
        return {
          name: 'qr',
          what: `${name}, ${String(size)} mm: degraded prints read by ${reader}`,
          measured: `${percent.toFixed(1)} %`,
          // The earlier figures are whole.
          goal: { text: `≥ ${String(least)} % (74 bytes, H)`, met: Math.round(percent) >= least },
        }
      }),
    ),
  )
}

/** Damage favours H, blur favours Q: the rule of `document/qr-level.ts`, measured again. */
function levelsCompared(trials: readonly Trial[]): Figure[] {
  const GROUPS = {
    damage: ['occlusion 10 %', 'occlusion 20 %', 'crease'],
    blur: ['blur 1.5 px', 'blur 2.5 px', 'motion blur', 'downscale 33 %'],
  }
  return Object.entries(GROUPS).flatMap(([group, cases]) =>
    ([25, 42] as const).map((size) => {
      const of = (name: ConfigurationName) => {
        const some = trials.filter(
          (trial) => trial.configuration === name && trial.size === size && cases.includes(trial.degradation),
        )
        return READERS.reduce((sum, reader) => sum + share(some, reader), 0) / READERS.length
      }
      const [high, quartile] = [of('53 bytes, H (ours)'), of('53 bytes, Q')]
      return {
        name: 'qr',
        what: `${group}, ${String(size)} mm: level H ÷ level Q, mean of the readers`,
        measured: `${high.toFixed(1)} ÷ ${quartile.toFixed(1)} %`,
        ratio: high / quartile,
      }
    }),
  )
}
