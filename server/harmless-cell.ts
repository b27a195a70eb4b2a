/**
 * A text cell that a spreadsheet would run as a formula, disarmed by the apostrophe that spreadsheets take as the mark
 * of a text (EX3). Numbers stay as they are: a negative difference is no formula.
 */
export const harmlessCell = <Cell extends string | number | null>(cell: Cell): Cell | string =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
