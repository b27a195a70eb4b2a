import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCsv, toExport, toXlsx } from '../export.ts'
import { readBankFile, readStimuli } from './read.ts'
import type { FileReading, ImportedItem } from './reading.ts'
import { FILE_BYTES_MAX, OPTION_CHARACTERS_MAX, ROWS_MAX, STEM_CHARACTERS_MAX } from './reading.ts'

const none = { stimuli: new Map<string, string>() }
const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string, stimuli: Record<string, string> = {}) =>
  readBankFile('uji', bytes(text), { stimuli: new Map(Object.entries(stimuli)) })
const readJson = (value: unknown, stimuli: Record<string, string> = {}) => read(JSON.stringify(value), stimuli)
const reasons = (reading: FileReading) => reading.refused.map(({ where, reason }) => `${where}: ${reason}`)
const notes = (reading: FileReading) => reading.warnings.map(({ where, reason }) => `${where}: ${reason}`)
const first = (reading: FileReading): ImportedItem => {
  expect(reading.refused).toEqual([])
  return reading.items[0]!.imported
}
/** 'q | A:x B:y | A' */
const short = ({ original }: ImportedItem) =>
  `${original.stem} | ${original.options.map(({ label, text, weight }) => `${label}:${text}${weight === null ? '' : `=${weight}`}`).join(' ')} | ${original.key.join()}`

describe('CSV', () => {
  it.each([
    ['comma', 'id,question,option_A,option_B,key\n1,Apa?,x,y,B'],
    ['semicolon', 'id;question;option_A;option_B;key\n1;Apa?;x;y;B'],
    ['tab', 'id\tquestion\toption_A\toption_B\tkey\n1\tApa?\tx\ty\tB'],
    ['byte order mark', '\ufeffid,question,option_A,option_B,key\n1,Apa?,x,y,B'],
    ['CRLF', 'id,question,option_A,option_B,key\r\n1,Apa?,x,y,B\r\n'],
    ['CR', 'id,question,option_A,option_B,key\r1,Apa?,x,y,B\r'],
    ['quotes', '"id","question","option_A","option_B","key"\n"1","Apa?","x","y","B"'],
    ["Excel's sep line", 'sep=;\nid;question;option_A;option_B;key\n1;Apa?;x;y;B'],
    ['title above', 'Bank soal TIU 2024,,,,\n,,,,\nid,question,option_A,option_B,key\n1,Apa?,x,y,B'],
    ['empty columns and rows', 'id,question,option_A,option_B,option_C,key,,\n,,,,,,,\n1,Apa?,x,y,,B,,\n\n'],
    ['capitals and spaces', 'ID , Question , Option A , OPTION B , Key\n1,Apa?,x,y,b'],
    ['Indonesian', 'No;Pertanyaan;Opsi A;Opsi B;Kunci Jawaban\n1;Apa?;x;y;B'],
    ['short Indonesian', 'Nomor;Soal;Pil. A;Pil. B;Kunci\n1;Apa?;x;y;b.'],
    ['pilihan', 'kode;butir;pilihan_a;pilihan_b;jawaban benar\n1;Apa?;x;y;(B)'],
    ['jawaban_a', 'no;soal;jawaban_a;jawaban_b;jawaban\n1;Apa?;x;y;B'],
    ['single letters', 'no,pertanyaan,a,b,kunci\n1,Apa?,x,y,B'],
    ['choices', 'id,question,choice1,choice2,answer\n1,Apa?,x,y,2'],
    ['choices from zero', 'id,question,choice0,choice1,correct\n1,Apa?,x,y,2'],
    ['mc_answer', 'id,question,mc_answer1,mc_answer2,correct_answer\n1,Apa?,x,y,y'],
    ['key by text', 'id,question,option_A,option_B,key\n1,Apa?,x,y,y'],
    ['key by label and text', 'id,question,option_A,option_B,key\n1,Apa?,x,y,B. y'],
    ['other order', 'key,option_B,option_A,question,id\nB,y,x,Apa?,1'],
    ['options as a JSON list', 'id,question,options,key\n1,Apa?,"[""x"",""y""]",B'],
  ])('[B3] [B4] %s', (_, text) => {
    const reading = read(text)
    expect(reading.format).toBe('csv')
    expect(short(first(reading))).toBe('Apa? | A:x B:y | B')
    expect(reading.items[0]?.imported.bankItem.source).toBe('1')
  })

  it('[B3] UTF-16 with its mark ("Unicode text" of Excel)', () => {
    const text = '\ufeffid\tquestion\toption_A\toption_B\tkey\n1\tApa “ini”?\tx\ty\tA'
    expect(short(first(readBankFile('u', new Uint8Array(Buffer.from(text, 'utf16le')), none)))).toBe(
      'Apa “ini”? | A:x B:y | A',
    )
  })

  it('[B5] names the true line, also after line breaks inside quotes and empty lines', () => {
    const text =
      'id,question,option_A,option_B,key\r\n1,"satu\r\ndua\r\ntiga",x,y,A\r\n\r\n2,,x,y,A\r\n"3","q","x\ny",y,Z\r\n4,q,x,y,A'
    const reading = read(text)
    expect(reading.items.map((item) => item.where)).toEqual(['baris 2 (id 1)', 'baris 9 (id 4)'])
    expect(reading.refused.map((row) => row.where)).toEqual(['baris 6 (id 2)', 'baris 7 (id 3)'])
    expect(reading.items[0]?.imported.original.stem).toBe('satu\r\ndua\r\ntiga')
  })

  it('[B6] keeps the source text exactly, spaces too; blank cells are absent', () => {
    const item = first(read('id,question,option_A,option_B,option_C,key,section\n1,"  Apa?\n ", x ,y,  ,A,  '))
    expect(item.original).toEqual({
      stem: '  Apa?\n ',
      stimulus: null,
      options: [
        { label: 'A', text: ' x ', weight: null },
        { label: 'B', text: 'y', weight: null },
      ],
      key: ['A'],
    })
    expect(item.bankItem.section).toBe('')
  })

  it('[B4] reads every field', () => {
    const text =
      'kode,subtes,mapel,submateri,kelas,kesulitan,musuh,id_wacana,soal,A,B,kunci,pembahasan,tipe\n' +
      's1,TIU,Numerik,Deret,12,sukar,"kembar-1; kembar-2",w1,Apa?,x,y,A,Karena x.,pilihan ganda'
    const reading = read(text, { w1: 'Bacaan & <b>isi</b>' })
    const item = first(reading)
    expect(item.bankItem).toEqual({
      item: {
        stimulus: { id: 'w1', html: 'Bacaan &amp; <b>isi</b>' },
        stem: 'Apa?',
        options: [
          { id: 'A', html: 'x', fixed: false },
          { id: 'B', html: 'y', fixed: false },
        ],
      },
      source: 's1',
      section: 'TIU',
      subject: 'Numerik',
      topic: 'Deret',
      difficulty: 3,
      enemies: ['kembar-1', 'kembar-2'],
      kind: 'single',
    })
    expect(item.key).toEqual({ kind: 'single', correct: ['A'] })
    expect(item.original.stimulus).toBe('Bacaan & <b>isi</b>')
    expect(item.rationale).toBe('Karena x.')
    expect(notes(reading)).toEqual([
      'judul kolom: Kolom jenjang/kelas dibaca tetapi tidak disimpan; pakai kolom topik bila perlu dipilih menurut jenjang.',
    ])
  })

  it.each([
    ['weight_A', 'weight_B'],
    ['Bobot A', 'Bobot B'],
    ['nilai_a', 'nilai_b'],
    ['Skor A', 'Skor B'],
    ['bobot_opsi_a', 'bobot_opsi_b'],
    ['bobot1', 'bobot2'],
  ])('[B9] weights in %s', (a, b) => {
    const item = first(read(`id,question,option_A,option_B,key,${a},${b}\n1,Apa?,x,y,,5,4.0`))
    expect(short(item)).toBe('Apa? | A:x=5 B:y=4 | ')
    expect(item.key).toEqual({ kind: 'weighted', weights: { A: 5, B: 4 } })
    expect(item.bankItem.kind).toBe('weighted')
  })

  it('[B9] empty weights in a file that has some make an item with one key; a key beside weights is kept', () => {
    const reading = read(
      'id,question,option_A,option_B,option_C,key,weight_A,weight_B,weight_C\n1,Apa?,x,y,,A,,,\n2,Apa?,x,y,,B,1,5,0\n3,Apa?,x,y,z,,-1,0,1',
    )
    expect(reading.refused).toEqual([])
    expect(reading.items.map(({ imported }) => short(imported))).toEqual([
      'Apa? | A:x B:y | A',
      'Apa? | A:x=1 B:y=5 | B',
      'Apa? | A:x=-1 B:y=0 C:z=1 | ',
    ])
  })

  it('[B8] five options in one row, three in the next, ten in another', () => {
    const head = `id,question,${[...'ABCDEFGHIJ'].map((l) => `option_${l}`).join()},key`
    const reading = read(`${head}\n1,q,a,b,c,d,e,,,,,,E\n2,q,a,b,c,,,,,,,,C\n3,q,a,b,c,d,e,f,g,h,i,j,J`)
    expect(reading.items.map(({ imported }) => imported.original.options.length)).toEqual([5, 3, 10])
  })

  it('[B15] a passage in the row itself: the same text is the same passage', () => {
    const reading = read(
      'id,wacana,question,option_A,option_B,key\n1,Bacaan.,q,x,y,A\n2,Bacaan.,q,x,y,A\n3,Lain.,q,x,y,A\n4,,q,x,y,A',
    )
    const ids = reading.items.map(({ imported }) => imported.bankItem.item.stimulus?.id)
    expect(ids[0]).toMatch(/^wacana-[0-9a-z]+$/)
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
    expect(ids[3]).toBeUndefined()
  })

  it('[B15] an id and its text: the text stands once, the id suffices afterwards', () => {
    const reading = read(
      'id,stimulus_id,stimulus,question,option_A,option_B,key\n1,w1,,q,x,y,A\n2,w1,Bacaan.,q,x,y,A\n3,w1,Lain.,q,x,y,A',
    )
    expect(reading.items.map(({ imported }) => imported.original.stimulus)).toEqual(['Bacaan.', 'Bacaan.'])
    expect(reasons(reading)).toEqual([
      'baris 4 (id 3): Teks wacana "w1" berbeda dari baris sebelumnya; samakan teksnya atau beri id lain.',
    ])
  })

  it('[B15] a column "wacana" that holds ids of passages read before', () => {
    expect(
      first(read('id,wacana,question,option_A,option_B,key\n1,w1,q,x,y,A', { w1: 'Bacaan.' })).bankItem.item.stimulus,
    ).toEqual({ id: 'w1', html: 'Bacaan.' })
  })
})

