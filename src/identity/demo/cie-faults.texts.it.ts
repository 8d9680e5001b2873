export const it = {
  question: 'Prova una risposta guasta',
  faults: {
    expired: 'È scaduta',
    signature: 'La firma è falsa',
    audience: 'È per un altro servizio',
    level: 'Il livello è troppo basso',
    rubbish: 'Non si legge',
  },
}
