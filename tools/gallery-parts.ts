import { actionList, actionRows, acts, iconLink, linkButton, textLink } from '../src/web/actions.page.js'
import { answerPreview } from '../src/web/answer.page.js'
import { choices, confirmation } from '../src/web/choices.page.js'
import { twoWords, verificationCode } from '../src/web/code.page.js'
import { facts, judgement, log, more, notice, referenceBox, tag } from '../src/web/facts.page.js'
import { errorSummary, field } from '../src/web/fields.page.js'
import { html } from '../src/web/html.js'
import { type Page } from '../src/web/page-context.js'
import { beside, bullets, columns, head, note, prose, section, steps, wrap } from '../src/web/text.page.js'

/** Each part once, with words of its own: what a page can be made of. */
export function partsPage(): Page {
  return {
    title: 'Le parti',
    visitor: { name: 'Elvira Tassoni', csrf: 'a' },
    holderSection: 'qr',
    main: wrap(
      head({
        title: 'Le parti',
        lead: 'Ogni pagina è fatta solo di questi pezzi.',
        step: 'Passo 2 di 4',
        back: { href: '/', text: 'Indietro' },
      }),
      section(
        { title: 'Testo', ruled: true },
        prose(
          html`Testo: 18 px, righe da 45 a 75 caratteri, mai giustificato. Un <a href="/">collegamento</a> è
            sempre sottolineato.`,
        ),
        note('Nota: 16 px, mai più piccola.'),
        columns(2, bullets('Uno', 'Due'), steps('Entra con SPID.', 'Leggi la nota.')),
      ),
      section(
        { title: 'Bottoni', ruled: true },
        acts(
          linkButton({ text: 'Verifica', href: '/' }),
          linkButton({ text: 'Sostituisci il QR', href: '/', kind: 'other' }),
          linkButton({ text: 'Revoca il QR', href: '/', kind: 'stop' }),
          textLink({ text: 'Nuova verifica', href: '/' }),
        ),
        actionList(
          iconLink({ icon: 'download', text: 'Scarica il foglio (PDF)', href: '/' }),
          iconLink({ icon: 'mail', text: 'Invia a e•••••@example.org', href: '/' }),
        ),
        actionRows({
          text: 'Revoca il QR: nessuno può più usarlo.',
          action: linkButton({ text: 'Revoca il QR', href: '/', kind: 'stop' }),
        }),
      ),
      section(
        { title: 'Campi', ruled: true },
        errorSummary('Controlla il codice fiscale', [
          { field: 'wrong', message: 'C’è un errore. Ricopia il codice dalla tessera.' },
        ]),
        html`<div>
          ${field({ name: 'right', label: 'Codice fiscale della persona', hint: 'Ha 16 caratteri.', look: 'cf', value: 'TSSLVR61B54A944Q' })}
          ${field({ name: 'wrong', label: 'Codice fiscale della persona', hint: 'Ha 16 caratteri.', error: 'C’è un errore. Ricopia il codice dalla tessera.', look: 'cf', value: 'TSSLVR61B54A944R' })}
          ${field({ name: 'token', label: 'Codice di verifica', hint: 'Sono 32 lettere e numeri.', look: 'token', value: 'GRNK 6KPX HAS7 66WX\n49XK QZGV PFYP BJWM' })}
          ${field({ name: 'code', label: 'Codice usa e getta', hint: 'Sei cifre.', look: 'code', value: '4802' })}
          ${field({ name: 'text', label: 'Per quale motivo?', error: 'Scrivi il motivo.' })}
        </div>`,
      ),
      section(
        { title: 'Scelte', ruled: true },
        choices({
          name: 'purpose',
          legend: 'Per quale motivo chiedi i dati?',
          chosen: 'sosta',
          options: [
            { value: 'sosta', label: 'Contrassegno per la sosta', hint: 'Art. 381 D.P.R. 495/1992' },
            { value: 'altro', label: 'Un altro motivo' },
          ],
        }),
        confirmation({ name: 'read', label: 'Ho letto la nota', checked: true }),
        confirmation({ name: 'unread', label: 'Ho letto la nota', error: 'Leggi la nota.' }),
      ),
      section(
        { title: 'Fatti', ruled: true },
        beside({
          main: judgement(
            { title: 'Invalidità civile', words: 'Capacità di lavoro ridotta dal 74 al 99%', percentage: 80 },
            facts([
              { label: 'Nome di legge', value: 'Invalido', note: 'Artt. 2 e 13 L. 118/1971' },
              { label: 'Vale dal', value: '1° marzo 2021' },
            ]),
            notice(
              html`<p><strong>La data di revisione è passata, ma il giudizio vale ancora.</strong></p>`,
              'rights',
            ),
          ),
          side: html`${referenceBox({ title: 'Nel fascicolo scrivi', reference: 'AT-26-7K4Q-91MD', note: 'Questo numero, non i dati.' })}
          ${facts([{ label: 'Mostrato a', value: 'Dario Montali, Comune di Vallechiara' }], { narrow: true })}`,
        }),
        notice(html`<p>Un avviso qualunque.</p>`),
        html`<p>${tag('Dati visti', { deep: true })} ${tag('Controllo del QR')}</p>`,
        more(
          { question: 'Il codice non arriva', answer: html`<p>Aspetta un minuto, poi mandane un altro.</p>` },
          { question: 'La persona dice no', answer: html`<p>Non deve dire perché.</p>` },
        ),
        log([
          {
            when: ['23 novembre,', 'ore 10:38'],
            tag: tag('Dati visti', { deep: true }),
            title: 'Comune di Vallechiara',
            text: 'Dario Montali. Motivo: sosta.',
            note: 'Ha visto giudizio e date.',
            action: textLink({ text: 'Segnala', href: '/' }),
          },
          {
            when: ['22 novembre,', 'ore 17–18'],
            tag: tag('Controllo del QR'),
            title: 'Risposta: riconosciuta',
          },
        ]),
      ),
      section(
        { title: 'Codici', ruled: true },
        verificationCode({
          label: 'Codice di verifica',
          groups: ['GRNK', '6KPX', 'HAS7', '66WX', '49XK', 'QZGV', 'PFYP', 'BJWM'],
        }),
        twoWords(['stella', 'ponte']),
      ),
      section(
        { title: 'Le quattro risposte', ruled: true },
        columns(
          2,
          answerPreview({
            kind: 'recognised',
            title: 'Riconosciuta',
            sentence: 'Oggi qui risulta:',
            categories: ['Invalidità civile', 'Indennità di accompagnamento'],
          }),
          answerPreview({
            kind: 'notRecognised',
            title: 'In questo archivio non risulta',
            sentence: html`<strong>Non è un no.</strong> Contano anche le sentenze.`,
          }),
          answerPreview({
            kind: 'notVerifiable',
            title: 'Non verificabile qui',
            sentence: 'I dati possono stare in un altro archivio.',
          }),
          answerPreview({
            kind: 'notValid',
            title: 'Non valido',
            sentence: 'I due codici non vanno insieme, o il QR non vale più.',
          }),
        ),
      ),
    ),
  }
}
