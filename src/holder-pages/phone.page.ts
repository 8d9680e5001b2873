import { acts, button, form, linkButton } from '../web/actions.page.js'
import { errorSummary, field, hiddenField } from '../web/fields.page.js'
import { type Page, type PageContext, type Visitor } from '../web/page-context.js'
import { head, wrap } from '../web/text.page.js'
import { holderTexts } from './holder-texts.page.js'

/** The number that one-time codes should go to from now on; `from` is the page that it is changed from. */
export function phonePage(
  { locale }: PageContext,
  visitor: Visitor,
  { typed, error, from }: { typed: string; error?: string; from: string },
): Page {
  const { phone, back } = holderTexts(locale)
  return {
    title: phone.title,
    wrong: error !== undefined,
    visitor,
    switchLanguageBy: { form: 'phone' },
    main: wrap(
      errorSummary(phone.title, error === undefined ? [] : [{ field: 'cellulare', message: error }]),
      head({ title: phone.title, back: { href: from, text: back } }),
      form(
        { action: '/qr/telefono', id: 'phone', visitor },
        field({
          name: 'cellulare',
          label: phone.label,
          hint: phone.hint,
          value: typed,
          error,
          inputmode: 'tel',
          autocomplete: 'tel',
          maxLength: 30,
        }),
        acts(button({ text: phone.go })),
      ),
    ),
  }
}

/** The code that was sent to the new number. */
export function phoneCodePage(
  { locale }: PageContext,
  visitor: Visitor,
  { lastThree, error, over = false }: { lastThree: string; error?: string; over?: boolean },
): Page {
  const { phone, back } = holderTexts(locale)
  return {
    title: phone.codeTitle,
    wrong: error !== undefined,
    visitor,
    main: wrap(
      errorSummary(phone.codeTitle, error === undefined ? [] : [{ field: 'codice', message: error }]),
      head({ title: phone.codeTitle, back: { href: '/qr/telefono', text: back } }),
      over
        ? acts(linkButton({ href: '/qr/telefono', text: phone.again }))
        : form(
            { action: '/qr/telefono/codice', visitor },
            hiddenField('finisce', lastThree),
            field({
              name: 'codice',
              label: phone.codeLabel,
              hint: phone.codeHint(lastThree),
              error,
              look: 'code',
              maxLength: 20,
            }),
            acts(button({ text: phone.confirm })),
          ),
    ),
  }
}

/** The number is held from now on; for three days it gets no codes. */
export function phoneDonePage({ locale }: PageContext, visitor: Visitor, { to }: { to: string }): Page {
  const { phone, next } = holderTexts(locale)
  return {
    title: phone.title,
    visitor,
    main: wrap(
      head({ title: phone.title, lead: phone.done, focus: true }),
      acts(linkButton({ href: to, text: next })),
    ),
  }
}