describe('rows that are refused, with what to do', () => {
  const head =
    'id,question,option_A,option_B,option_C,option_D,key,weight_A,weight_B,weight_C,weight_D,type,stimulus_id'
  it.each([
    ['1,,x,y,,,A', 'Teks soal kosong; isi pertanyaannya.'],
    ['1,q,x,,,,A', 'Opsi yang terisi hanya 1; isi paling sedikit dua opsi.'],
    ['1,q,,,,,A', 'Opsi yang terisi hanya 0; isi paling sedikit dua opsi.'],
    ['1,q,x,,z,,A', 'Opsi B kosong padahal opsi sesudahnya terisi; isi opsinya atau geser opsi berikutnya.'],
    ['1,q,x,y,,,', 'Kunci kosong; tulis label opsi yang benar (A, B).'],
    ['1,q,x,y,,,E', 'Kunci menunjuk opsi E yang tidak ada; isi opsinya atau tulis salah satu dari A, B.'],
    ['1,q,x,y,,,D', 'Kunci menunjuk opsi D yang tidak ada; isi opsinya atau tulis salah satu dari A, B.'],
    [
      '1,q,x,y,,,Jakarta',
      'Kunci "Jakarta" bukan label opsi dan tidak sama dengan isi opsi mana pun; tulis salah satu dari A, B.',
    ],
    ['1,q,x,y,,,3', 'Kunci 3 di luar jumlah opsi (2); tulis salah satu dari A, B.'],
    ['1,q,x,x,,,x', 'Kunci "x" sama dengan isi opsi A dan B; tulis kunci dengan huruf label.'],
    ['1,q,x,y,z,,,1,2,,,', 'Bobot opsi C kosong padahal opsi lain berbobot; isi bobot setiap opsi.'],
    ['1,q,x,y,,,,1,2.5,,,', 'Bobot opsi B ("2.5") bukan bilangan bulat; tulis bilangan bulat.'],
    ['1,q,x,y,,,,1,dua,,,', 'Bobot opsi B ("dua") bukan bilangan bulat; tulis bilangan bulat.'],
    ['1,q,x,y,,,,1,2000,,,', 'Bobot opsi B (2000) di luar batas 1000; perkecil.'],
    ['1,q,x,y,,,,1,2,3,,', 'Ada bobot untuk opsi C yang kosong; isi opsinya atau hapus bobotnya.'],
    ['1,q,x,y,,,A,,,,,weighted', 'Soal berbobot tanpa bobot; isi bobot (bilangan bulat) untuk setiap opsi.'],
    [
      '1,q,x,y,,,A,,,,,essay',
      'Jenis soal "essay" belum didukung; hanya pilihan ganda satu jawaban dan pilihan berbobot.',
    ],
    [
      '1,q,x,y,,,A,,,,,,w9',
      'Wacana "w9" tidak ditemukan; unggah berkas wacananya (JSON id → teks) bersama berkas ini.',
    ],
    [
      '1,q,x,y,,,A,,,,,,,lebih',
      'Isi baris lebih banyak daripada judul kolom; mungkin ada pemisah di dalam teks yang tidak diapit tanda kutip.',
    ],
    [`1,${'q'.repeat(STEM_CHARACTERS_MAX + 1)},x,y,,,A`, 'Teks soal lebih dari 20000 karakter; persingkat.'],
    [`1,q,x,${'y'.repeat(OPTION_CHARACTERS_MAX + 1)},,,A`, 'Opsi B lebih dari 5000 karakter; persingkat.'],
    [`${'1'.repeat(201)},q,x,y,,,A`, 'Isi "id" lebih dari 200 karakter; persingkat.'],
    [
      '1,"<p><img src=""https://x.test/a.png""></p>",x,y,,,A',
      'Tidak ada isi soal yang tersisa setelah HTML yang tidak aman dibuang; tulis ulang sebagai teks, dan sematkan gambar sebagai data:image/….',
    ],
    [
      '1,q,x,"<br><script>y</script>",,,A',
      'Tidak ada isi opsi B yang tersisa setelah HTML yang tidak aman dibuang; tulis ulang sebagai teks, dan sematkan gambar sebagai data:image/….',
    ],
  ])('[B7] %s', (row, reason) => {
    const reading = read(`${head}\n${row}`)
    expect(reading.items).toEqual([])
    expect(reading.refused.map((each) => each.reason)).toEqual([reason])
    expect(reading.refused[0]?.where).toMatch(/^baris 2 \(id 1+\)$/)
  })

  it('[B7] exactly at the limits is fine', () => {
    const reading = read(
      `${head}\n1,${'q'.repeat(STEM_CHARACTERS_MAX)},x,${'y'.repeat(OPTION_CHARACTERS_MAX)},,,A\n2,"<img src=""data:image/png;base64,${'A'.repeat(30_000)}"" alt=""peta"">",x,y,,,A`,
    )
    expect(reading.refused).toEqual([])
    expect(reading.items).toHaveLength(2)
  })

  it('[B7] an id used before, with the place of the first', () => {
    expect(reasons(read(`${head}\n1,q,x,y,,,A\n2,q,x,y,,,A\n1,lain,x,y,,,A`))).toEqual([
      'baris 4 (id 1): Id "1" sudah dipakai di baris 2; beri id lain.',
    ])
  })

  it('[B7] eleven options', () => {
    const labels = [...'ABCDEFGHIJK']
    expect(reasons(read(`id,question,${labels.map((l) => `option_${l}`).join()},key\n1,q,${labels.join()},A`))).toEqual(
      ['baris 2 (id 1): Opsi ada 11; paling banyak 10.'],
    )
    expect(reasons(readJson([{ id: 1, question: 'q', options: labels, key: 'A' }]))).toEqual([
      'butir 1 (id 1): Opsi ada 11; paling banyak 10.',
    ])
  })
})

