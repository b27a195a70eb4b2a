/** Hands the person a file made here. */
export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/**
 * CSV that Excel in Indonesia opens well (UTF-8 mark, semicolons, CRLF) and that cannot run as a formula: a cell that
 * starts like one gets an apostrophe.
 */
export function csv(head: string[], rows: (string | number | null)[][]): string {
  const cell = (value: string | number | null): string => {
    if (value === null) return ''
    if (typeof value === 'number') return String(value)
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
    return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

export const downloadCsv = (name: string, head: string[], rows: (string | number | null)[][]): void =>
  download(name, csv(head, rows), 'text/csv;charset=utf-8')
