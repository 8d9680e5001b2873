import { type InEveryLocale, type Locale, type SameShape } from '../messages/locale.js'
import { formatDay } from '../messages/format.js'
import { csrfField } from './fields.page.js'
import { type Html, html, type HtmlValue } from './html.js'
import { layoutTextsEn } from './layout.texts.en.js'
import { layoutTextsIt } from './layout.texts.it.js'
import { type HolderSection, type Page, type PageContext, type Visitor, wordsFor } from './page-context.js'
import { fill, telephoneLink } from './text.page.js'

type Texts = SameShape<typeof layoutTextsIt>
const TEXTS: InEveryLocale<Texts> = { it: layoutTextsIt, en: layoutTextsEn }
const OTHER: Record<Locale, Locale> = { it: 'en', en: 'it' }

/** The whole document around a page: the same header, help and footer everywhere (WCAG 2.2 §3.2.6). */
export function layout(context: PageContext, page: Page): Html {
  const texts = wordsFor(TEXTS[context.locale], page.visitor)
  const { asset } = context
  return html`<!doctype html>
    <html lang="${context.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#002B55" />
        <meta name="format-detection" content="telephone=no" />
        <title>${page.wrong === true && texts.wrong}${page.title} – ${texts.service}</title>
        <link rel="preload" as="font" type="font/woff2" href="${asset('titillium-400.woff2')}" crossorigin />
        <link rel="preload" as="font" type="font/woff2" href="${asset('titillium-600.woff2')}" crossorigin />
        <link rel="stylesheet" href="${asset('app.css')}" />
        <link rel="icon" type="image/svg+xml" href="${asset('icon.svg')}" />
        ${['page.js', ...(page.scripts ?? [])].map((name) => html`<script src="${asset(name)}" defer></script>`)}
      </head>
      <body ${page.frame && html` class="frame-${page.frame}"`}>
        ${framed(context, page, texts)}
      </body>
    </html>`
}

function framed(context: PageContext, page: Page, texts: Texts): HtmlValue {
  const main = html`<main
      id="contenuto"
      tabindex="-1"
      ${page.notPrintable === true && html` class="not-printable"`}
    >
      ${page.main}
    </main>
    ${page.notPrintable === true && html`<p class="wrap printed-instead">${texts.notPrinted}</p>`}`
  if (page.frame === 'none') return main
  const header = html`${top(context, page, texts)} ${page.visitor && forWhom(context, page.visitor, texts)}
  ${page.holderSection !== undefined && ownPages(page.holderSection, page.visitor, texts)}`
  if (page.frame === 'below') return [main, header, foot(context, texts)]
  const skip = html`<div class="skiplinks">
    <a class="visually-hidden-focusable" href="#contenuto">${texts.skip}</a>
  </div>`
  return [skip, header, main, foot(context, texts)]
}

function top(context: PageContext, page: Page, texts: Texts): Html {
  return html`<header class="top">
    <div class="wrap">
      <a class="brand" href="/">${SIGN}<span>${texts.service}</span> <small>${texts.line}</small></a>
      ${page.visitor && html`<p class="who">${page.visitor.name}</p>`}
      <nav aria-label="${texts.languageAndLogin}">
        ${language(context, page, texts)}${access(context, page, texts)}
      </nav>
    </div>
  </header>`
}

/** Who acts, for whom and on what ground: on every page of such a session (docs/decisions/0029). */
function forWhom(
  context: PageContext,
  { name, actingFor, mayChoose = false }: Visitor,
  texts: Texts,
): HtmlValue {
  if (actingFor === undefined && !mayChoose) return undefined
  const says =
    actingFor === undefined
      ? texts.forYourself
      : html`<strong>${texts.actingFor(actingFor.name, texts.grounds[actingFor.ground])}</strong>
          ${texts.about(actingFor.name)} ${endOf(context, actingFor, texts)}`
  return html`<section class="acting" aria-label="${texts.forWhom}">
    <div class="wrap">
      <p><span class="actor">${texts.youAre(name)}</span> ${says}</p>
      <a href="/per-chi">${texts.choose}</a>
    </div>
  </section>`
}

