/** A symbol for a terminal: two modules a character, dark on light, with its quiet zone. */
export function terminalQr(modules: readonly (readonly boolean[])[]): string {
  const side = modules.length + 8
  const dark = (x: number, y: number) => modules[y - 4]?.[x - 4] === true
  const lines: string[] = []
  for (let y = 0; y < side; y += 2) {
    let line = ''
    for (let x = 0; x < side; x++)
      line += dark(x, y) ? (dark(x, y + 1) ? ' ' : '▄') : dark(x, y + 1) ? '▀' : '█'
    lines.push(line)
  }
  return lines.join('\n')
}
