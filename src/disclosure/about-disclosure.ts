import { type AuditEvent, type AuditKind } from '../audit/audit-event.js'
import { type AskedFor, type Disclosure } from './disclosure.js'
import { type Operator } from './disclosure-ports.js'

/** How the body is called wherever Italian is written for the record; never vouched for where it is not enrolled. */
export function bodyInWords(askedFor: AskedFor): string {
  return askedFor.kind === 'enrolled' ? askedFor.body.name : `ente non verificato («${askedFor.body}»)`
}

/** An event of the audit about a request, with what the holder will read about it. */
export function aboutDisclosure(
  kind: AuditKind,
  { id, reference, holder, attestation, asking }: Disclosure,
  operator?: Operator,
): AuditEvent {
  const { operator: name, for: askedFor } = asking
  const enrolled = askedFor.kind === 'enrolled'
  return {
    kind,
    person: holder,
    attestation,
    disclosure: id,
    ...(enrolled ? { organisation: askedFor.body.id, purpose: askedFor.purpose.id } : {}),
    ...(operator ? { method: operator.person.method, level: operator.person.level } : {}),
    detail: {
      operator: name,
      body: bodyInWords(askedFor),
      purpose: enrolled ? askedFor.purpose.label.it : askedFor.purpose,
      // As it was said then in the other language, too: the holder may read their list in it, when labels have changed.
      ...(enrolled
        ? { purposeEn: askedFor.purpose.label.en }
        : { bodyEn: `unverified body (“${askedFor.body}”)` }),
      reference,
    },
  }
}
