export const it = {
  question: 'Prova una risposta guasta',
  label: 'Risposta',
  hint: 'Sono le prove della federazione, con il loro numero. OK: si entra. KO: no.',
}
