export const it = {
  choose: {
    title: 'Scegli il tuo fornitore SPID',
    lead: 'È chi ti ha dato SPID. L’ordine cambia ogni volta.',
    back: 'Indietro',
    legend: 'Fornitori SPID',
    eidas: 'Entra con l’identità di un altro Stato europeo (eIDAS)',
    none: 'Ora SPID non risponde. Riprova fra poco o scegli un altro modo.',
    other: 'Scegli un altro modo',
  },
  leave: {
    title: 'Ti mandiamo dal tuo fornitore',
    lead: 'Se non parte da solo, premi «Continua».',
    go: 'Continua',
  },
  comeBack: {
    title: 'Torniamo al servizio',
    lead: 'Se non parte da solo, premi «Continua».',
    go: 'Continua',
  },
}