describe('warnings', () => {
  it.each([
    ['1,q,sama,sama ,c,A', 'Opsi A dan B berisi teks yang sama; periksa kembali.'],
    ['1,\\(\\salah{x}\\),x,y,,A', 'Rumus pada soal tidak dapat ditampilkan dan dibiarkan apa adanya: \\(\\salah{x}\\)'],
    ['1,q,"<p onclick=""x"">y</p>",z,,A', 'HTML yang tidak diizinkan dibuang dari opsi A: atribut onclick'],
    [',q,x,y,,A', 'Id kosong; dipakai "baris-2". Beri id agar soal dapat dikenali lagi.'],
    ['1,q,x,y,A dan B benar,A', 'Ada opsi yang menyebut label opsi lain, maka urutan opsi soal ini tidak diacak.'],
    ['1,q,x,y,z,A;C', 'Lebih dari satu kunci; masing-masing opsi itu dihitung benar.'],
  ])('[B18] %s', (row, reason) => {
    const reading = read(`id,question,option_A,option_B,option_C,key\n${row}`)
    expect(reading.items).toHaveLength(1)
    expect(reading.warnings.map((warning) => warning.reason)).toEqual([reason])
  })

  it('[B18] unknown columns once for the file, also a second column for the same field', () => {
    expect(notes(read('No,id,question,option_A,option_B,key,foto,catatan\n9,1,q,x,y,A,f,c\n9,2,q,x,y,A,f,c'))).toEqual([
      'judul kolom: Kolom yang tidak dikenal diabaikan: No, foto, catatan. Ganti judulnya bila isinya perlu dibaca.',
    ])
  })

  it('[B18] unknown difficulty and type', () => {
    const reading = read('id,question,option_A,option_B,key,difficulty,type\n1,q,x,y,A,C4,HOTS')
    expect(reading.items[0]?.imported.bankItem.difficulty).toBeNull()
    expect(reading.warnings.map((warning) => warning.reason)).toEqual([
      'Jenis soal "HOTS" tidak dikenal dan diabaikan.',
      'Tingkat kesulitan "C4" tidak dikenal dan diabaikan; pakai 1, 2, 3 atau mudah, sedang, sulit.',
    ])
  })

  it('[B18] a quote in the middle of a text', () => {
    const reading = read('id,question,option_A,option_B,key\n1,Layar "14" inci,"x" y,z,A')
    expect(reading.items[0]?.imported.original.stem).toBe('Layar "14" inci')
    expect(notes(reading)[0]).toContain('Tanda kutip di tengah teks tidak digandakan')
  })

  it.each([
    ['1', 1],
    ['mudah', 1],
    ['Easy', 1],
    ['2', 2],
    ['Sedang', 2],
    ['medium', 2],
    ['3', 3],
    ['sulit', 3],
    ['Sukar', 3],
    ['hard', 3],
  ])('[B4] difficulty %s', (text, level) => {
    expect(first(read(`id,question,option_A,option_B,key,tingkat\n1,q,x,y,A,${text}`)).bankItem.difficulty).toBe(level)
  })

  it('[B17] "semua benar" keeps its place; "A dan B" keeps all', () => {
    const fixed = (options: string[]) =>
      first(readJson([{ id: '1', question: 'q', options, key: 'A' }])).bankItem.item.options.map(
        (option) => option.fixed,
      )
    expect(fixed(['x', 'y', 'Semua jawaban benar'])).toEqual([false, false, true])
    expect(fixed(['x', '<b>Semua benar.</b>', 'y'])).toEqual([false, true, false])
    expect(fixed(['x', 'y', 'A dan B benar'])).toEqual([true, true, true])
    expect(fixed(['x', 'y', 'Semua A adalah B'])).toEqual([false, false, false])
  })
})

