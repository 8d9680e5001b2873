import { type Random } from '../../src/cli/world/random.js'
import { CODICI } from './is-event.js'
import { type ObjectTree, type Place, placesOf, toText, toTree, type Tree, written } from './json-tree.js'
import { checkCharacterOf } from './plain-values.js'

type Mutation = (random: Random, line: Buffer) => Buffer

/** What can happen to a line on its way: each by its name, which the summary counts. */
export const MUTATIONS: Record<string, Mutation> = {
  dropMember: inTree((random, tree) => {
    const { owner, name } = member(random, tree)
    if (owner) owner.members = owner.members.filter((one) => one.name !== name)
  }),
  doubleMember: inTree((random, tree) => {
    const { owner, name, value } = member(random, tree)
    owner?.members.splice(random.below(owner.members.length + 1), 0, {
      name,
      value: random.happens(0.5) ? value : written('x'),
    })
  }),
  renameMember: inTree((random, tree) => {
    const { owner, name } = member(random, tree)
    for (const one of owner?.members ?? []) if (one.name === name) one.name = nameFrom(random, name)
  }),
  addMember: inTree((random, tree) => {
    const { owner } = member(random, tree)
    const value = random.pick([written('x'), written(null), written(1), toTree([])])
    owner?.members.push({ name: nameFrom(random, 'x'), value })
  }),
  addOptional: (random, line) => {
    const member = random.pick(OPTIONAL)
    return Buffer.from(
      line.toString().replace(random.happens(0.5) ? /(?<="dal":"[^"]*",)/ : /(?<="data":\{)/, `${member},`),
    )
  },
  changeType: inTree((random, tree) => {
    place(random, tree).replace(otherType(random))
  }),
  wrap: inTree((random, tree) => {
    const { value, replace } = place(random, tree)
    replace(wrapped(value, random.pick([1, 1, 2, 40, 20_000]), random.happens(0.5)))
  }),
  swap: inTree((random, tree) => {
    const [one, other] = [place(random, tree), place(random, tree)]
    one.replace(other.value)
    other.replace(one.value)
  }),
  turnMembers: inTree((random, tree) => {
    member(random, tree).owner?.members.sort(() => random.fraction() - 0.5)
  }),
  repeatItem: inTree((random, tree) => {
    const lists = placesOf(tree).flatMap(({ value }) => (value.kind === 'list' ? [value] : []))
    const list = lists[random.below(lists.length)]
    if (list?.items[0])
      list.items.push(...Array.from({ length: random.pick([1, 2, 30]) }, () => list.items[0] as Tree))
  }),
  changeDay: inText(/\d{4}-\d\d-\d\d/g, (random, day) =>
    random.pick([
      ...[
        '2023-02-29',
        '2024-02-29',
        '1900-02-29',
        '2000-02-29',
        '2023-04-31',
        '2023-13-01',
        '0000-01-01',
        '0001-01-01',
      ],
      ...[
        '9999-12-31',
        '10000-01-01',
        '2023-1-1',
        '2023/01/01',
        '2023-00-10',
        '2023-01-00',
        '',
        day.replace('-', ''),
      ],
      ...[day.slice(0, 9), `${day}T00:00:00Z`, ` ${day}`, day.replace(/\d/, '٣')],
      ...[digitChanged(random, day), digitChanged(random, day), digitChanged(random, day)],
    ] as unknown as [string]),
  ),
  changeInstant: inText(/\d{4}-\d\d-\d\dT[\d:]+[+-]\d\d:\d\d/g, (random, instant) =>
    random.pick([
      ...[
        instant.replace('T', ' '),
        instant.replace('T', 't'),
        instant.slice(0, 19),
        `${instant.slice(0, 19)}Z`,
      ],
      ...[instant.replace(/:\d\d\+/, ':60+'), `${instant.slice(0, 19)}.5z`, `${instant.slice(0, 19)}.Z`],
      ...[
        '2016-12-31T23:59:60Z',
        '2017-01-01T00:59:60+01:00',
        '2016-12-31T23:58:60Z',
        '0000-12-31T23:30:00-01:00',
      ],
      ...[
        '0001-01-01T00:30:00+01:00',
        '9999-12-31T23:59:59.9Z',
        '9999-12-31T23:30:00-01:00',
        instant.slice(0, 22),
      ],
      ...[`${instant.slice(0, 10)}T24:00:00Z`, instant.slice(0, 10), `${instant.slice(0, 19)}+24:00`],
      ...[digitChanged(random, instant), digitChanged(random, instant), digitChanged(random, instant)],
    ] as unknown as [string]),
  ),
  changeCode: inText(/(?<="codice":")[^"]*/g, (random) => random.pick(CODICI as [string])),
  changePercentage: (random, line) => {
    const percentage = random.pick([
      '-1',
      '0',
      '-0',
      '33',
      '34',
      '34.0',
      '3.4e1',
      '34.5',
      '66',
      '67',
      '73',
      '74',
      '99',
      '100',
      '1e2',
      '101',
      '1e400',
    ] as const)
    const text = line.toString()
    return Buffer.from(
      text.includes('"percentuale":')
        ? text.replace(/(?<="percentuale":)\d+/, percentage)
        : text.replace('"area"', `"percentuale":${percentage},"area"`),
    )
  },
  changeCodiceFiscale: inText(/(?<=odiceFiscale":")[^"]*/g, (random, code) =>
    random.pick([
      ...[
        code.toLowerCase(),
        ` ${code}`,
        code.slice(0, 15),
        `${code}A`,
        '',
        '12345678903',
        code.replace(/\d/, 'O'),
      ],
      ...[otherCheck(code), omocodia(random, code), omocodia(random, code), omocodia(random, code)],
      ...[letterChanged(random, code), letterChanged(random, code)],
    ] as unknown as [string]),
  ),
  changeWord: inText(/(?<=":")[^"]*(?=")/g, (random, word) =>
    random.pick([
      ...[
        '',
        ' ',
        `${word} `,
        word.toUpperCase(),
        word.slice(1),
        `${word}${word}`,
        'INPS',
        'VDA',
        'handicap',
        'F6',
      ],
      ...[
        '\\u0000',
        '\\ud800',
        '\\ud83d\\ude00',
        '\\udc00\\ud800',
        '\\u0085',
        '\\u00e8',
        '\ud83d\ude00',
        '\\x',
        '\u00a0',
      ],
      ...['+393470000001', '+0123456', '+1', '+1234567890123456', 'a@b', 'a@b.c', 'a@b..c', 'a@@b.c', 'true'],
      ...['x'.repeat(200), 'x'.repeat(201), 'x'.repeat(2001)],
    ] as unknown as [string]),
  ),
  escape: (random, line) => {
    const text = line.toString()
    const at = random.below(text.length)
    const unit = text.charCodeAt(at).toString(16).padStart(4, '0')
    return Buffer.from(`${text.slice(0, at)}\\u${unit}${text.slice(at + 1)}`)
  },
  space: (random, line) => {
    const blank = random.pick([' ', '\t', '\r', '\u00a0', '\u2028', '\u000b'] as const)
    return random.happens(0.5)
      ? Buffer.from(`${blank}${line.toString()}${blank}`)
      : Buffer.from(toText(parsed(line) ?? written(1), blank))
  },
  flipBit: (random, line) => {
    const bytes = Buffer.from(line)
    const at = random.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    return bytes
  },
  insertBytes: (random, line) => {
    const at = random.pick([0, line.length, random.below(line.length + 1)] as const)
    return Buffer.concat([line.subarray(0, at), random.pick(ODD_BYTES), line.subarray(at)])
  },
  cut: (random, line) => {
    const [from, to] = [random.below(line.length), random.below(line.length + 1)]
    return random.happens(0.5)
      ? line.subarray(0, from)
      : Buffer.concat([line.subarray(0, Math.min(from, to)), line.subarray(Math.max(from, to))])
  },
  glue: (random, line) =>
    Buffer.concat([line, random.pick([line, Buffer.from(','), Buffer.from('}')] as const)]),
  noise: (random) => Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256))),
  /** Rare: it is a mebibyte. */
  long: (random, line) => {
    if (!random.happens(0.01)) return Buffer.concat([line, Buffer.alloc(random.below(5000), ' ')])
    const length = 1_048_576 - line.length + random.between(-1, 1)
    return random.happens(0.5)
      ? Buffer.concat([line, Buffer.alloc(length, ' ')])
      : Buffer.from(line.toString().replace('":"', `":"${'x'.repeat(length)}`))
  },
}

