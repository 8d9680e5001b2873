export const sendSheetIt = {
  send: 'Invia il foglio per e-mail',
  to: (address: string) => `All’indirizzo che abbiamo: ${address}. Qui non puoi scriverne un altro.`,
  leaving: 'Il foglio sta per partire. Può volerci qualche minuto.',
  left: (day: string, time: string) => `Lo hai chiesto il ${day} alle ${time}. Il foglio è partito.`,
  refused: (telephone: string) =>
    `L’indirizzo e-mail non accetta la posta. Per cambiarlo chiama ${telephone}.`,
  lost: 'Il foglio non è partito. Puoi chiederlo di nuovo, o scaricarlo.',
  demo: 'Apri la posta della dimostrazione',
  tooManyTitle: 'Per oggi basta',
  tooMany: (most: number) => `Puoi chiedere il foglio per e-mail ${String(most)} volte al giorno.`,
  tooManyUntil: (day: string, time: string) => `Puoi chiederlo di nuovo il ${day} dopo le ${time}.`,
  download: 'Scarica il foglio (PDF)',
}