describe('JSON', () => {
  const plain = { id: '1', question: 'Apa?', options: ['x', 'y'], key: 'B' }
  it.each<[string, unknown]>([
    ['array of objects', [plain]],
    ['items', { items: [plain] }],
    ['questions', { version: 2, questions: [plain] }],
    ['soal', { soal: [plain] }],
    ['data', { data: [plain] }],
    ['data.items', { data: { items: [plain] } }],
    ['one object', plain],
    ['Indonesian', [{ Nomor: 1, Pertanyaan: 'Apa?', Pilihan: ['x', 'y'], 'Kunci Jawaban': 'B' }]],
    ['options by column', [{ id: 1, question: 'Apa?', option_A: 'x', option_B: 'y', option_C: '', key: 'B' }]],
    [
      'options with labels',
      [
        {
          id: 1,
          question: 'Apa?',
          options: [
            { label: 'A', text: 'x' },
            { label: 'B', text: 'y' },
          ],
          key: 'B',
        },
      ],
    ],
    [
      'options with ids and content',
      [
        {
          id: 1,
          question: 'Apa?',
          options: [
            { id: 'a', content: 'x' },
            { id: 'b', content: 'y' },
          ],
          key: 'b',
        },
      ],
    ],
    ['options as an object', [{ id: 1, question: 'Apa?', options: { A: 'x', B: 'y' }, key: 'B' }]],
    ['options as an object, any order', [{ id: 1, question: 'Apa?', options: { b: 'y', a: 'x' }, key: 'B' }]],
    [
      'options marked right',
      [
        {
          id: 1,
          question: 'Apa?',
          options: [
            { text: 'x', isCorrect: false },
            { text: 'y', isCorrect: true },
          ],
        },
      ],
    ],
    ['labels beside', [{ id: 1, question: 'Apa?', options: ['x', 'y'], labels: ['A', 'B'], key: 'B' }]],
    [
      'number labels (ARC)',
      [
        {
          id: 1,
          question: {
            stem: 'Apa?',
            choices: [
              { label: '1', text: 'x' },
              { label: '2', text: 'y' },
            ],
          },
          answerKey: '2',
        },
      ],
    ],
    [
      'text and label lists (ARC)',
      [{ id: 1, question: 'Apa?', choices: { text: ['x', 'y'], label: ['A', 'B'] }, answerKey: 'B' }],
    ],
    ['list of labels', [{ ...plain, key: ['B'] }]],
    ['key counted from one, as text', [{ ...plain, key: '2' }]],
    ['key counted from one, as number', [{ ...plain, key: 2 }]],
    ['key by text', [{ ...plain, key: 'y' }]],
    ['label counted from zero (XCOPA)', [{ id: 1, question: 'Apa?', choice1: 'x', choice2: 'y', label: 1 }]],
    ['answer counted from zero (MMLU)', [{ id: 1, question: 'Apa?', choices: ['x', 'y'], answer: 1 }]],
    ['trailing empty options', [{ ...plain, options: ['x', 'y', '', null] }]],
    [
      'our own export',
      [
        {
          source: '1',
          section: '',
          subject: '',
          kind: 'single',
          stem: 'Apa?',
          stimulus: null,
          options: [
            { label: 'A', text: 'x', weight: null },
            { label: 'B', text: 'y', weight: null },
          ],
          key: ['B'],
        },
      ],
    ],
  ])('[B3] [B4] %s', (_, value) => {
    for (const space of [0, 2]) {
      const reading = read(JSON.stringify(value, null, space))
      expect(short(first(reading))).toBe('Apa? | A:x B:y | B')
      expect(reading.items[0]?.imported.bankItem.source).toBe('1')
    }
  })

  it('[B3] JSONL, with the line of each', () => {
    const reading = read(
      `${JSON.stringify(plain)}\n\n${JSON.stringify({ ...plain, id: '2' })}\n{"rusak\n${JSON.stringify({ ...plain, id: '3', key: '' })}`,
    )
    expect(reading.format).toBe('jsonl')
    expect(reading.items.map((item) => item.where)).toEqual(['baris 1 (id 1)', 'baris 3 (id 2)'])
    expect(reasons(reading)).toEqual([
      'baris 4: Bukan objek JSON yang utuh; perbaiki tanda kurung atau kutipnya.',
      'baris 5 (id 3): Kunci kosong; tulis label opsi yang benar (A, B).',
    ])
  })

  it.each<[string, object]>([
    ['list', { options: ['x', 'y'], weights: [5, 1] }],
    ['object', { options: ['x', 'y'], bobot: { A: 5, B: 1 } }],
    [
      'in the options',
      {
        options: [
          { text: 'x', weight: 5 },
          { text: 'y', weight: 1 },
        ],
      },
    ],
    [
      'in the options, Indonesian',
      {
        pilihan: [
          { label: 'A', teks: 'x', bobot: '5' },
          { label: 'B', teks: 'y', bobot: '1' },
        ],
      },
    ],
    ['columns', { option_A: 'x', option_B: 'y', weight_A: 5, weight_B: 1 }],
  ])('[B9] weights: %s', (_, given) => {
    expect(first(readJson([{ id: 1, question: 'q', ...given }])).key).toEqual({
      kind: 'weighted',
      weights: { A: 5, B: 1 },
    })
  })

  it('[B9] type decides between key and weights', () => {
    const both = { id: 1, question: 'q', options: ['x', 'y'], weights: [5, 0], key: 'A' }
    expect(first(readJson([both])).bankItem.kind).toBe('weighted')
    expect(first(readJson([{ ...both, type: 'weighted' }])).bankItem.kind).toBe('weighted')
    const single = readJson([{ ...both, type: 'single_key' }])
    expect(first(single).key).toEqual({ kind: 'single', correct: ['A'] })
    expect(notes(single)).toEqual(['butir 1 (id 1): Bobot opsi diabaikan karena soal ini bertipe satu kunci.'])
  })

  it('[B15] passages in the file', () => {
    const reading = readJson({
      stimuli: { w1: 'Bacaan.' },
      items: [
        { ...plain, stimulus_id: 'w1' },
        { ...plain, id: '2', stimulus: { id: 'w2', text: 'Lain.' } },
      ],
    })
    expect(reading.items.map(({ imported }) => imported.bankItem.item.stimulus)).toEqual([
      { id: 'w1', html: 'Bacaan.' },
      { id: 'w2', html: 'Lain.' },
    ])
  })

  it.each<[unknown, string]>([
    [[plain, 7, null, 'x'], 'butir 2: Bukan objek JSON yang utuh; perbaiki tanda kurung atau kutipnya.'],
    [
      [{ ...plain, options: { A: 'x', C: 'y' } }],
      'butir 1 (id 1): Opsi B kosong padahal opsi sesudahnya terisi; isi opsinya atau geser opsi berikutnya.',
    ],
    [
      [{ ...plain, options: { satu: 'x', dua: 'y' } }],
      'butir 1 (id 1): Nama opsi tidak dikenal; pakai huruf A sampai J.',
    ],
    [[{ ...plain, labels: ['A'] }], 'butir 1 (id 1): Jumlah label (1) tidak sama dengan jumlah opsi (2); samakan.'],
    [
      [{ ...plain, labels: ['A', 'A'] }],
      'butir 1 (id 1): Ada label opsi yang ditulis dua kali; beri label A, B, C, … masing-masing satu kali.',
    ],
    [
      [{ ...plain, labels: ['A', 'D'], key: 'A' }],
      'butir 1 (id 1): Label opsi tidak berurutan (A, D); pakai A, B, C, … tanpa lompatan.',
    ],
    [[{ ...plain, weights: [1, 2, 3] }], 'butir 1 (id 1): Bobot ada 3, opsi 2; samakan jumlahnya.'],
    [
      [{ ...plain, key: ['B', 'E'] }],
      'butir 1 (id 1): Kunci menunjuk opsi E yang tidak ada; isi opsinya atau tulis salah satu dari A, B.',
    ],
    [
      [{ ...plain, options: [{ text: 'x', correct: true }, { text: 'y' }] }],
      'butir 1 (id 1): Kunci berbeda dari opsi yang ditandai benar; samakan keduanya.',
    ],
    [
      [{ id: 1, key: 'A' }, { id: 2 }],
      'berkas: Medan soal tidak ditemukan; medan yang ada: id, key. Pakai "question" dan "options": [...].',
    ],
    [
      [{ question: 'q', key: 'A' }],
      'berkas: Medan opsi tidak ditemukan; medan yang ada: question, key. Pakai "options": [...].',
    ],
    [[], 'berkas: Daftar soal kosong; isi paling sedikit satu soal.'],
    [{ items: [] }, 'berkas: Daftar soal kosong; isi paling sedikit satu soal.'],
    [[1, 2], 'berkas: Medan soal tidak ditemukan; tidak ada medan sama sekali. Pakai "question" dan "options": [...].'],
  ])('[B7] %j', (value, reason) => {
    expect(reasons(readJson(value))[0]).toBe(reason)
  })

  it('[B26] fields named __proto__ and constructor are fields like any other', () => {
    const text =
      '[{"__proto__":{"question":"jahat","polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"1","question":"Apa?","options":{"A":"x","B":"y"},"weights":{"__proto__":1,"A":1,"B":2}}]'
    const reading = read(text)
    expect(reasons(reading)).toEqual([
      'butir 1 (id 1): Bobot menyebut opsi "__proto__" yang tidak ada; perbaiki labelnya.',
    ])
    expect(
      read('[{"id":"__proto__","question":"q","options":["x","y"],"key":"A","stimulus_id":"__proto__"}]').refused[0]
        ?.reason,
    ).toContain('Wacana "__proto__" tidak ditemukan')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('[B26] deep nesting is refused, not followed', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    expect(read(deep).refused[0]?.reason).toBe('JSON rusak atau bersarang terlalu dalam; perbaiki berkasnya.')
    expect(read(`{"items":[{"id":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}]}`).format).toBe('unknown')
  })
})

describe('[B10-B14] keys that are numbers or texts', () => {
  const four = (id: number, key: unknown, options = ['w', 'x', 'y', 'z']) => ({ id, question: 'q', options, key })
  const keys = (items: object[]) => {
    const reading = readJson(items)
    return [
      ...reading.items.map(({ imported }) => imported.original.key.join()),
      ...reading.refused.map(({ reason }) => reason),
    ]
  }
  const answer = (items: ReturnType<typeof four>[]) => items.map(({ key, ...item }) => ({ ...item, answer: key }))

  it('[B11] `answer` numbers in JSON count from zero', () =>
    expect(keys(answer([four(1, 1), four(2, 3)]))).toEqual(['B', 'D']))
  it('[B11] unless one equals the number of options', () =>
    expect(keys(answer([four(1, 1), four(2, 4)]))).toEqual(['A', 'D']))
  it('[B11] numbers as text count from one', () =>
    expect(keys(answer([four(1, '1'), four(2, '3')]))).toEqual(['A', 'C']))
  it('[B11] unless one of them is 0', () => expect(keys(answer([four(1, '0'), four(2, '3')]))).toEqual(['A', 'D']))
  it('[B12] other fields count from one', () => expect(keys([four(1, 1), four(2, 3)])).toEqual(['A', 'C']))
  it('[B13] 0 in another field: every number is refused', () => {
    const sentence =
      'Kunci angka dalam berkas ini ada yang 0, sehingga tidak jelas dihitung dari 0 atau 1; tulis huruf A, B, C, ….'
    expect(keys([four(1, 0), four(2, 3), four(3, 'C')])).toEqual(['C', sentence, sentence])
  })
  it('[B13] 0 and the number of options: every number is refused', () => {
    expect(
      keys(answer([four(1, 0), four(2, 4)])).every((reason) =>
        reason.startsWith('Kunci angka dalam berkas ini ada yang 0 dan'),
      ),
    ).toBe(true)
  })
  it('[B14] a number that is also the text of another option', () => {
    const numbers = ['3', '4', '5', '6']
    const sentence =
      'Kunci "4" adalah label opsi D sekaligus isi opsi B; tulis kunci dengan huruf label yang tidak sama dengan isi opsi lain.'
    expect(keys([four(1, '4', numbers)])).toEqual([sentence])
    expect(keys([four(1, '4', numbers), four(2, '2')])).toEqual(['D', 'B'])
    expect(keys([four(1, '4', numbers), four(2, 'x')])).toEqual(['B', 'B'])
    expect(keys([four(1, '4', numbers), four(2, '6', numbers)])).toEqual(['B', 'D'])
    expect(keys([four(1, '4', numbers), four(2, 'x'), four(3, '1')])).toEqual(['B', 'A', sentence])
    expect(keys([four(1, '3', ['1', '2', '3', '4'])])).toEqual(['C'])
  })
  it('[B14] a letter that is also the text of another option', () => {
    const blood = ['O', 'A', 'B', 'AB']
    expect(keys([four(1, 'A', blood)])).toEqual([
      'Kunci "A" adalah label opsi A sekaligus isi opsi B; tulis kunci dengan huruf label yang tidak sama dengan isi opsi lain.',
    ])
    expect(keys([four(1, 'A', blood), four(2, 'C')])).toEqual(['A', 'C'])
    expect(keys([four(1, 'A', blood), four(2, 'x')])).toEqual(['B', 'B'])
    expect(keys([four(1, 'D', blood)])).toEqual(['D'])
    expect(keys([four(1, 'AB', blood)])).toEqual(['D'])
  })
  it('[B10] labels as people write them', () => {
    for (const key of ['b', 'B.', '(B)', 'b)', '[B]', ' B ', 'Jawaban: B', 'opsi B', 'B. x', 'X', ' x '])
      expect(keys([four(1, key)])).toEqual(['B'])
    for (const key of ['A, C', 'A;C', 'a dan c', 'A/C', 'A C']) expect(keys([four(1, key)])).toEqual(['A,C'])
  })
})

describe('XLSX', () => {
  const workbook = (sheets: Record<string, unknown[][]>, change: (book: XLSX.WorkBook) => void = () => {}) => {
    const book = XLSX.utils.book_new()
    for (const [name, rows] of Object.entries(sheets))
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), name)
    change(book)
    return new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx', bookSST: true }) as ArrayBuffer)
  }

  it('[B3] the first sheet with questions, numbers as they look, true cells', () => {
    const bytes = workbook({
      Petunjuk: [['Isi lembar Soal'], ['No', 'Keterangan']],
      Soal: [
        ['BANK SOAL'],
        [],
        ['No', 'Pertanyaan', 'A', 'B', 'C', 'Kunci'],
        [1, '1 + 2 = ?', 3, 4.5, 123456789012345, 'A'],
        [],
        [2, '', 'x', 'y', null, 'A'],
      ],
    })
    const reading = readBankFile('bank.xlsx', bytes, none)
    expect(reading.format).toBe('xlsx')
    expect(reading.items.map((item) => [item.where, short(item.imported)])).toEqual([
      ['Soal!A4 (id 1)', '1 + 2 = ? | A:3 B:4.5 C:123456789012345 | A'],
    ])
    expect(reasons(reading)).toEqual(['Soal!A6 (id 2): Teks soal kosong; isi pertanyaannya.'])
  })

  it('[B18] a fraction that Excel made a date', () => {
    const bytes = workbook(
      {
        S: [
          ['No', 'Soal', 'A', 'B', 'Kunci'],
          [1, 'q', 44563, 'x', 'A'],
        ],
      },
      (book) => {
        Object.assign(book.Sheets.S?.C2 ?? {}, { z: 'd/m' })
      },
    )
    const reading = readBankFile('x', bytes, none)
    expect(short(first(reading))).toBe('q | A:2/1 B:x | A')
    expect(notes(reading)).toEqual([
      'S!C2: Sel ini bertipe tanggal dan dibaca sebagai "2/1". Bila maksudnya pecahan seperti 1/2, ubah format sel menjadi Teks.',
    ])
  })

  it('[B2] no sheet with questions', () => {
    const reading = readBankFile(
      'x',
      workbook({
        Siswa: [
          ['NISN', 'Nama'],
          ['1', 'Ani'],
        ],
      }),
      none,
    )
    expect(reasons(reading)).toEqual([
      'berkas: Kolom soal tidak ditemukan; kolom yang ada: NISN, Nama. Beri judul kolom "question" atau "soal" serta option_A, option_B, dan seterusnya.',
    ])
  })

  it('[B2] damaged, cut short, or only pretending', () => {
    const whole = workbook({
      S: [
        ['No', 'Soal', 'A', 'B', 'Kunci'],
        [1, 'q', 'x', 'y', 'A'],
      ],
    })
    for (const part of [
      whole.slice(0, whole.length - 40),
      whole.slice(0, 2000),
      bytes('PK\u0003\u0004 xl/workbook.xml'),
    ]) {
      const reading = readBankFile('x.xlsx', part, none)
      expect(reading.items).toEqual([])
      expect(reading.refused).toHaveLength(1)
    }
  })

  it('[B26] one that claims to unpack to more than is allowed', () => {
    const whole = workbook({
      S: [
        ['No', 'Soal', 'A', 'B', 'Kunci'],
        [1, 'q', 'x', 'y', 'A'],
      ],
    })
    const view = new DataView(whole.buffer)
    for (let at = 0; at < whole.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 190_000_000, true)
    expect(readBankFile('x.xlsx', whole, none).refused[0]?.reason).toBe(
      'Isi berkas XLSX terlalu besar setelah dibuka; hapus gambar dan lembar yang tidak perlu.',
    )
  })
})

