import { type LegalDay } from '../kernel/legal-day.js'
import { type Locale } from '../messages/locale.js'
import { type Html } from './html.js'

/** What every page knows about the service and about the request. */
export interface PageContext {
  locale: Locale
  /** The path asked, without query: the language link comes back to it. */
  path: string
  service: ServiceFacts
  /** The address of an asset by its name (`app.css`). */
  asset: (name: string) => string
}

/** Facts about the running service, from its configuration. */
export interface ServiceFacts {
  /** `https://HOST`, without a final slash. */
  baseUrl: string
  /** The institution that runs it, and how to reach its data-protection contact. */
  institution: string
  contact: string
  /** The help line, as it is written for people (`800 000 123`). */
  telephone: string
  /** Demo parts are on: every page says so. */
  demo: boolean
}

/** Who is logged in, as far as a page needs it. */
export interface Visitor {
  name: string
  csrf: string
  /** Whether they may act for others, and so were asked for whom they are here. */
  mayChoose?: boolean
  /** For whom they act: every page says so. */
  actingFor?: {
    name: string
    ground: 'tutor' | 'parent' | 'supportAdministrator' | 'curator' | 'delegate'
    /** They may not see what is recorded about that person: the checks and the judgement. */
    qrOnly?: boolean
    /** They are appointed for the approval alone: not even the QR is theirs to see. */
    approvalOnly?: boolean
    /** The last day, where it is near. */
    endsOn?: LegalDay
  }
}

/**
 * The words of a page for who reads it. `impersonal` stands in a page's texts beside "my QR" and the like: who acts for
 * another reads those instead, since nothing there is their own (docs/decisions/0037).
 */
export function wordsFor<Texts extends { impersonal: object }>(
  texts: Texts,
  visitor: Visitor | undefined,
): Texts {
  return visitor?.actingFor === undefined ? texts : { ...texts, ...texts.impersonal }
}

/** The holder's own row of links, under the header. */
export type HolderSection = 'qr' | 'checks' | 'judgement'

export interface Page {
  /** Without the service's name, which the layout adds. */
  title: string
  /** A form came back with something wrong: the title says so first, before the page is read. */
  wrong?: boolean
  /** What stands inside `<main>`. */
  main: Html
  visitor?: Visitor
  holderSection?: HolderSection
  /**
   * How the language is switched: by a link to the same path, or by a button that submits the form with this id and
   * carries its fields (name `lingua`), so that nothing typed is lost (decision 12, D5). `query` is what the link keeps
   * of the address (`edizione=grande`).
   */
  switchLanguageBy?: 'link' | { form: string } | { query: string }
  /** Scripts of ours, by name (`verify.js`); every page works without them. */
  scripts?: string[]
  /**
   * Where the header stands, if not above: `below` what fills the screen; `notPrinted`, with the footer, around what is
   * itself a sheet of paper; `none` on a page that is kept without network, where no link leads anywhere.
   */
  frame?: 'below' | 'notPrinted' | 'none'
  /** What it shows must not be kept: on paper there is one sentence instead. */
  notPrintable?: boolean
}
