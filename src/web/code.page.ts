import { type Html, html, type HtmlValue } from './html.js'

/** The modules of a QR, dark where `true`, without the quiet zone. */
export type QrModules = readonly (readonly boolean[])[]

/** Four modules of white around a QR (ISO/IEC 18004 §9.1). */
const QUIET_ZONE = 4

/**
 * A QR as a drawing with sharp edges at every size: black on white whatever the colours of the page, and named for
 * readers who do not see it.
 */
export function qrBox({ modules, label }: { modules: QrModules; label: string }): Html {
  const size = modules.length + 2 * QUIET_ZONE
  return html`<div class="qr">
    <svg viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges">
      <path fill="#fff" d="M0 0h${size}v${size}H0z" />
      <path fill="#000" d="${outline(modules)}" />
    </svg>
  </div>`
}

/** One rectangle for each run of dark modules in a row: a third of the bytes of one for each module. */
function outline(modules: QrModules): string {
  let path = ''
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue
      const start = x
      while (row[x + 1] === true) x++
      const length = x + 1 - start
      path += `M${String(start + QUIET_ZONE)} ${String(y + QUIET_ZONE)}h${String(length)}v1h-${String(length)}z`
    }
  }
  return path
}

/** The verification code as text, in eight groups of four: for who types it, and for readers. */
export function verificationCode({ label, groups }: { label: HtmlValue; groups: readonly string[] }): Html {
  return html`<div class="code">
    <p class="note">${label}</p>
    <p class="mono code-groups">${groups.map((group) => html`<span>${group}</span> `)}</p>
  </div>`
}

/** The two words that must be the same on both sides. */
export function twoWords(words: readonly string[]): Html {
  return html`<p class="two-words" lang="it">${words.map((word) => html`<span>${word}</span> `)}</p>`
}