describe('[B2] what is no item file', () => {
  it.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(), 'Berkas kosong; pilih berkas yang berisi soal.'],
    ['blank', bytes(' \n\t\n'), 'Berkas kosong; pilih berkas yang berisi soal.'],
    [
      'windows-1252',
      new Uint8Array([105, 100, 44, 0xe9, 10]),
      'Berkas "uji" bukan teks UTF-8; simpan ulang sebagai "CSV UTF-8" atau XLSX.',
    ],
    [
      'NUL bytes',
      new Uint8Array([105, 0, 0, 0, 100]),
      'Berkas "uji" bukan teks UTF-8; simpan ulang sebagai "CSV UTF-8" atau XLSX.',
    ],
    [
      'old Office',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
      'Berkas Office lama (.xls, .doc) tidak dibaca; simpan ulang sebagai .xlsx atau CSV.',
    ],
    ['PDF', bytes('%PDF-1.7'), 'Berkas PDF tidak dapat dibaca; pakai CSV, JSON, JSONL, atau XLSX.'],
    [
      'PNG',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10]),
      'Berkas gambar bukan berkas soal; pakai CSV, JSON, JSONL, atau XLSX.',
    ],
    [
      'HTML',
      bytes('<!doctype html><p>soal</p>'),
      'Berkas HTML bukan berkas soal yang didukung; pakai XLSX, CSV, JSON, JSONL, Moodle XML, GIFT, Aiken, atau QTI 2.1 sampai 3.0.',
    ],
    ['broken JSON', bytes('{"items": [1, 2'), 'JSON rusak atau bersarang terlalu dalam; perbaiki berkasnya.'],
    [
      'other columns',
      bytes('nama,kelas\nAni,7'),
      'Kolom soal tidak ditemukan; kolom yang ada: nama, kelas. Beri judul kolom "question" atau "soal" serta option_A, option_B, dan seterusnya.',
    ],
    [
      'no options',
      bytes('id,soal,kunci\n1,q,A'),
      'Kolom opsi tidak ditemukan; kolom yang ada: id, soal, kunci. Beri judul option_A, option_B, dan seterusnya.',
    ],
    [
      'only a header',
      bytes('id,question,option_A,option_B,key\n'),
      'Tidak ada baris soal di bawah judul kolom; isi paling sedikit satu soal.',
    ],
    ['too large', new Uint8Array(FILE_BYTES_MAX + 1), 'Berkas lebih dari 20 MB; bagi menjadi beberapa berkas.'],
    ['open quote', bytes('id,question,option_A,option_B,key\n1,"q,x,y,A\n'), 'CSV tidak dapat dibaca'],
  ])('%s', (_, given, reason) => {
    const reading = readBankFile('uji', given, none)
    expect(reading.items).toEqual([])
    expect(reading.refused).toHaveLength(1)
    expect(reading.refused[0]?.reason).toContain(reason)
  })

  it('too many rows, one past the limit', () => {
    const rows = (count: number) =>
      `id,question,option_A,option_B,key\n${Array.from({ length: count }, (_, at) => `${at},,x,y,A`).join('\n')}`
    expect(reasons(read(rows(ROWS_MAX + 1)))).toEqual([
      'berkas: Berkas berisi lebih dari 50000 baris; bagi menjadi beberapa berkas.',
    ])
    expect(read(rows(ROWS_MAX)).refused).toHaveLength(ROWS_MAX)
  })

  it('a large file of nothing takes no time', () => {
    const before = process.cpuUsage()
    for (const piece of ['\n', ',', '"', 'a\n', '{}\n', '[', ' ']) read(piece.repeat(1_000_000 / piece.length))
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000)
  }, 20_000)
})

