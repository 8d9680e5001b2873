import { type screenTextsIt } from './screen.texts.it.js'

export const screenTextsEn = {
  title: 'The QR on the screen',
  hint: 'Turn the brightness up. Show the health card too.',
  codeUse: (address: string) => `The QR cannot be read? Type the code at ${address}/v`,
  save: {
    title: 'Save the QR',
    what: 'The file holds the QR and nothing else.',
    png: 'Save as a picture (PNG)',
    svg: 'Save as a drawing (SVG)',
  },
  keep: {
    title: 'The QR without network',
    what: 'You can keep the QR on this telephone. It opens without network, and without logging in.',
    own: 'Do so only if the telephone is yours: whoever uses it can open the QR.',
    end: 'You can remove it here at any time. When you press “Log out”, it goes too.',
    go: 'Keep the QR on this telephone',
    kept: 'The QR is on this telephone.',
    open: 'Open the saved QR',
    remove: 'Remove the QR from the telephone',
    other: 'Another QR is on this telephone.',
    instead: 'Keep this one in its place',
    removed: 'The QR is no longer on this telephone.',
    failed: 'That did not work. Try again when there is a network.',
  },
  copy: {
    title: 'The saved QR',
    savedOn: (day: string) => `Copy of ${day}. The answer is always today’s.`,
    replaced: 'Have you replaced or revoked the QR? Then this copy no longer works.',
    mine: 'Go to my pages',
    help: 'Do you need help?',
  },
} satisfies typeof screenTextsIt
