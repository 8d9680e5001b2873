import { romeDay } from '../kernel/clock.js'
import { formatDay } from '../messages/format.js'
import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { acts, button, form, textLink } from '../web/actions.page.js'
import { facts, notice } from '../web/facts.page.js'
import { errorSummary, field, hiddenField } from '../web/fields.page.js'
import { html, type Html } from '../web/html.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { bullets, head, prose, section, telephoneLink, wrap } from '../web/text.page.js'
import { type Delegation } from './delegation.js'
import { delegatesEn } from './delegates.texts.en.js'
import { delegatesIt } from './delegates.texts.it.js'
import { type NameOutcome } from './name-delegate.js'
import { type Delegates } from './see-delegates.js'
import { type TypedDelegate, type WrongField } from './typed-delegate.js'

type Texts = SameShape<typeof delegatesIt>
const TEXTS: InEveryLocale<Texts> = { it: delegatesIt, en: delegatesEn }
const FORM = 'delegate'

export interface DelegatesView extends Delegates {
  typed?: TypedDelegate
  wrong?: WrongField[]
  refused?: Exclude<NameOutcome['kind'], 'named'>
  said?: 'named' | 'revoked' | undefined
}

/** Who may act for the holder: appointed, delegated now, delegated before; and the form to name somebody. */
export function delegatesPage({ locale, service }: PageContext, visitor: Visitor, view: DelegatesView): Page {
  const texts = TEXTS[locale]
  const { appointed, current, former, mayName, wrong = [], refused, said } = view
  const asks = mayName && current === undefined
  return {
    title: texts.title,
    visitor,
    wrong: wrong.length > 0 || refused !== undefined,
    ...(asks && { switchLanguageBy: { form: FORM } }),
    main: wrap(
      head({ title: texts.title, lead: texts.lead, back: { href: '/qr', text: texts.back } }),
      said && notice(texts[said]),
      refused && notice(texts.refused[refused]),
      errorSummary(
        texts.errors,
        wrong.map((name) => ({ field: name, message: texts.wrong[name] })),
      ),
      appointed.length > 0 &&
        section(
          { title: texts.appointed },
          bullets(
            ...appointed.map(
              ({ name, ground, until }) =>
                html`${texts.appointedAs(name, texts.grounds[ground])}
                ${until && texts.until(formatDay(locale, until))}`,
            ),
          ),
          html`<p>${texts.appointedWrong} ${telephoneLink(service.telephone)}.</p>`,
        ),
      current && section({ title: texts.current }, currentDelegate(locale, texts, visitor, current)),
      asks && section({ title: texts.name }, nameForm(texts, visitor, view)),
      !mayName && html`<p>${texts.refused.notAllowed}</p>`,
      former.length > 0 &&
        section({ title: texts.former }, bullets(...former.map((one) => formerOne(locale, texts, one)))),
    ),
  }
}

function currentDelegate(
  locale: Locale,
  texts: Texts,
  visitor: Visitor,
  { id, name, delegate, namedAt, until }: Delegation,
): Html {
  return html`${facts([
    {
      label: name,
      value: texts.since(formatDay(locale, romeDay(namedAt))),
      note: until === undefined ? texts.noEnd : texts.until(formatDay(locale, until)),
    },
    { label: texts.code, value: html`<span class="mono">${delegate}</span>` },
  ])}
  ${form(
    { action: '/delega/revoca', visitor },
    hiddenField('delega', id),
    html`<p>${texts.revokeWhat}</p>`,
    acts(button({ text: texts.revoke, kind: 'stop' })),
  )}`
}

function nameForm(texts: Texts, visitor: Visitor, { typed, wrong = [] }: DelegatesView): Html {
  const asked = (name: WrongField, more: { hint?: string; look?: 'cf'; maxLength: number }) =>
    field({
      name,
      label: texts[name],
      value: typed?.[name] ?? '',
      ...(wrong.includes(name) && { error: texts.wrong[name] }),
      ...more,
    })
  return html`${prose(texts.what, texts.whatNot, texts.one)}
  ${form(
    { action: '/delega', id: FORM, visitor },
    asked('nome', { maxLength: 100 }),
    asked('codiceFiscale', { hint: texts.codiceFiscaleHint, look: 'cf', maxLength: 40 }),
    asked('fino', { hint: texts.finoHint, maxLength: 20 }),
    acts(button({ text: texts.go })),
  )}`
}

function formerOne(locale: Locale, texts: Texts, { name, namedAt, until, revokedAt }: Delegation): string {
  const end = revokedAt === undefined ? until : romeDay(revokedAt)
  const from = formatDay(locale, romeDay(namedAt))
  return texts.formerWas(name, from, end === undefined ? '' : formatDay(locale, end))
}

/** Names are read again, and the code, before somebody may act. */
export function confirmDelegatePage(
  { locale }: PageContext,
  visitor: Visitor,
  { typed, delegate }: { typed: TypedDelegate; delegate: string },
): Page {
  const texts = TEXTS[locale]
  return {
    title: texts.confirm,
    visitor,
    switchLanguageBy: { form: FORM },
    main: wrap(
      head({ title: texts.confirm, lead: texts.confirmLead, focus: true }),
      html`<div class="measure">
        ${facts([
          { label: texts.nome, value: typed.nome },
          { label: texts.code, value: html`<span class="mono">${delegate}</span>` },
          { label: texts.fino, value: typed.fino === '' ? texts.noEnd : typed.fino },
        ])}
      </div>`,
      form(
        { action: '/delega/conferma', id: FORM, visitor },
        hiddenField('nome', typed.nome),
        hiddenField('codiceFiscale', typed.codiceFiscale),
        hiddenField('fino', typed.fino),
        acts(button({ text: texts.confirmGo }), textLink({ href: '/delega', text: texts.confirmNo })),
      ),
    ),
  }
}
