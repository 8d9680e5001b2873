/** Files that must be rejected: ours, each with one thing made wrong. */
import { deflateSync } from 'node:zlib'
import {
  catalogueOf,
  type Dict,
  dictOf,
  listOf,
  Name,
  nameOf,
  type PdfFile,
  Ref,
  resolve,
  Stream,
  type Value,
} from './pdf-file.js'
import {
  actsBy,
  annotation,
  aroundTheDigitsOf,
  by,
  content,
  everyDict,
  everyStream,
  linkOf,
  pageOf,
  plant,
  type Planted,
  rangeBy,
  renamed,
  role,
  rolesOf,
  sealOf,
  tagOf,
  toUnicode,
  treeRootOf,
  unsealed,
  xmp,
} from './planting.js'
import { attributesOf } from './structure.js'

const A = (number: string) => `ISO 19005-2 §${number}`
const WAY_BACK = 'ISO 32000-1 §14.7.4.4'
const MCID_0 = /(\/P <<\s*\/MCID 0\s*>> BDC\n)([\s\S]*?)(EMC)/

export const PLANTED: readonly Planted[] = [
  by(
    '01-003',
    'decoration inside tagged content',
    content((text) => text.replace(MCID_0, '$1/Artifact BMC\n$2EMC\n$3')),
  ),
  by(
    '01-004',
    'tagged content inside decoration',
    content((text) => text.replace(MCID_0, '/Artifact BMC\n$1$2$3\nEMC')),
  ),
  by(
    '01-005',
    'content that is neither decoration nor tagged by the tree',
    content((text) => text.replace(MCID_0, '$2')),
  ),
  by('01-005', 'content that is neither decoration nor tagged by the tree', (file) =>
    dictOf(file, catalogueOf(file).get('StructTreeRoot'))?.set('K', []),
  ),
  by('02-001', 'a role that is not standard and stands for none', role('P', 'Paragrafo')),
  by('02-003', 'roles that stand for each other in a circle', (file) => {
    role('P', 'Uno')(file)
    rolesOf(file, { Uno: 'Due', Due: 'Uno' })
  }),
  by('02-004', 'a standard role that stands for another', (file) => rolesOf(file, { P: 'H1' })),
  by('06-001', 'no XMP metadata', (file) => catalogueOf(file).delete('Metadata')),
  by(
    '06-002',
    'no identifier of PDF/UA',
    xmp((text) => text.replace(/<pdfuaid:part>1<\/pdfuaid:part>/, '')),
  ),
  by(
    '06-003',
    'no title',
    xmp((text) => text.replace(/(x-default">)[^<]*/, '$1')),
  ),
  by('07-001', 'the title is not asked to be shown', (file) => catalogueOf(file).delete('ViewerPreferences')),
  by('07-002', 'the title is asked not to be shown', (file) =>
    dictOf(file, catalogueOf(file).get('ViewerPreferences'))?.set('DisplayDocTitle', false),
  ),
  by('09-004', 'a part of a table stands outside of one', role('P', 'TR')),
  by('09-004', 'a cell stands outside of a row', role('P', 'TD')),
  by('09-005', 'an item stands outside of a list', role('P', 'LI')),
  by('09-005', 'a label or a body stands outside of an item', role('P', 'LBody')),
  by('09-005', 'a list holds something else than items', role('Sect', 'L')),
  ...lists(),
  by('09-006', 'an entry stands outside of a table of contents', role('P', 'TOCI')),
  by('09-007', 'a part of a ruby stands outside of one', role('P', 'RB')),
  by('09-008', 'a part of a warichu stands outside of one', role('P', 'WT')),
  by(
    '10-001',
    'a letter that says nothing',
    toUnicode((text) => text.replaceAll(/<00[0-9a-f]{2}> <[0-9a-f]+>\n/g, '')),
  ),
  by('11-001', 'no language for what is said', (file) => catalogueOf(file).delete('Lang')),
  by('11-001', 'no language for what is said', (file) => catalogueOf(file).set('Lang', '')),
  by('13-001', 'a drawing that is told as no figure', (file) =>
    tagOf(file, 'Figure').set('S', new Name('P')),
  ),
  by('13-004', 'a figure without alternative words', (file) => tagOf(file, 'Figure').delete('Alt')),
  by('13-004', 'a figure without alternative words', (file) => tagOf(file, 'Figure').set('Alt', ' ')),
  by('14-002', 'the first heading is not H1', role('H1', 'H2')),
  by('14-003', 'a level of headings is skipped', role('H2', 'H3')),
  by('14-007', 'headings with and without levels', role('H2', 'H')),
  by('17-002', 'a formula without alternative words', role('P', 'Formula')),
  by('19-003', 'a note without a name of its own', role('P', 'Note')),
  by(
    '28-002',
    'an annotation outside of an Annot tag',
    annotation({ Subtype: new Name('Text'), Contents: 'x' }),
  ),
  by('28-004', 'an annotation without words', annotation({ Subtype: new Name('Text') })),
  by('28-005', 'a form field without words', annotation({ Subtype: new Name('Widget') })),
  by('28-006', 'an annotation of a type that no standard knows', annotation({ Subtype: new Name('Nota') })),
  by('28-007', 'an annotation for traps of a press', annotation({ Subtype: new Name('TrapNet') })),
  by('28-008', 'a page without the order of its tabs', (file) => pageOf(file).delete('Tabs')),
  by('28-009', 'tabs in another order than the tree', (file) => pageOf(file).set('Tabs', new Name('R'))),
  by('28-010', 'a form field outside of a Form tag', annotation({ Subtype: new Name('Widget'), TU: 'x' })),
  by('28-011', 'a link outside of a Link tag', annotation({ Subtype: new Name('Link'), Contents: 'x' })),
  by('28-012', 'a link without words', annotation({ Subtype: new Name('Link') })),
  by('ISO 32000-1 §14.8.5.4.2', 'a tag placed as no reader knows', (file) =>
    everyDict(file, (dict) =>
      attributesOf(file, dict).forEach(
        (one) => one.has('Placement') && one.set('Placement', new Name('Blocco')),
      ),
    ),
  ),
  ...links(),
  by('ISO 14289-1 §7.18.1', 'a form field whose annotation has no words of its own', (file) =>
    everyDict(file, (dict) => nameOf(file, dict.get('Subtype')) === 'Widget' && renamed(dict, 'Contents')),
  ),
  by(WAY_BACK, 'content that does not lead back to its tag', (file) =>
    renamed(treeRootOf(file), 'ParentTree'),
  ),
  by(WAY_BACK, 'content that does not lead back to its tag', (file) =>
    renamed(pageOf(file), 'StructParents'),
  ),
  by(WAY_BACK, 'an annotation that does not lead back to its tag', (file) =>
    renamed(treeRootOf(file), 'ParentTree'),
  ),
  by(WAY_BACK, 'an annotation that does not lead back to its tag', (file) =>
    everyDict(file, (dict) => dict.has('StructParent') && renamed(dict, 'StructParent')),
  ),
  by('31-005', 'no map from codes to glyphs', (file) =>
    everyDict(file, (dict) => dict.delete('CIDToGIDMap')),
  ),
  by('31-009', 'a font that is not embedded', (file) => everyDict(file, (dict) => dict.delete('FontFile2'))),
  by(
    '31-011',
    'a glyph that the embedded font lacks',
    content((text) => text.replace(/\[<.{4}/, '[<0fff')),
  ),
  by('31-012', 'a width other than the font program says', (file) =>
    everyDict(file, (dict) => dict.has('W') && dict.set('W', [0, Array.from({ length: 400 }, () => 1)])),
  ),
  by('31-027', 'a font that does not say what its letters are', (file) =>
    everyDict(file, (dict) => dict.delete('ToUnicode')),
  ),
  by(
    '31-028',
    'a letter said to be a mark that means nothing',
    toUnicode((text) => text.replace(/(<0001> )<[0-9a-f]+>/, '$1<feff>')),
  ),
  by(
    '31-030',
    'the missing glyph is drawn',
    content((text) => text.replace(/\[<.{4}/, '[<0000')),
  ),
  {
    checkpoint: A('6.1.2'),
    failure: 'the head of the file',
    plant: (pdf) => Buffer.concat([Buffer.from('%PDF-2.0'), pdf.subarray(8)]),
  },
  by(A('6.1.3'), 'no identifier of the file', (file) => file.trailer.delete('ID')),
  by(`26-002, ${A('6.1.3')}`, 'encrypted', (file) =>
    file.trailer.set('Encrypt', new Map([['Filter', new Name('Standard')]])),
  ),
  by(A('6.2.3'), 'no output intent with a profile', (file) => catalogueOf(file).delete('OutputIntents')),
  by(A('6.2.3'), 'no output intent with a profile', (file) =>
    everyStream(
      file,
      (stream) => stream.dict.get('N') === 3,
      () => '<html>not a profile</html>',
    ),
  ),
  by(
    A('6.2.4.3'),
    'a colour that the output intent does not cover',
    content((text) => `${text}\n/Artifact BMC\n0 0 0 1 k\n0 0 9 9 re f\nEMC`),
  ),
  by(
    A('6.2.8'),
    'an image that is not ours',
    content((text) => `${text}\n/Artifact BMC\n/Im Do\nEMC`),
  ),
  by(A('6.2.10'), 'transparency', (file) =>
    pageOf(file).set('Group', new Map([['S', new Name('Transparency')]])),
  ),
  by(A('6.2.11.4'), 'a font program that cannot be read', (file) =>
    everyStream(
      file,
      (stream) => stream.dict.has('Length1'),
      () => 'not a font, though it is called one',
    ),
  ),
  by(
    A('6.3.2'),
    'an annotation that is hidden or not printed',
    annotation({ Subtype: new Name('Widget'), TU: 'x', F: 2 }),
  ),
  by(A('6.3.2'), 'an annotation that is hidden or not printed', (file) => linkOf(file).delete('F')),
  by(A('6.3.2'), 'an annotation that is hidden or not printed', (file) => linkOf(file).set('F', 4 + 32)),
  by(A('6.3.2'), 'an annotation that is hidden or not printed', (file) => linkOf(file).set('F', 4 + 256)),
  by(A('6.3.1'), 'an annotation of a type that is not kept', annotation({ Subtype: new Name('Screen') })),
  by(
    A('6.3.3'),
    'an annotation that each reader would draw in its own way',
    annotation({ Subtype: new Name('Text') }),
  ),
  by(A('6.5.2'), 'a form field that acts', annotation({ Subtype: new Name('Widget'), A: new Map() })),
  by(A('6.5.1'), 'an action: JavaScript, or one that starts by itself', actsBy('Launch')),
  by(A('6.5.1'), 'an action: JavaScript, or one that starts by itself', actsBy('Rendition')),
  by(A('6.4.1'), 'a form that the reader must draw, or that acts', (file) =>
    catalogueOf(file).set('AcroForm', new Map([['NeedAppearances', true]])),
  ),
  by(`25-001, ${A('6.4.2')}`, 'a form of XFA', (file) =>
    catalogueOf(file).set('AcroForm', new Map([['XFA', '']])),
  ),
  by(A('6.5.1'), 'an action: JavaScript, or one that starts by itself', (file) =>
    catalogueOf(file).set(
      'OpenAction',
      new Map<string, Value>([
        ['S', new Name('JavaScript')],
        ['JS', 'app.alert(1)'],
      ]),
    ),
  ),
  by(A('6.6.2.1'), 'metadata that a simple program cannot read', (file) => {
    const stream = resolve(file, catalogueOf(file).get('Metadata'))
    if (!(stream instanceof Stream)) return
    stream.data = deflateSync(stream.data)
    stream.dict.set('Filter', new Name('FlateDecode'))
  }),
  by(
    A('6.6.2.1'),
    'metadata that a simple program cannot read',
    xmp((text) => text.replace(/(x-default">)/, '$1Rossi & Neri ')),
  ),
  by(
    A('6.6.2.3'),
    'a schema that is not described',
    xmp((text) => text.replace(/<pdfaExtension:schemas>[\s\S]*<\/pdfaExtension:schemas>/, '')),
  ),
  by(
    A('6.6.3'),
    'information other than the metadata',
    xmp((text) => text.replace(/(x-default">)/, '$1Un altro ')),
  ),
  by(
    A('6.6.3'),
    'information other than the metadata',
    xmp((text) => text.replace('x-default', 'it-IT')),
  ),
  by(
    A('6.6.4'),
    'no identifier of PDF/A-2a',
    xmp((text) => text.replace('conformance>A<', 'conformance>B<')),
  ),
  by(A('6.7.2.2'), 'not said to be tagged', (file) => catalogueOf(file).delete('MarkInfo')),
  by(A('6.7.3.3'), 'no structure tree', (file) => catalogueOf(file).delete('StructTreeRoot')),
  by(A('6.7.3.3'), 'no structure tree', (file) => treeRootOf(file).set('Type', new Name('StructTreeRot'))),
  by(A('6.8'), 'a file inside the file', (file) =>
    catalogueOf(file).set('Names', new Map([['EmbeddedFiles', new Map()]])),
  ),
  by(A('6.9'), 'content that can be switched off', (file) =>
    catalogueOf(file).set('OCProperties', new Map()),
  ),
  by('hollow', 'no heading, no paragraph or no figure is told', role('Figure', 'Div')),
  by(
    'hollow',
    'words that are decoration',
    content((text) => text.replaceAll(/\/\w+ <<\s*\/MCID \d+\s*>> BDC/g, '/Artifact BMC')),
  ),
  by('hollow', 'a tag whose content is not on the page', (file) => tagOf(file, 'H1').set('K', [999])),
  ...seals(),
]

/** What may be wrong with the steps of the sheet. */
function lists(): Planted[] {
  const item = (change: (kids: Value[]) => Value[]) => (file: PdfFile) => {
    const tag = tagOf(file, 'LI')
    tag.set('K', change(listOf(file, tag.get('K'))))
  }
  const attributes = (change: (attributes: Dict) => unknown) => (file: PdfFile) =>
    attributesOf(file, tagOf(file, 'L')).forEach(change)
  return [
    ...plant(
      ['09-005', 'an item is something else than one body, with a label before it or without'],
      role('Lbl', 'P'),
      role('LBody', 'Lbl'),
      role('LBody', 'P'),
      item((kids) => kids.slice(0, 1)),
      item((kids) => [...kids].reverse()),
      item((kids) => [...kids, new Map([['S', new Name('LBody')]])]),
      item((kids) => [...kids, 999]),
      item(() => []),
    ),
    ...plant(
      ['16-001, ISO 14289-1 §7.6', 'a list with labels that does not say how they count'],
      (file) => renamed(tagOf(file, 'L'), 'A'),
      attributes((one) => renamed(one, 'ListNumbering')),
      attributes((one) => one.set('ListNumbering', new Name('None'))),
      attributes((one) => one.set('O', new Name('Layout'))),
    ),
  ]
}

/** What may be wrong with the seal, apart from its signature. */
function seals(): Planted[] {
  const parameters = (change: (parameters: Dict) => unknown) => (file: PdfFile) => {
    const [reference] = listOf(file, sealOf(file).get('Reference'))
    const found = dictOf(file, dictOf(file, reference)?.get('TransformParams'))
    if (!found) throw new Error('no TransformParams')
    change(found)
  }
  const uncovered = [A('6.4.3'), 'a seal that does not cover all of the file but its own digits'] as const
  return [
    ...plant(
      ['seal', 'a seal that does not forbid every change'],
      parameters((one) => one.set('P', 2)),
      parameters((one) => one.set('P', 3)),
      parameters((one) => renamed(one, 'P')),
      (file) => renamed(sealOf(file), 'Reference'),
      (file) => renamed(catalogueOf(file), 'Perms'),
    ),
    ...plant(['seal', 'a sheet of ours without a seal'], unsealed),
    ...[
      rangeBy(([, before, after, length]) => [1, before, after, length]),
      rangeBy(([, before, after, length]) => [0, before, after, Number(length) - 1]),
      rangeBy(([, before, after, length]) => [0, Number(before) - 1, after, length]),
      rangeBy(([, before, after, length]) => [0, before, Number(after) + 1, Number(length) - 1]),
      rangeBy(([, before, after]) => [0, before, after]),
      rangeBy((range) => [...range, 0]),
      rangeBy(() => []),
      aroundTheDigitsOf('Contents'),
      aroundTheDigitsOf('TU'),
    ].map((plant) => ({ checkpoint: uncovered[0], failure: uncovered[1], plant })),
    ...plant(uncovered, (file) => renamed(sealOf(file), 'ByteRange')),
  ]
}

/** What may be wrong with the link of some words. */
function links(): Planted[] {
  const isWords = (kid: Value) => typeof kid === 'number'
  const kids = (change: (kids: Value[]) => Value[]) => (file: PdfFile) => {
    const tag = tagOf(file, 'Link')
    tag.set('K', change(listOf(file, tag.get('K'))))
  }
  const place = (change: (box: number[]) => number[]) => (file: PdfFile) =>
    linkOf(file).set('Rect', change(listOf(file, linkOf(file).get('Rect')).map(Number)))
  return [
    ...plant(['28-012', 'a link without words'], (file) => linkOf(file).set('Contents', ' ')),
    ...plant(
      ['28-011', 'a link outside of a Link tag'],
      role('Link', 'Span'),
      kids((all) => all.filter(isWords)),
    ),
    ...plant(['28-017', 'a mark for the press that is told'], (file) =>
      linkOf(file).set('Subtype', new Name('PrinterMark')),
    ),
    ...plant(
      ['ISO 14289-1 §7.18.5', 'a Link tag from which nothing leads away'],
      kids((all) => all.filter(isWords)),
    ),
    ...plant(
      ['ISO 14289-1 §7.18.5', 'a Link tag that says nothing'],
      kids((all) => all.filter((kid) => !isWords(kid))),
    ),
    ...plant(
      ['ISO 32000-1 §14.7.4.3', 'an annotation that is told on another page, or twice'],
      kids((all) => [...all, ...all.slice(-1)]),
      kids((all) => all.map((kid) => (kid instanceof Map ? new Map([...kid, ['Pg', new Ref(1)]]) : kid))),
    ),
    ...plant(
      ['ISO 32000-1 §12.6.4.7', 'a link that leads nowhere'],
      (file) => renamed(linkOf(file), 'A'),
      (file) => dictOf(file, linkOf(file).get('A'))?.set('URI', 'attesta.example'),
    ),
    ...plant(['ISO 32000-1 §12.5.6.5', 'lines of a link outside of its rectangle'], (file) =>
      linkOf(file).set('QuadPoints', [0, 9, 9, 9, 0, 0, 9, 0]),
    ),
    ...plant(
      ['hollow', 'a link that is not where its words are'],
      place(([left = 0, bottom = 0, right = 0, top = 0]) => [left, bottom - 30, right, top - 30]),
      place(([left = 0, bottom = 0, right = 0, top = 0]) => [left + 30, bottom, right + 30, top]),
      place(([left = 0, ...others]) => [left - 20, ...others]),
    ),
  ]
}
