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

const good = (id: string, what: string, ...changes: Change[]): SpidCase => ({
  ...{ id, what, changes, isLetIn: true },
  ...SIGNED,
})
const bad = (id: string, what: string, ...changes: Change[]): SpidCase => ({
  ...{ id, what, changes, isLetIn: false },
  ...SIGNED,
})
const forged = (id: string, what: string, forgery: Forgery): SpidCase => ({
  ...bad(id, what),
  response: undefined,
  forgery,
})
const anomaly = (id: string, code: number, what: string): SpidCase =>
  bad(id, `ErrorCode nr${String(code)}: ${what}`, { do: 'anomaly', code })

/** An attribute left empty, and taken away: two neighbouring numbers. */
const twice = (first: number, at: string, what: string): SpidCase[] => [
  bad(String(first), `${what} empty`, set(at, '')),
  bad(String(first + 1), `${what} missing`, remove(at)),
]
/** The same of an element. */
const elementTwice = (first: number, at: string, what: string): SpidCase[] => [
  bad(String(first), `${what} empty`, empty(at)),
  bad(String(first + 1), `${what} missing`, remove(at)),
]

/** Before anything is signed, an identifier cannot be missing: what names it would have nothing to name. */
const withoutId = (id: string, what: string, change: Change): SpidCase => ({
  ...bad(id, what),
  response: undefined,
  late: [change],
})

const THE_ENVELOPE: SpidCase[] = [
  good('1', 'well-formed'),
  good('1-NS', 'no SessionIndex', remove(`${STATEMENT}/@SessionIndex`)),
  { ...bad('2', 'nothing signed'), response: undefined, assertion: undefined },
  { ...bad('3', 'Assertion unsigned'), assertion: undefined },
  { ...bad('4', 'signed by a stranger'), response: 'stranger', assertion: 'stranger' },
  {
    ...bad('5', 'signed by a stranger who brings a certificate'),
    ...{ response: 'strangerWithCertificate', assertion: 'strangerWithCertificate' },
  },
  withoutId('8', 'Response@ID empty', set(`${RESPONSE}/@ID`, '')),
  withoutId('9', 'Response@ID missing', remove(`${RESPONSE}/@ID`)),
  bad('10', 'Response@Version 1.1', set(`${RESPONSE}/@Version`, '1.1')),
  ...twice(11, `${RESPONSE}/@IssueInstant`, 'Response@IssueInstant'),
  bad('13', 'Response@IssueInstant malformed', set(`${RESPONSE}/@IssueInstant`, '2026-11-23 10:30:00')),
  bad('14', 'Response before the request', set(`${RESPONSE}/@IssueInstant`, { sinceRequest: -10 * MINUTE })),
  bad('15', 'Response in the future', set(`${RESPONSE}/@IssueInstant`, { sinceNow: 10 * MINUTE })),
  ...twice(16, `${RESPONSE}/@InResponseTo`, 'Response@InResponseTo'),
  bad('18', 'Response@InResponseTo another request', set(`${RESPONSE}/@InResponseTo`, '_another')),
  ...twice(19, `${RESPONSE}/@Destination`, 'Response@Destination'),
  bad('21', 'Response@Destination elsewhere', set(`${RESPONSE}/@Destination`, ELSEWHERE)),
  ...elementTwice(22, STATUS, 'Status'),
  ...elementTwice(24, `${STATUS}/p:StatusCode`, 'StatusCode').map((one) =>
    one.id === '24' ? { ...one, changes: [bare(`${STATUS}/p:StatusCode`)] } : one,
  ),
  bad(
    '26',
    'StatusCode unknown',
    set(`${STATUS}/p:StatusCode/@Value`, 'urn:oasis:names:tc:SAML:2.0:status:No'),
  ),
  ...elementTwice(27, `${RESPONSE}/a:Issuer`, 'Response/Issuer'),
  bad('29', 'Response/Issuer another', set(`${RESPONSE}/a:Issuer`, ELSEWHERE)),
  bad('30', 'Response/Issuer@Format wrong', set(`${RESPONSE}/a:Issuer/@Format`, 'urn:altro')),
  good('31', 'Response/Issuer@Format missing', remove(`${RESPONSE}/a:Issuer/@Format`)),
  { ...bad('32', 'Assertion missing', remove(ASSERTION)), assertion: undefined },
]

