import { expect, it } from 'vitest'
import { pdfText } from '../testing/pdf-text.ts'
import { cardPdf } from './card-export.ts'

const organisation = 'Panitia Seleksi Daerah Kabupaten Kepulauan Siau Tagulandang Biaro, Titik Lokasi Gedung Serbaguna'

it('[SP6] is one page, says to switch the main off first, and names the one command', async () => {
  const known = pdfText(
    await cardPdf({ organisation, main: '192.168.10.2', port: '3000', folder: '/srv/cadangan-ruang-ujian' }),
  )
  expect(known.pages).toBe(1)
  const step = known.text.indexOf('Pastikan server utama mati')
  expect(step).toBeGreaterThan(0)
  expect(known.text.indexOf('Di mesin cadangan, buka terminal')).toBeGreaterThan(step)
  const blank = pdfText(await cardPdf({ organisation, main: null, port: '3000', folder: null }))
  expect(blank.pages).toBe(1)
  expect(blank.text).toContain('Alamat server utama: ....')
})