describe('passages', () => {
  it('[B16] from an object or a list', () => {
    expect(readStimuli(bytes('{"w1":"Satu","w2":"Dua"}'))).toEqual(
      new Map([
        ['w1', 'Satu'],
        ['w2', 'Dua'],
      ]),
    )
    expect(readStimuli(bytes('[{"id":"w1","text":"Satu"},{"id":2,"wacana":"Dua"}]'))).toEqual(
      new Map([
        ['w1', 'Satu'],
        ['2', 'Dua'],
      ]),
    )
    expect(readStimuli(bytes('{"__proto__":"Satu"}'))?.get('__proto__')).toBe('Satu')
  })

  it.each([
    '',
    '{}',
    '[]',
    '{"a":1}',
    '[{"id":1}]',
    'id,text\n1,x',
    '{"question":"q","option_A":"x","option_B":"y","key":"A"}',
    '{"a":',
    '[{"id":"1","question":"q","options":["x","y"],"key":"A"}]',
  ])('[B16] %s is none', (text) => {
    expect(readStimuli(bytes(text))).toBeNull()
  })
})

describe('[B19] export', () => {
  it('has the agreed shape', () => {
    const { items } = readJson([
      { id: 1, section: 'TIU', subject: 'Deret', question: 'Apa?', options: ['x', 'y'], key: 'B', stimulus: 'Bacaan' },
      { id: 2, section: 'TKP', question: 'Sikap?', options: ['x', 'y'], weights: [5, 1] },
    ])
    expect(toExport(items.map(({ imported }) => imported))).toEqual([
      {
        source: '1',
        section: 'TIU',
        subject: 'Deret',
        kind: 'single',
        stem: 'Apa?',
        stimulus: 'Bacaan',
        options: [
          { label: 'A', text: 'x', weight: null },
          { label: 'B', text: 'y', weight: null },
        ],
        key: ['B'],
      },
      {
        source: '2',
        section: 'TKP',
        subject: '',
        kind: 'weighted',
        stem: 'Sikap?',
        stimulus: null,
        options: [
          { label: 'A', text: 'x', weight: 5 },
          { label: 'B', text: 'y', weight: 1 },
        ],
        key: [],
      },
    ])
  })

  it('comes back the same in every format, whatever the text (property)', () => {
    const word = fc
      .string({ unit: fc.constantFrom(...'abcXYZ 09"\',;\t\n=<>&\\$()é漢😀.-+@/_{}[]:|'), minLength: 1, maxLength: 30 })
      .filter((text) => text.trim() !== '')
    const item = fc
      .record({
        stem: word,
        stimulus: fc.option(word),
        texts: fc.uniqueArray(word, { minLength: 2, maxLength: 10 }),
        key: fc.nat(),
        weights: fc.option(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 10, maxLength: 10 })),
      })
      .map(({ stem, stimulus, texts, key, weights }, at = 0) => ({
        bankItem: {
          source: `s${at}`,
          section: 'TIU',
          subject: 'x',
          kind: weights ? ('weighted' as const) : ('single' as const),
        },
        original: {
          stem,
          stimulus,
          options: texts.map((text, nth) => ({
            label: 'ABCDEFGHIJ'[nth] as string,
            text,
            weight: weights ? (weights[nth] as number) : null,
          })),
          key: weights ? [] : ['ABCDEFGHIJ'[key % texts.length] as string],
        },
      }))
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 5 }), (given) => {
        // The first row has unmistakable labels and so settles what a letter means.
        const sure = {
          bankItem: { source: 'pasti', section: '', subject: '', kind: 'single' as const },
          original: {
            stem: 'q',
            stimulus: null,
            options: ['pertama', 'kedua'].map((text, nth) => ({ label: 'AB'[nth] as string, text, weight: null })),
            key: ['A'],
          },
        }
        const rows = [sure, ...given.map((row, at) => ({ ...row, bankItem: { ...row.bankItem, source: `s${at}` } }))]
        const files = { json: bytes(JSON.stringify(toExport(rows))), csv: bytes(toCsv(rows)), xlsx: toXlsx(rows) }
        for (const [format, file] of Object.entries(files)) {
          const reading = readBankFile('x', file, none)
          expect(reading.format).toBe(format)
          const refusedForGood = reading.refused.filter(
            ({ reason }) => !reason.includes('sekaligus isi opsi') && !reason.includes('yang tersisa setelah HTML'),
          )
          expect(refusedForGood).toEqual([])
          const again = toExport(reading.items.map(({ imported }) => imported))
          const left = new Set(again.map((row) => row.source))
          expect(again).toEqual(toExport(rows).filter((row) => left.has(row.source)))
        }
      }),
      { numRuns: 150, seed: 3 },
    )
  })
})

