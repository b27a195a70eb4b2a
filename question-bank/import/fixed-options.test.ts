import { describe, expect, it } from 'vitest'
import { placeBound } from './fixed-options.ts'

describe('[B17] options bound to their place', () => {
  it.each([
    ...[
      'Semua benar',
      'semua jawaban benar',
      'Semua jawaban di atas benar.',
      'semua jawaban di atas.',
      'Semua yang disebutkan di atas',
      'Semua salah',
      'semua jawaban salah',
    ],
    ...[
      'Semuanya benar',
      'Benar semua',
      'Jawaban di atas benar semua',
      'Semua pernyataan benar',
      'Semua pilihan tepat',
      'Seluruh jawaban benar',
      'Semua pilihan di atas salah',
    ],
    ...[
      'Tidak ada jawaban yang benar.',
      'Tidak ada yang benar',
      'tidak ada yang tepat',
      'Tidak ada jawaban',
      'Tidak satu pun yang benar',
      'Tidak ada satupun pilihan di atas yang benar',
    ],
    ...[
      'Bukan salah satu di atas',
      'All of the above',
      'None of the above.',
      'None of these',
      'None of them',
      'all are correct',
    ],
  ])('%s stays last', (text) => {
    expect(placeBound(text, 5)).toBe('last')
  })

  it.each([
    ...[
      'A dan C benar',
      'a dan b',
      'A, B, dan C',
      'Jawaban A dan B benar',
      'A & D salah',
      'Both A and B',
      'D and E.',
      'bukan A atau B',
      'Pilihan B dan D',
      'A dan B saja yang benar'.replace(' yang', ''),
    ],
    ...[
      'Jawaban A benar',
      'Neither A nor B',
      'Opsi a, b, c dan d benar',
      '(A) dan (C)',
      'A saja yang benar',
      'Hanya A dan B',
    ],
  ])('%s speaks of other options', (text) => {
    expect(placeBound(text, 5)).toBe('labels')
  })

  it.each([
    ...[
      'Semua A adalah B',
      'Semua D adalah C',
      'semua rangkaian gerakan',
      'tidak ada',
      'tidak ada orang yang akan mendukung tindakan tersebut.',
      'Tidak adanya niat.',
    ],
    ...[
      'Semua mahasiswa meminjam buku',
      'tidak ada seorang pun yang benar-benar mengetahui apa pun.',
      'Benar',
      'Salah',
      '1 dan 3',
      'A',
      'E',
      'p dan q',
      'Cannot be determined',
    ],
    ...[
      'D and E can be distributed in 4 ways.',
      'Bukan penduduk',
      'Seluruh anggota majelis arbitrase ditunjuk para pihak',
      'Vitamin A dan C',
      '',
    ],
  ])('%s is an ordinary option', (text) => {
    expect(placeBound(text, 5)).toBeNull()
  })

  it('labels the item does not have are ordinary text', () => {
    expect(placeBound('D and E', 4)).toBeNull()
  })
})
