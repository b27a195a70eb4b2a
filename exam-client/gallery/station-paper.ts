import type { Paper, PaperSection, PresentedItem } from '../../server/protocol/station.ts'

/** A believable SKD form of 110 items for the gallery. The words are ours; nothing here is from a real bank. */
export const PASSAGE_SLOT = 30
export const TABLE_SLOT = 45

const options = (...texts: string[]) => texts.map((html) => ({ html }))

const twk: PresentedItem = {
  section: 'TWK',
  stimulus: null,
  stem: '<p>Sebuah desa menyelesaikan sengketa pembagian air sawah lewat rembuk warga sampai semua pihak sepakat. Sikap warga itu paling sesuai dengan pengamalan Pancasila, yaitu …</p>',
  options: options('sila pertama', 'sila kedua', 'sila ketiga', 'sila keempat', 'sila kelima'),
}
const tiu: PresentedItem = {
  section: 'TIU',
  stimulus: null,
  stem: '<p>Sebuah bus berangkat dari Semarang pukul 07.15 dengan kecepatan rata-rata 60 km/jam. Mobil menyusul dari tempat yang sama pukul 08.00 dengan kecepatan rata-rata 80 km/jam lewat jalan yang sama.</p><p>Pada pukul berapa mobil menyusul bus?</p>',
  options: options('09.45', '10.15', '10.30', '11.00', '11.15'),
}
const tkp: PresentedItem = {
  section: 'TKP',
  stimulus: null,
  stem: '<p>Anda bertugas di loket pelayanan. Menjelang jam tutup masih ada lima warga yang mengantre sejak siang, sedangkan rekan Anda mengajak segera pulang. Anda akan …</p>',
  options: options(
    'meminta kelima warga datang kembali besok pagi sebagai antrean pertama',
    'melayani kelima warga sampai selesai dan menjelaskan kepada rekan bahwa Anda akan menyusul',
    'menutup loket sesuai jam kerja karena aturan berlaku untuk semua orang',
    'melayani warga yang keperluannya paling mendesak, sisanya diberi nomor antrean untuk besok',
    'menyerahkan keputusan kepada atasan yang masih ada di kantor',
  ),
}
const passage: PresentedItem = {
  section: 'TIU',
  stimulus:
    '<p><strong>Kebun mangrove di pesisir utara</strong></p><p>Sejak 2011 warga tiga dusun menanam kembali mangrove di lahan bekas tambak. Pada tahun pertama hanya sepertiga bibit yang hidup karena bibit ditanam terlalu dekat dengan garis ombak. Tahun berikutnya warga memasang pagar bambu selapis di depan bibit dan memindahkan petak tanam dua puluh meter ke arah darat.</p><p>Perubahan itu menaikkan jumlah bibit yang hidup menjadi empat dari lima. Endapan lumpur di balik pagar menebal sekitar enam sentimeter setahun, dan kepiting mulai kembali. Warga lalu sepakat tidak menebang sebelum pohon berumur delapan tahun.</p><p>Hasil tangkapan nelayan kecil naik perlahan, tetapi pendapatan dari tambak turun. Karena itu sebagian pemilik tambak meminta ganti rugi, sedangkan yang lain beralih membuka wisata perahu.</p>',
  stem: '<p>Simpulan yang paling tepat berdasarkan wacana tersebut adalah …</p>',
  options: options(
    'Pemindahan petak tanam dan pagar bambu terjadi sebelum jumlah bibit yang hidup naik.',
    'Semua pemilik tambak dirugikan oleh penanaman mangrove.',
    'Kepiting kembali karena warga berhenti menebang pohon.',
    'Wisata perahu memberi pendapatan lebih besar daripada tambak.',
    'Bibit mangrove hanya dapat hidup dua puluh meter dari garis ombak.',
  ),
}
const table: PresentedItem = {
  section: 'TIU',
  stimulus: null,
  stem: `<p>Tabel berikut memuat banyaknya berkas yang selesai diperiksa tiga regu.</p>
<table><thead><tr><th>Regu</th><th>Senin</th><th>Selasa</th><th>Rabu</th></tr></thead><tbody><tr><td>Anggrek</td><td>42</td><td>38</td><td>50</td></tr><tr><td>Melati</td><td>36</td><td>44</td><td>40</td></tr><tr><td>Kenanga</td><td>51</td><td>29</td><td>46</td></tr></tbody></table>
<p>Jika <math><mi>x</mi></math> adalah rata-rata harian regu Anggrek, nilai <math display="block"><mfrac><mrow><msup><mi>x</mi><mn>2</mn></msup><mo>−</mo><mn>100</mn></mrow><mrow><mi>x</mi><mo>+</mo><mn>10</mn></mrow></mfrac></math> paling dekat dengan …</p>`,
  options: options(
    '<math><mfrac><mn>100</mn><mn>3</mn></mfrac></math>',
    '<math><msqrt><mn>961</mn></msqrt></math>',
    '35,5',
    '43,3',
    '53,3',
  ),
}

const many = (count: number, item: PresentedItem) => Array.from({ length: count }, () => item)

export const sections: PaperSection[] = [
  { id: 'TWK', title: 'Tes Wawasan Kebangsaan', count: 30 },
  { id: 'TIU', title: 'Tes Intelegensia Umum', count: 35 },
  { id: 'TKP', title: 'Tes Karakteristik Pribadi', count: 45 },
]

export const paper: Paper = {
  items: [...many(30, twk), ...many(35, tiu), ...many(45, tkp)].map((item, slot) =>
    slot === PASSAGE_SLOT ? passage : slot === TABLE_SLOT ? table : item,
  ),
}