describe('[B2] whatever comes in, nothing is thrown (property)', () => {
  const check = (given: Uint8Array) => {
    const reading = readBankFile('x', given, none)
    expect(reading.items.length + reading.refused.length + (reading.format === 'stimuli' ? 1 : 0)).toBeGreaterThan(0)
    readStimuli(given)
  }

  it('bytes', () => fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check), { numRuns: 1000, seed: 1 }))

  it('bytes with the beginning of a known kind', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('PK\u0003\u0004xl/workbook.xml', '{', '[', '%PDF', 'sep=;\n', '\ufeff'),
        fc.uint8Array({ maxLength: 300 }),
        (head, tail) => check(new Uint8Array([...bytes(head), ...tail])),
      ),
      { numRuns: 1000, seed: 2 },
    ))

  it('JSON', () =>
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => check(bytes(text))),
      { numRuns: 1000, seed: 3 },
    ))

  it('JSON with our field names and any values', () => {
    const field = fc.constantFrom(
      'id',
      'question',
      'options',
      'labels',
      'weights',
      'key',
      'answer',
      'type',
      'stimulus',
      'stimulus_id',
      'enemies',
      'difficulty',
      'option_A',
      'option_B',
      'weight_A',
      '__proto__',
      'constructor',
    )
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.array(fc.oneof(fc.string(), fc.integer(), fc.object({ maxDepth: 2 }))),
      fc.object({ maxDepth: 3 }),
      fc.constantFrom('A', ['x', 'y'], { A: 'x', B: 'y' }, [{ text: 'x' }, { text: 'y', correct: true }]),
    )
    fc.assert(
      fc.property(fc.array(fc.array(fc.tuple(field, value)), { maxLength: 4 }), (items) =>
        check(bytes(JSON.stringify(items.map((item) => Object.fromEntries(item))))),
      ),
      { numRuns: 2000, seed: 4 },
    )
  })

  it('CSV made of its own pieces', () => {
    const piece = fc.constantFrom(
      'id',
      'question',
      'option_A',
      'option_B',
      'option_C',
      'key',
      'weight_A',
      'stimulus_id',
      ',',
      ',',
      ';',
      '\t',
      '\n',
      '\n',
      '"',
      'A',
      'x',
      '<b>',
      '\\(',
      '5',
      '0',
      ' ',
    )
    fc.assert(
      fc.property(fc.boolean(), fc.array(piece, { maxLength: 60 }), (withHead, parts) =>
        check(bytes(`${withHead ? 'id,question,option_A,option_B,option_C,key,weight_A\n' : ''}${parts.join('')}`)),
      ),
      { numRuns: 2000, seed: 5 },
    )
  })
})
