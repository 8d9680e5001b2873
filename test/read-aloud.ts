import { openPdf } from './render-pdf.js'

interface Node {
  role?: string
  alt?: string
  id?: string
  children?: Node[]
}

const CONTAINERS = ['Root', 'Document', 'Sect', 'L', 'LI']

/** What a screen reader says of a PDF, page after page, in its order: the role, and the words or what stands for them. */
export async function readAloud(pdf: Uint8Array): Promise<string[]> {
  const task = openPdf(pdf)
  try {
    const document = await task.promise
    const said: string[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent({ includeMarkedContent: true })
      const words = new Map<string, string>()
      let open: string[] = []
      for (const item of items) {
        if ('str' in item)
          for (const id of open) words.set(id, (words.get(id) ?? '') + item.str + (item.hasEOL ? ' ' : ''))
        else if (item.type === 'endMarkedContent') open = open.slice(0, -1)
        else open = [...open, item.id]
      }
      said.push(...linesOf(await page.getStructTree(), words))
    }
    return said
  } finally {
    await task.destroy()
  }
}

function linesOf(node: Node, words: Map<string, string>): string[] {
  if (node.role === undefined || CONTAINERS.includes(node.role))
    return (node.children ?? []).flatMap((child) => linesOf(child, words))
  return [`${node.role}: ${node.alt ?? plain(wordsOf(node, words))}`]
}

function wordsOf(node: Node, words: Map<string, string>): string {
  return node.id === undefined
    ? (node.children ?? []).map((child) => wordsOf(child, words)).join('')
    : (words.get(node.id) ?? '')
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The same of a sheet as a page: its headings, paragraphs, numbered steps and drawings with a name. */
export function readPage(html: string): string[] {
  const said: string[] = []
  let step = 0
  const parts = /<ol\b|<(h1|h2|p|li)\b[^>]*>([\s\S]*?)<\/\1>|aria-label="([^"]*)"/g
  for (const [whole, tag, inner = '', label] of html.matchAll(parts)) {
    if (label !== undefined) said.push(`Figure: ${unescaped(label)}`)
    else if (whole === '<ol') step = 0
    else if (tag === 'li') said.push(`Lbl: ${String(++step)}.`, `LBody: ${textOf(inner)}`)
    else said.push(`${(tag ?? '').toUpperCase()}: ${textOf(inner)}`)
  }
  return said
}

function textOf(html: string): string {
  return plain(unescaped(html.replace(/<[^>]*>/g, '')))
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_whole, name: string) => CHARACTERS[name] ?? '')
}

const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }
