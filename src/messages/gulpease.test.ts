import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gulpease, longestSentence } from './gulpease.js'

const SOURCES = fileURLToPath(new URL('..', import.meta.url))

/** Goals of what is read in a hurry, under stress or on a phone: block by block, not on the average. */
const KEY_TEXTS: Record<string, string[]> = {
  'verify.texts.it.ts': ['answers'],
  'holder.texts.it.ts': ['noJudgement'],
  'error.texts.it.ts': [''],
  'messages.texts.it.ts': [''],
  'approval-message.texts.it.ts': [''],
}

interface Sentences {
  path: string
  text: string
}

/** Stands for any value that a text is given: a word by itself, in each of its fields and from each of its methods. */
const WORD: object = new Proxy(() => WORD, {
  get: (_word, key) => (key === Symbol.toPrimitive ? () => 'parola' : WORD),
})

/** Every full sentence of a texts file, with the way to it. Texts with values are given plausible ones. */
function sentencesOf(value: unknown, path = ''): Sentences[] {
  if (typeof value === 'string')
    return /[.!?]$/.test(value) ? [{ path, text: value.replace(/\{\w+\}/g, 'parola') }] : []
  if (value === WORD) return []
  if (typeof value === 'function') {
    return sentencesOf((value as (...values: unknown[]) => unknown)(...Array<unknown>(6).fill(WORD)), path)
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    sentencesOf(inner, path === '' ? key : `${path}.${key}`),
  )
}

/** What is read in one go: the sentences of one answer, one error, one message. */
function blocksOf(sentences: Sentences[], key: string): Sentences[] {
  const depth = key === '' ? 1 : key.split('.').length + 1
  const blocks = new Map<string, string[]>()
  for (const { path, text } of sentences) {
    if (!path.startsWith(key)) continue
    const block = path.split('.').slice(0, depth).join('.')
    blocks.set(block, [...(blocks.get(block) ?? []), text])
  }
  return [...blocks].map(([path, texts]) => ({ path, text: texts.join(' ') }))
}

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.texts.it.ts'),
)
const texts = await Promise.all(
  files.map(async (name) => {
    const module = (await import(pathToFileURL(join(SOURCES, name)).href)) as Record<string, unknown>
    return { name, sentences: sentencesOf(Object.values(module)[0]) }
  }),
)

describe('the Italian of the interface', () => {
  it('is looked at in every file of texts', () => {
    assert.ok(files.length >= 4, `only ${String(files.length)} files of texts were found`)
  })

  for (const { name, sentences } of texts) {
    it(`${name} is easy enough for citizens: Gulpease 60 or more, no sentence above 20 words`, () => {
      const score = gulpease(sentences.map(({ text }) => text).join(' '))
      assert.ok(score === undefined || score >= 60, `${name}: ${String(score)}`)
      const long = sentences.filter(({ text }) => longestSentence(text) > 20)
      assert.deepEqual(long, [])
    })

    const keys = KEY_TEXTS[basename(name)]
    if (keys === undefined) continue
    it(`${name}: each block of key texts has Gulpease 80 or more`, () => {
      const low = keys
        .flatMap((key) => blocksOf(sentences, key))
        .filter(({ text }) => (gulpease(text) ?? 100) < 80)
      assert.deepEqual(low, [])
    })
  }

  it('is measured by the published formula', () => {
    // 2 sentences, 6 words, 23 letters: 89 + (600 - 230) / 6.
    assert.equal(gulpease('Il gatto dorme. Il cane no, corre!'), Math.min(100, 89 + (600 - 230) / 6))
    assert.equal(gulpease('Solo un titolo'), undefined)
  })
})