const NAMES = Object.keys(MUTATIONS) as [string, ...string[]]

/** A line with one to three things gone wrong, or not: some of them leave it as good as it was. */
export function mutate(random: Random, line: Buffer): { bytes: Buffer; names: string[] } {
  const names = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => random.pick(NAMES))
  const bytes = names.reduce(
    (text, name) => (text.length === 0 ? text : (MUTATIONS[name]?.(random, text) ?? text)),
    line,
  )
  return { bytes, names }
}

const ODD_BYTES = [
  ...[
    '\ufeff',
    '\ufeff\ufeff',
    '\r',
    '\n',
    '\r\n',
    '\u0000',
    '\u001b[2J',
    '\u202e',
    '{',
    '"',
    '\\',
    ',',
    ']',
    '//',
  ],
  ...[
    [0xff],
    [0xc0, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe2, 0x82],
    [0x80],
    [0x1f, 0x8b, 8, 0],
  ],
].map((odd) => (typeof odd === 'string' ? Buffer.from(odd) : Buffer.from(odd))) as [Buffer, ...Buffer[]]

/** Fields that an event or a giudizio may have, good and bad, whether there is one already or not. */
const OPTIONAL = [
  ...[
    '"al":"1899-12-31"',
    '"al":"2099-12-31"',
    '"al":"2015-06-30"',
    '"al":"2023-02-29"',
    '"dataRevisione":"2030-01-31"',
  ],
  ...[
    '"dataRevisione":""',
    '"esonero":true',
    '"esonero":false',
    '"esonero":"true"',
    '"dm2007":true',
    '"dm2007":"SI"',
  ],
  ...[
    '"noteFiscali":[]',
    '"noteFiscali":["F0","F0"]',
    '"noteFiscali":["F7"]',
    '"noteFiscali":"F0"',
    '"sostituisce":"A"',
  ],
  ...[
    '"sostituisce":""',
    '"cellulare":"+393470000001"',
    '"cellulare":"347 0000001"',
    '"email":"a@b.it"',
    '"email":"a@b"',
  ],
  ...['"territorio":"BZ"', '"territorio":"AO"', '"percentuale":80', '"motivo":"x"', '"data":"2020-01-01"'],
] as unknown as [string]

