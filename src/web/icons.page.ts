import { type Html, html } from './html.js'

/** Small drawings beside words. They are never alone: the words say the same, so readers skip them. */
export type Icon = 'back' | 'card' | 'download' | 'mail' | 'person' | 'tick'

/** One drawing, as high as a line of text, in the colour of the text. */
export function icon(name: Icon): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${SHAPES[name]}
  </svg>`
}

const SHAPES: Record<Icon, Html> = {
  back: html`<path fill="none" stroke="currentColor" stroke-width="2.5" d="M15 5l-7 7 7 7" />`,
  card: html`<path
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    d="M2 5h20v14H2zM5.5 9h5v6h-5zM14 10h5M14 14h5"
  />`,
  download: html`<path
    fill="none"
    stroke="currentColor"
    stroke-width="2.5"
    d="M12 3v12M6.5 10l5.5 5.5L17.5 10M4 20.5h16"
  />`,
  mail: html`<path fill="none" stroke="currentColor" stroke-width="2.5" d="M3 5.5h18v13H3zM3 6.5l9 7 9-7" />`,
  person: html`<path
    fill="currentColor"
    d="M12 3a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM3.5 21c.6-5 4-7.5 8.5-7.5s7.900 2.5 8.5 7.5z"
  />`,
  tick: html`<circle cx="12" cy="12" r="12" fill="currentColor" /><path
      fill="none"
      stroke="#fff"
      stroke-width="3"
      d="M6 12.5l4.200 4.200 8-8.800"
    />`,
}
