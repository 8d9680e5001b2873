import { type Attestation } from '../attestation/attestation.js'
import { groupToken } from '../attestation/token.js'
import { type Instant, later, HOUR } from '../kernel/instant.js'
import { type LegalDay } from '../kernel/legal-day.js'
import { formatDate, formatDay, formatTime } from '../messages/format.js'
import { type Locale } from '../messages/locale.js'
import {
  actionList,
  actionRows,
  acts,
  button,
  form,
  iconLink,
  linkButton,
  textLink,
} from '../web/actions.page.js'
import { type QrModules, qrBox, verificationCode } from '../web/code.page.js'
import { notice } from '../web/facts.page.js'
import { html, type Html } from '../web/html.js'
import { hiddenField } from '../web/fields.page.js'
import { type Page, type PageContext, type Visitor, wordsFor } from '../web/page-context.js'
import { beside, head, note, section, telephoneLink, wrap } from '../web/text.page.js'
import { holderTexts } from './holder-texts.page.js'
import { sheetsTexts } from './sheets.page.js'

export interface MyQrView {
  attestation: Attestation
  modules: QrModules
  preview: Html
  lastScan: Instant | undefined
  /** Somebody asks for the degree right now. */
  waiting: boolean
  /** The way to have the sheet sent by e-mail, where there is one. */
  sending?: Html | undefined
  /** What the reader may do here; everything where it is their own QR. */
  may?: { [Power in 'choose' | 'revoke' | 'delegate']: boolean }
  /** The reader's own 18th birthday, where it is near. */
  comesOfAge?: LegalDay | undefined
  /** Said once, after a change. */
  said?: 'replaced'
}

/** The same QR again: since when, the last check, what it answers today; and the ways to end it. */
export function myQrPage({ locale, service }: PageContext, visitor: Visitor, view: MyQrView): Page {
  const texts = holderTexts(locale)
  const qr = wordsFor(texts.qr, visitor)
  const { may = { choose: true, revoke: true, delegate: true } } = view
  const last =
    view.lastScan === undefined
      ? qr.noCheck
      : qr.lastCheck(formatDate(locale, view.lastScan), hourOf(locale, view.lastScan))
  return {
    title: qr.title,
    visitor,
    holderSection: 'qr',
    ...(view.said === 'replaced' ? { scripts: ['kept-qr.js'] } : {}),
    main: wrap(
      view.said === 'replaced' && FORGET_KEPT,
      head({ title: qr.title, lead: `${qr.since(formatDate(locale, view.attestation.issuedAt))} ${last}` }),
      view.said && notice(texts.replaceAsk.done),
      view.comesOfAge && notice(qr.comesOfAge(formatDay(locale, view.comesOfAge))),
      view.waiting &&
        notice(
          html`<p><strong>${qr.waiting}.</strong></p>
            ${textLink({ href: '/richiesta', text: qr.waitingGo })}`,
        ),
      beside({
        wide: 'side',
        main: qrWithCode(locale, view),
        side: html`<h2>${qr.today}</h2>
          ${view.preview}
          <p class="note">
            ${qr.noTrace} ${may.choose && html`<a href="/qr/mostra">${texts.choice.change}</a>`}
          </p>
          ${acts(linkButton({ href: '/qr/schermo', text: texts.done.show }))}
          ${actionList(
            iconLink({ href: '/qr/foglio.pdf', text: texts.done.download, icon: 'download' }),
            iconLink({ href: '/qr/fogli', text: sheetsTexts(locale).others, icon: 'card' }),
          )}
          ${view.sending}`,
      }),
      section(
        { title: qr.lost },
        actionRows(
          {
            text: qr.replaceWhat,
            action: linkButton({ href: '/qr/sostituisci', text: qr.replace, kind: 'other' }),
          },
          ...(may.revoke
            ? [
                {
                  text: qr.revokeWhat,
                  action: linkButton({ href: '/qr/revoca', text: qr.revoke, kind: 'stop' }),
                },
              ]
            : []),
        ),
      ),
      may.delegate && section({ title: qr.whoActs }, textLink({ href: '/delega', text: qr.whoActsGo })),
      note(html`${qr.wrong} ${telephoneLink(service.telephone)}`),
      textLink({ href: '/accessi', text: qr.sessions }),
    ),
  }
}

function qrWithCode(
  locale: Locale,
  { attestation, modules }: Pick<MyQrView, 'attestation' | 'modules'>,
): Html {
  const { qr } = holderTexts(locale)
  return html`${qrBox({ modules, label: qr.alt })}${verificationCode({ label: qr.code, groups: groupToken(attestation.token) })}`
}

/** What cannot be undone is asked once more, on a page of its own. */
export function confirmEndPage(
  { locale }: PageContext,
  visitor: Visitor,
  { end, attestation }: { end: 'replace' | 'revoke'; attestation: Attestation },
): Page {
  const texts = holderTexts(locale)
  const asked = end === 'replace' ? texts.replaceAsk : texts.revokeAsk
  const action = end === 'replace' ? '/qr/sostituisci' : '/qr/revoca'
  return {
    title: asked.title,
    visitor,
    holderSection: 'qr',
    main: wrap(
      head({ title: asked.title, lead: asked.text, back: { href: '/qr', text: texts.back } }),
      form(
        { action, visitor },
        hiddenField('seen', attestation.id),
        acts(
          button({ text: asked.go, kind: end === 'replace' ? 'main' : 'stop' }),
          textLink({ href: '/qr', text: asked.no }),
        ),
      ),
    ),
  }
}

/** A copy kept on this device would show a QR that is valid no more: its script takes it away. */
const FORGET_KEPT = html`<span data-forget-qr hidden></span>`

/** The QR is revoked. */
export function revokedPage({ locale }: PageContext, visitor: Visitor): Page {
  const { revokeAsk } = holderTexts(locale)
  return {
    title: revokeAsk.done,
    visitor,
    scripts: ['kept-qr.js'],
    main: wrap(
      FORGET_KEPT,
      head({ title: revokeAsk.done, focus: true }),
      acts(linkButton({ href: '/qr', text: revokeAsk.doneAgain, kind: 'other' })),
    ),
  }
}

/** `17–18`: the hour is all that is kept. */
export function hourOf(locale: Locale, hour: Instant): string {
  const short = (instant: Instant) => String(Number(formatTime(locale, instant).slice(0, 2)))
  return `${short(hour)}–${short(later(hour, HOUR))}`
}