const OTHER_NAMES = [
  ...[
    'id',
    'type',
    'data',
    'dal',
    'al',
    'esonero',
    'percentuale',
    'evento',
    'protocollo',
    'dataRevisione',
    'diagnosi',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    ' id',
    'ID',
    'length',
    '0',
    'x'.repeat(500),
  ],
  ...['RSSMRA80A01H501U', '+393470000001', 'Via Roma 1', '\u0000', '\u001b[2J'],
] as unknown as [string]

function nameFrom(random: Random, name: string): string {
  return random.happens(0.2) ? name.toUpperCase() : random.pick(OTHER_NAMES)
}

function otherType(random: Random): Tree {
  return random.pick(
    [
      ...[
        'null',
        'true',
        'false',
        '0',
        '-1',
        '1e400',
        '01',
        '.5',
        'NaN',
        'undefined',
        '""',
        '" "',
        "'x'",
        '{}',
        '[]',
        '[null]',
      ],
      ...['"true"', '"null"', '2147483648', '9007199254740993', '{"a":1}', '[[]]', '""""'],
    ].map((text) => ({ kind: 'written', text })) as unknown as [Tree],
  )
}

function wrapped(value: Tree, times: number, inLists: boolean): Tree {
  const [before, after] = inLists ? ['[', ']'] : ['{"data":', '}']
  return { kind: 'written', text: before.repeat(times) + toText(value) + after.repeat(times) }
}

/** A mutation of what the line says, for a line that can still be read. */
function inTree(change: (random: Random, tree: ObjectTree) => void): Mutation {
  return (random, line) => {
    const tree = parsed(line)
    if (tree?.kind !== 'object' || tree.members.length === 0) return line
    change(random, tree)
    return Buffer.from(toText(tree))
  }
}

function parsed(line: Buffer): Tree | undefined {
  const text = line.toString()
  // Too deep to be walked through here; that it was read without harm is what it is for.
  if (/\[{30}|(\{"data":){30}/.test(text)) return undefined
  try {
    return toTree(JSON.parse(text))
  } catch {
    return undefined
  }
}

function place(random: Random, tree: Tree): Place {
  return random.pick(placesOf(tree) as [Place])
}

function member(random: Random, tree: Tree): Place {
  return random.pick(placesOf(tree).filter(({ owner }) => owner !== undefined) as [Place])
}

/** Changes one of the texts that a pattern finds; where it finds none the line stays as it is. */
function inText(pattern: RegExp, change: (random: Random, found: string) => string): Mutation {
  return (random, line) => {
    const text = line.toString()
    const found = [...text.matchAll(pattern)]
    const chosen = found[random.below(found.length)]
    if (!chosen) return line
    const end = chosen.index + chosen[0].length
    return Buffer.from(text.slice(0, chosen.index) + change(random, chosen[0]) + text.slice(end))
  }
}

function digitChanged(random: Random, text: string): string {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index)
  return changedAt(text, places[random.below(places.length)] ?? 0, String(random.below(10)))
}

function letterChanged(random: Random, code: string): string {
  return changedAt(code, random.below(code.length), random.pick([...'ABHLMPRSTZ0159'] as unknown as [string]))
}

function otherCheck(code: string): string {
  return changedAt(code, 15, code.endsWith('A') ? 'B' : 'A')
}

/** A digit written as a letter, with the check character that belongs to it: another good code. */
function omocodia(random: Random, code: string): string {
  const changed = code.slice(0, 15).replace(/\d(?=\D*$)/, (digit) => 'LMNPQRSTUV'[Number(digit)] ?? digit)
  return random.happens(0.8) ? changed + checkCharacterOf(changed) : changed
}

function changedAt(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1)
}
