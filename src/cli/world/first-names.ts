type Names = readonly [string, ...string[]]

/** First names, the most frequent first: of who was born before 1970, and since. */
export const FIRST_NAMES: Record<'F' | 'M', { old: Names; young: Names }> = {
  F: {
    old: names(
      'Maria, Anna, Giuseppina, Rosa, Angela, Giovanna, Teresa, Lucia, Carmela, Caterina, Francesca, Antonietta',
      'Carla, Elena, Concetta, Rita, Margherita, Franca, Paola, Laura, Maria Teresa, Anna Maria, Maria Grazia, Bruna',
      'Luisa, Santa, Assunta, Immacolata, Vincenza, Nunziata, Ida, Ines, Elda, Norma, Fernanda, Maria Addolorata',
      'Rosa Maria, Maria Pia, Cesarina, Ermelinda, Zaira, Argìa',
    ),
    young: names(
      'Giulia, Sara, Chiara, Francesca, Martina, Federica, Valentina, Alessandra, Elisa, Sofia, Aurora, Alice',
      'Silvia, Elena, Giorgia, Ilaria, Emma, Ginevra, Beatrice, Noemi, Gaia, Rebecca, Ludovica, Anna Chiara',
      'Maria Vittoria, Aïcha, Desirée, Zoë, Fatima, Nicoletta, Miriam, Irene, Camilla, Maria Sole, Ana María, Ilona',
    ),
  },
  M: {
    old: names(
      'Giuseppe, Antonio, Giovanni, Mario, Luigi, Francesco, Salvatore, Vincenzo, Pietro, Angelo, Carlo, Franco',
      'Domenico, Bruno, Paolo, Michele, Giorgio, Aldo, Sergio, Luciano, Raffaele, Pasquale, Gian Carlo, Pier Luigi',
      'Ugo, Osvaldo, Ermanno, Nicolò, Rocco, Gaetano, Umberto, Renzo, Gian Franco, Ivo, Amedeo, Giosuè',
      'Carlo Alberto, Pier Paolo, Arduino, Ciro, Zeno, Eliseo',
    ),
    young: names(
      'Andrea, Marco, Alessandro, Francesco, Luca, Matteo, Lorenzo, Davide, Leonardo, Simone, Mattia, Federico',
      'Stefano, Gabriele, Riccardo, Tommaso, Edoardo, Filippo, Niccolò, Nicola, Christian, Samuele, Diego, Emanuele',
      'Gian Luca, Noè, José, Pier Francesco, Mohamed, André, Jürgen, Ciro, Jacopo, Giona, Luca Maria, Ștefan',
    ),
  },
}

function names(...lines: string[]): Names {
  return lines.flatMap((line) => line.split(', ')) as [string, ...string[]]
}