function endOf(
  { locale }: PageContext,
  { ground, endsOn }: NonNullable<Visitor['actingFor']>,
  texts: Texts,
): HtmlValue {
  if (endsOn === undefined) return undefined
  const day = formatDay(locale, endsOn)
  return ground === 'parent' ? texts.comesOfAge(day) : texts.lastDay(day)
}

/** A page that is a form keeps what was typed: its language button submits it (decision 12, D5). */
function language({ locale }: PageContext, { switchLanguageBy = 'link' }: Page, texts: Texts): Html {
  const other = OTHER[locale]
  // Only the query: an address built from the path that was asked could lead to another host (`//host`).
  if (switchLanguageBy === 'link' || 'query' in switchLanguageBy) {
    const kept = switchLanguageBy === 'link' ? '' : `${switchLanguageBy.query}&`
    return html`<a href="?${kept}lingua=${other}" lang="${other}" hreflang="${other}"
      >${texts.otherLanguage}</a
    >`
  }
  const { form } = switchLanguageBy
  // Enter in a field presses the first button that belongs to the form, in the order of the document: without the
  // hidden one that would be the language button (HTML Standard §4.10.21.2, implicit submission).
  return html`<button class="visually-hidden" form="${form}" tabindex="-1" aria-hidden="true"></button>
    <button form="${form}" name="lingua" value="${other}" lang="${other}" formnovalidate>
      ${texts.otherLanguage}
    </button>`
}

function access({ path }: PageContext, { visitor }: Page, texts: Texts): HtmlValue {
  if (visitor) {
    return html`<form method="post" action="/esci">
      ${csrfField(visitor)}<button>${texts.logout}</button>
    </form>`
  }
  return path !== '/accedi' && html`<a href="/accedi">${texts.login}</a>`
}

const SECTION_PATHS: Record<HolderSection, string> = {
  qr: '/qr',
  checks: '/controlli',
  judgement: '/giudizio',
}

function ownPages(current: HolderSection, visitor: Visitor | undefined, texts: Texts): Html {
  const sections: HolderSection[] =
    visitor?.actingFor?.qrOnly === true ? ['qr'] : ['qr', 'checks', 'judgement']
  return html`<nav class="mine" aria-label="${texts.ownPages}">
    <div class="wrap">
      ${sections.map(
        (section) =>
          html`<a href="${SECTION_PATHS[section]}" ${section === current && html` aria-current="page"`}
            >${texts[section]}</a
          > `,
      )}
    </div>
  </nav>`
}

function foot({ service }: PageContext, texts: Texts): Html {
  return html`<footer class="foot">
    <div class="wrap">
      <p class="help">
        <strong>${texts.help}</strong>
        <span>${fill(texts.call, { telefono: telephoneLink(service.telephone) })}</span>
        <a href="/aiuto">${texts.otherHelp}</a>
      </p>
      <nav aria-label="${texts.footer}">
        <ul>
          <li><a href="/privacy">${texts.privacy}</a></li>
          <li><a href="/note-legali">${texts.legalNotes}</a></li>
          <li><a href="/accessibilita">${texts.accessibility}</a></li>
          <li><a href="/registriamo">${texts.recorded}</a></li>
          <li><a href="/controlla-pdf">${texts.checkPdf}</a></li>
        </ul>
      </nav>
      <p class="own">${texts.own(service.institution)}</p>
      ${service.demo && html`<p class="own">${texts.demo}</p>`}
    </div>
  </footer>`
}

const SIGN = html`<svg
  viewBox="0 0 32 32"
  aria-hidden="true"
  focusable="false"
  fill="none"
  stroke="currentColor"
>
  <path stroke-width="4" d="M30 17v13H2V2h17" />
  <path stroke-width="4.5" d="M9 14.5l6.5 6.5L30 5.5" />
</svg>`
