import { formatDay, formatTime } from '../messages/format.js'
import { type InEveryLocale, type SameShape } from '../messages/locale.js'
import { romeDay } from '../kernel/clock.js'
import { acts, button, form, linkButton, textLink } from '../web/actions.page.js'
import { notice } from '../web/facts.page.js'
import { errorSummary, fileField } from '../web/fields.page.js'
import { html, type Html, type HtmlValue } from '../web/html.js'
import { type Page, type PageContext } from '../web/page-context.js'
import { columns, head, note, wrap } from '../web/text.page.js'
import { en } from './check-pdf.texts.en.js'
import { it } from './check-pdf.texts.it.js'
import { type SealVerdict } from './verify-document.js'

const TEXTS: InEveryLocale<SameShape<typeof it>> = { it, en }

interface SealFacts {
  isDemo: boolean
}

/** One question: which file. */
export function checkPdfPage(
  { locale }: PageContext,
  { isDemo, wrong }: SealFacts & { wrong?: 'missing' | 'several' },
): Page {
  const texts = TEXTS[locale]
  const message = wrong && texts.file[wrong]
  return {
    title: texts.title,
    wrong: wrong !== undefined,
    main: wrap(
      message !== undefined &&
        errorSummary(wrong === 'several' ? texts.severalErrors : texts.errors, [{ field: 'pdf', message }]),
      head({ title: texts.title, lead: texts.lead }),
      form(
        { action: '/controlla-pdf', upload: true },
        fileField({
          name: 'pdf',
          label: texts.file.label,
          hint: texts.file.hint,
          error: message ?? false,
          accept: 'application/pdf,.pdf',
        }),
        acts(button({ text: texts.go })),
      ),
      note(texts.kept),
      notice(html`<p>${texts.live}</p>`),
      about(texts, isDemo),
    ),
  }
}

/** What the file is, what to do, and what that does not say. It looks like no answer about a person: it is none. */
export function verdictPage({ locale }: PageContext, verdict: SealVerdict, { isDemo }: SealFacts): Page {
  const texts = TEXTS[locale]
  const { title, what, next } = texts.verdicts[verdict.kind]
  return {
    title,
    main: wrap(
      head({ title, lead: what, focus: true }),
      'sealedAt' in verdict &&
        note(
          texts.sealed(formatDay(locale, romeDay(verdict.sealedAt)), formatTime(locale, verdict.sealedAt)),
        ),
      columns(2, part(texts.nextTitle, next), part(texts.limitsTitle, texts.live)),
      acts(
        linkButton({ href: '/controlla-pdf', text: texts.again }),
        textLink({ href: locale === 'it' ? '/v' : '/v?in=en', text: texts.verify }),
      ),
      about(texts, isDemo),
    ),
  }
}

function about(texts: SameShape<typeof it>, isDemo: boolean): HtmlValue {
  return html`${isDemo && notice(html`<p>${texts.demo}</p>`)}
  ${textLink({ href: '/sigillo.pem', text: texts.certificate })}`
}

function part(title: string, text: string): Html {
  return html`<h2 class="h-small">${title}</h2>
    <p>${text}</p>`
}