const THE_ASSERTION: SpidCase[] = [
  withoutId('33', 'Assertion@ID empty', set(`${ASSERTION}/@ID`, '')),
  withoutId('34', 'Assertion@ID missing', remove(`${ASSERTION}/@ID`)),
  bad('35', 'Assertion@Version 1.1', set(`${ASSERTION}/@Version`, '1.1')),
  ...twice(36, `${ASSERTION}/@IssueInstant`, 'Assertion@IssueInstant'),
  bad('38', 'Assertion@IssueInstant malformed', set(`${ASSERTION}/@IssueInstant`, '23/11/2026')),
  bad(
    '39',
    'Assertion before the request',
    set(`${ASSERTION}/@IssueInstant`, { sinceRequest: -10 * MINUTE }),
  ),
  bad('40', 'Assertion in the future', set(`${ASSERTION}/@IssueInstant`, { sinceNow: 10 * MINUTE })),
  ...elementTwice(41, SUBJECT, 'Subject'),
  ...elementTwice(43, NAME, 'NameID'),
  ...twice(45, `${NAME}/@Format`, 'NameID@Format'),
  bad(
    '47',
    'NameID@Format persistent',
    set(`${NAME}/@Format`, 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'),
  ),
  ...twice(48, `${NAME}/@NameQualifier`, 'NameID@NameQualifier'),
  ...elementTwice(51, CONFIRMATION, 'SubjectConfirmation'),
  ...twice(53, `${CONFIRMATION}/@Method`, 'SubjectConfirmation@Method'),
  bad(
    '55',
    'SubjectConfirmation@Method not bearer',
    set(`${CONFIRMATION}/@Method`, 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches'),
  ),
  bad('56', 'SubjectConfirmationData missing', remove(DATA)),
  ...twice(57, `${DATA}/@Recipient`, 'SubjectConfirmationData@Recipient'),
  bad('59', 'SubjectConfirmationData@Recipient elsewhere', set(`${DATA}/@Recipient`, ELSEWHERE)),
  ...twice(60, `${DATA}/@InResponseTo`, 'SubjectConfirmationData@InResponseTo'),
  bad('62', 'SubjectConfirmationData@InResponseTo another', set(`${DATA}/@InResponseTo`, '_another')),
  ...twice(63, `${DATA}/@NotOnOrAfter`, 'SubjectConfirmationData@NotOnOrAfter'),
  bad('65', 'SubjectConfirmationData@NotOnOrAfter malformed', set(`${DATA}/@NotOnOrAfter`, 'domani')),
  bad(
    '66',
    'SubjectConfirmationData@NotOnOrAfter past',
    set(`${DATA}/@NotOnOrAfter`, { sinceNow: -10 * MINUTE }),
  ),
  ...elementTwice(67, `${ASSERTION}/a:Issuer`, 'Assertion/Issuer'),
  bad('69', 'Assertion/Issuer another', set(`${ASSERTION}/a:Issuer`, ELSEWHERE)),
  ...twice(70, `${ASSERTION}/a:Issuer/@Format`, 'Assertion/Issuer@Format'),
  bad('72', 'Assertion/Issuer@Format wrong', set(`${ASSERTION}/a:Issuer/@Format`, 'urn:altro')),
  bad('73', 'Conditions empty', bare(CONDITIONS)),
  bad('74', 'Conditions missing', remove(CONDITIONS)),
  ...twice(75, `${CONDITIONS}/@NotBefore`, 'Conditions@NotBefore'),
  bad('77', 'Conditions@NotBefore malformed', set(`${CONDITIONS}/@NotBefore`, 'ieri')),
  bad('78', 'Conditions@NotBefore in the future', set(`${CONDITIONS}/@NotBefore`, { sinceNow: 10 * MINUTE })),
  ...twice(79, `${CONDITIONS}/@NotOnOrAfter`, 'Conditions@NotOnOrAfter'),
  bad('81', 'Conditions@NotOnOrAfter malformed', set(`${CONDITIONS}/@NotOnOrAfter`, 'domani')),
  bad('82', 'Conditions@NotOnOrAfter past', set(`${CONDITIONS}/@NotOnOrAfter`, { sinceNow: -DAY })),
  ...elementTwice(83, RESTRICTION, 'AudienceRestriction'),
  ...elementTwice(85, `${RESTRICTION}/a:Audience`, 'Audience'),
  bad('87', 'Audience another', set(`${RESTRICTION}/a:Audience`, ELSEWHERE)),
  ...elementTwice(88, STATEMENT, 'AuthnStatement'),
  ...elementTwice(90, CONTEXT, 'AuthnContext'),
  ...elementTwice(92, CLASS, 'AuthnContextClassRef'),
  bad('94', 'level 1', set(CLASS, 'https://www.spid.gov.it/SpidL1')),
  good('95', 'level 2', set(CLASS, 'https://www.spid.gov.it/SpidL2')),
  good('96', 'level 3', set(CLASS, 'https://www.spid.gov.it/SpidL3')),
  bad('97', 'level of the old kind', set(CLASS, 'urn:oasis:names:tc:SAML:2.0:ac:classes:SpidL2')),
  bad('98', 'no Attribute', empty(ATTRIBUTES)),
  bad('99', 'Attribute empty', bare(`${ATTRIBUTES}/a:Attribute[1]`)),
  { ...bad('100', 'Assertion signed by a stranger'), response: undefined, assertion: 'stranger' },
  good('103', 'an attribute that nobody asked for', {
    do: 'addAttribute',
    name: 'email',
    value: 'x@posta.example',
  }),
]

const THE_REST: SpidCase[] = [
  anomaly('104', 19, 'too many wrong credentials'),
  anomaly('105', 20, 'no credential of this level'),
  anomaly('106', 21, 'too much time'),
  anomaly('107', 22, 'no consent'),
  anomaly('108', 23, 'identity suspended'),
  good('109', 'Attribute without NameFormat', remove(`${ATTRIBUTES}/a:Attribute/@NameFormat`)),
  good('110', 'IssueInstant with milliseconds', set(`${RESPONSE}/@IssueInstant`, { sinceNow: 7 })),
  anomaly('111', 25, 'cancelled'),
  forged('112', 'a signed decoy first, the Assertion unsigned', 'decoyUnsigned'),
  forged('113', 'a signed decoy first, the Assertion’s signature invalid', 'decoyInvalid'),
  { ...forged('xsw1', 'wrapping: the signed Response inside its Signature', 'xsw1'), response: 'provider' },
  { ...forged('xsw2', 'wrapping: the signed Response before its Signature', 'xsw2'), response: 'provider' },
  forged('xsw3', 'wrapping: a false Assertion before the signed one', 'xsw3'),
  forged('xsw4', 'wrapping: a false Assertion around the signed one', 'xsw4'),
  forged('xsw5', 'wrapping: a false Assertion with the Signature of one that follows', 'xsw5'),
  forged('xsw6', 'wrapping: a false Assertion with the signed one in its Signature', 'xsw6'),
  forged('xsw7', 'wrapping: a false Assertion in Extensions', 'xsw7'),
  forged('xsw8', 'wrapping: the signed Assertion in an Object', 'xsw8'),
  forged('xslt', 'a stylesheet among the transforms', 'xslt'),
  anomaly('nr30', 30, 'identity of the wrong kind'),
  anomaly('nr12', 12, 'our request is wrong'),
]

/** The whole list, in its order. */
export const SPID_CASES: readonly SpidCase[] = [...THE_ENVELOPE, ...THE_ASSERTION, ...THE_REST]
