import { DAY, MINUTE } from '../../kernel/instant.js'
import { type Change, type Forgery, type Moment, type SpidCase } from './spid-case.js'

const RESPONSE = '/p:Response'
const ASSERTION = `${RESPONSE}/a:Assertion`
const SUBJECT = `${ASSERTION}/a:Subject`
const NAME = `${SUBJECT}/a:NameID`
const CONFIRMATION = `${SUBJECT}/a:SubjectConfirmation`
const DATA = `${CONFIRMATION}/a:SubjectConfirmationData`
const CONDITIONS = `${ASSERTION}/a:Conditions`
const RESTRICTION = `${CONDITIONS}/a:AudienceRestriction`
const STATEMENT = `${ASSERTION}/a:AuthnStatement`
const CONTEXT = `${STATEMENT}/a:AuthnContext`
const CLASS = `${CONTEXT}/a:AuthnContextClassRef`
const STATUS = `${RESPONSE}/p:Status`
const ATTRIBUTES = `${ASSERTION}/a:AttributeStatement`
const ELSEWHERE = 'https://altrove.example'

const SIGNED = { response: 'provider', assertion: 'provider' } as const
const set = (at: string, to: string | Moment): Change => ({ do: 'set', at, to })
const remove = (at: string): Change => ({ do: 'remove', at })
const empty = (at: string): Change => ({ do: 'empty', at })
const bare = (at: string): Change => ({ do: 'empty', at, bare: true })

const good = (id: string, ...changes: Change[]): SpidCase => ({
  ...{ id, changes, isLetIn: true },
  ...SIGNED,
})
const bad = (id: string, ...changes: Change[]): SpidCase => ({
  ...{ id, changes, isLetIn: false },
  ...SIGNED,
})
const forged = (id: string, forgery: Forgery): SpidCase => ({
  ...bad(id),
  response: undefined,
  forgery,
})
const anomaly = (id: string, code: number): SpidCase => bad(id, { do: 'anomaly', code })

/** An attribute left empty, and taken away: two neighbouring numbers. */
const twice = (first: number, at: string): SpidCase[] => [
  bad(String(first), set(at, '')),
  bad(String(first + 1), remove(at)),
]
/** The same of an element. */
const elementTwice = (first: number, at: string): SpidCase[] => [
  bad(String(first), empty(at)),
  bad(String(first + 1), remove(at)),
]

/** Before anything is signed, an identifier cannot be missing: what names it would have nothing to name. */
const withoutId = (id: string, change: Change): SpidCase => ({
  ...bad(id),
  response: undefined,
  late: [change],
})

const THE_ENVELOPE: SpidCase[] = [
  good('1'),
  good('1-NS', remove(`${STATEMENT}/@SessionIndex`)),
  { ...bad('2'), response: undefined, assertion: undefined },
  { ...bad('3'), assertion: undefined },
  { ...bad('4'), response: 'stranger', assertion: 'stranger' },
  {
    ...bad('5'),
    ...{ response: 'strangerWithCertificate', assertion: 'strangerWithCertificate' },
  },
  withoutId('8', set(`${RESPONSE}/@ID`, '')),
  withoutId('9', remove(`${RESPONSE}/@ID`)),
  bad('10', set(`${RESPONSE}/@Version`, '1.1')),
  ...twice(11, `${RESPONSE}/@IssueInstant`),
  bad('13', set(`${RESPONSE}/@IssueInstant`, '2026-11-23 10:30:00')),
  bad('14', set(`${RESPONSE}/@IssueInstant`, { sinceRequest: -10 * MINUTE })),
  bad('15', set(`${RESPONSE}/@IssueInstant`, { sinceNow: 10 * MINUTE })),
  ...twice(16, `${RESPONSE}/@InResponseTo`),
  bad('18', set(`${RESPONSE}/@InResponseTo`, '_another')),
  ...twice(19, `${RESPONSE}/@Destination`),
  bad('21', set(`${RESPONSE}/@Destination`, ELSEWHERE)),
  ...elementTwice(22, STATUS),
  ...elementTwice(24, `${STATUS}/p:StatusCode`).map((one) =>
    one.id === '24' ? { ...one, changes: [bare(`${STATUS}/p:StatusCode`)] } : one,
  ),
  bad('26', set(`${STATUS}/p:StatusCode/@Value`, 'urn:oasis:names:tc:SAML:2.0:status:No')),
  ...elementTwice(27, `${RESPONSE}/a:Issuer`),
  bad('29', set(`${RESPONSE}/a:Issuer`, ELSEWHERE)),
  bad('30', set(`${RESPONSE}/a:Issuer/@Format`, 'urn:altro')),
  good('31', remove(`${RESPONSE}/a:Issuer/@Format`)),
  { ...bad('32', remove(ASSERTION)), assertion: undefined },
]

const THE_ASSERTION: SpidCase[] = [
  withoutId('33', set(`${ASSERTION}/@ID`, '')),
  withoutId('34', remove(`${ASSERTION}/@ID`)),
  bad('35', set(`${ASSERTION}/@Version`, '1.1')),
  ...twice(36, `${ASSERTION}/@IssueInstant`),
  bad('38', set(`${ASSERTION}/@IssueInstant`, '23/11/2026')),
  bad('39', set(`${ASSERTION}/@IssueInstant`, { sinceRequest: -10 * MINUTE })),
  bad('40', set(`${ASSERTION}/@IssueInstant`, { sinceNow: 10 * MINUTE })),
  ...elementTwice(41, SUBJECT),
  ...elementTwice(43, NAME),
  ...twice(45, `${NAME}/@Format`),
  bad('47', set(`${NAME}/@Format`, 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent')),
  ...twice(48, `${NAME}/@NameQualifier`),
  ...elementTwice(51, CONFIRMATION),
  ...twice(53, `${CONFIRMATION}/@Method`),
  bad('55', set(`${CONFIRMATION}/@Method`, 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches')),
  bad('56', remove(DATA)),
  ...twice(57, `${DATA}/@Recipient`),
  bad('59', set(`${DATA}/@Recipient`, ELSEWHERE)),
  ...twice(60, `${DATA}/@InResponseTo`),
  bad('62', set(`${DATA}/@InResponseTo`, '_another')),
  ...twice(63, `${DATA}/@NotOnOrAfter`),
  bad('65', set(`${DATA}/@NotOnOrAfter`, 'domani')),
  bad('66', set(`${DATA}/@NotOnOrAfter`, { sinceNow: -10 * MINUTE })),
  ...elementTwice(67, `${ASSERTION}/a:Issuer`),
  bad('69', set(`${ASSERTION}/a:Issuer`, ELSEWHERE)),
  ...twice(70, `${ASSERTION}/a:Issuer/@Format`),
  bad('72', set(`${ASSERTION}/a:Issuer/@Format`, 'urn:altro')),
  bad('73', bare(CONDITIONS)),
  bad('74', remove(CONDITIONS)),
  ...twice(75, `${CONDITIONS}/@NotBefore`),
  bad('77', set(`${CONDITIONS}/@NotBefore`, 'ieri')),
  bad('78', set(`${CONDITIONS}/@NotBefore`, { sinceNow: 10 * MINUTE })),
  ...twice(79, `${CONDITIONS}/@NotOnOrAfter`),
  bad('81', set(`${CONDITIONS}/@NotOnOrAfter`, 'domani')),
  bad('82', set(`${CONDITIONS}/@NotOnOrAfter`, { sinceNow: -DAY })),
  ...elementTwice(83, RESTRICTION),
  ...elementTwice(85, `${RESTRICTION}/a:Audience`),
  bad('87', set(`${RESTRICTION}/a:Audience`, ELSEWHERE)),
  ...elementTwice(88, STATEMENT),
  ...elementTwice(90, CONTEXT),
  ...elementTwice(92, CLASS),
  bad('94', set(CLASS, 'https://www.spid.gov.it/SpidL1')),
  good('95', set(CLASS, 'https://www.spid.gov.it/SpidL2')),
  good('96', set(CLASS, 'https://www.spid.gov.it/SpidL3')),
  bad('97', set(CLASS, 'urn:oasis:names:tc:SAML:2.0:ac:classes:SpidL2')),
  bad('98', empty(ATTRIBUTES)),
  bad('99', bare(`${ATTRIBUTES}/a:Attribute[1]`)),
  { ...bad('100'), response: undefined, assertion: 'stranger' },
  good('103', {
    do: 'addAttribute',
    name: 'email',
    value: 'x@posta.example',
  }),
]

const THE_REST: SpidCase[] = [
  anomaly('104', 19),
  anomaly('105', 20),
  anomaly('106', 21),
  anomaly('107', 22),
  anomaly('108', 23),
  good('109', remove(`${ATTRIBUTES}/a:Attribute/@NameFormat`)),
  good('110', set(`${RESPONSE}/@IssueInstant`, { sinceNow: 7 })),
  anomaly('111', 25),
  forged('112', 'decoyUnsigned'),
  forged('113', 'decoyInvalid'),
  { ...forged('xsw1', 'xsw1'), response: 'provider' },
  { ...forged('xsw2', 'xsw2'), response: 'provider' },
  forged('xsw3', 'xsw3'),
  forged('xsw4', 'xsw4'),
  forged('xsw5', 'xsw5'),
  forged('xsw6', 'xsw6'),
  forged('xsw7', 'xsw7'),
  forged('xsw8', 'xsw8'),
  forged('xslt', 'xslt'),
  anomaly('nr30', 30),
  anomaly('nr12', 12),
]

/** The whole list, in its order. */
export const SPID_CASES: readonly SpidCase[] = [...THE_ENVELOPE, ...THE_ASSERTION, ...THE_REST]
