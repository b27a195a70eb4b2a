/** The refusals that only staff and visitors of the board can meet; those of a station are in `refusals-station.ts`. */
export const STAFF_REFUSALS = {
  'board-closed': {
    status: 403,
    id: 'Panitia tidak menampilkan papan skor sesi ini. Jawaban dan nilai tetap tersimpan; hasil resmi ada di pengumuman.',
    en: 'The committee does not show the score board of this sitting. Answers and scores are kept; the official results are the publications.',
  },
  'wrong-password': {
    status: 401,
    id: 'Nama pengguna atau kata sandi salah.',
    en: 'The user name or the password is wrong.',
  },
  'already-paused': {
    status: 409,
    id: 'Waktu peserta ini sudah dijeda.',
    en: 'The time of this candidate is held already.',
  },
  'not-paused': {
    status: 409,
    id: 'Waktu peserta ini tidak sedang dijeda.',
    en: 'The time of this candidate is not held.',
  },
  'already-locked': { status: 409, id: 'Layar ini sudah dikunci.', en: 'This screen is locked already.' },
  'not-locked': { status: 409, id: 'Layar ini tidak terkunci.', en: 'This screen is not locked.' },
  'not-finished': {
    status: 409,
    id: 'Ujian peserta ini belum selesai; tidak ada yang perlu dibuka kembali.',
    en: 'The exam of this candidate is not finished; there is nothing to re-open.',
  },
  'no-time-left': {
    status: 409,
    id: 'Waktu peserta ini sudah habis; sebutkan berapa menit yang diberikan.',
    en: 'The time of this candidate is over; say how many minutes are given.',
  },
  'not-replaced': {
    status: 409,
    id: 'Berkas ini dari komputer yang masih memegang ujian; jawabannya terkirim sendiri.',
    en: 'This file comes from the computer that holds the exam; its responses are sent by themselves.',
  },
  'nothing-to-carry': {
    status: 409,
    id: 'Semua jawaban dalam berkas ini sudah ada di server atau sudah diganti jawaban yang lebih baru. Tidak ada yang berubah.',
    en: 'Every response in this file is on the server already or was replaced by a newer one. Nothing changes.',
  },
  'not-a-carry-file': {
    status: 400,
    id: 'Berkas ini bukan berkas jawaban peserta ini, atau rusak. Ambil lagi dari komputer lamanya.',
    en: 'This file is not a response file of this candidate, or it is damaged. Save it again at the old computer.',
  },
  'command-differs': {
    status: 409,
    id: 'Nomor perintah ini sudah dipakai untuk perintah lain. Tidak ada yang dijalankan; muat ulang konsol, lalu beri perintahnya sekali lagi.',
    en: 'The number of this command was used for another command. Nothing was done; reload the console, then give it once more.',
  },
  'second-person-needed': {
    status: 409,
    id: 'Perintah ini berlaku setelah orang kedua menyetujuinya. Tidak ada yang berubah; ajukan sebagai usulan.',
    en: 'This command holds when a second person approves it. Nothing was changed; propose it.',
  },
  'one-candidate': {
    status: 400,
    id: 'Perintah ini untuk satu peserta. Tidak ada yang berubah; pilih satu peserta saja.',
    en: 'This command is for one candidate. Nothing was changed; choose one candidate.',
  },
  'text-needed': {
    status: 400,
    id: 'Tuliskan yang akan dibaca peserta. Belum ada yang terkirim.',
    en: 'Write what the candidate is to read. Nothing was sent yet.',
  },
  'minutes-needed': {
    status: 400,
    id: 'Sebutkan berapa menit yang diberikan. Tidak ada yang berubah.',
    en: 'Say how many minutes are given. Nothing was changed.',
  },
  'too-much-time': {
    status: 409,
    id: 'Batas panitia {most} menit tambahan untuk satu peserta; untuk peserta ini tersisa {left} menit. Tidak ada yang berubah.',
    en: 'The committee allows {most} added minutes for one candidate; {left} are left for this one. Nothing was changed.',
  },
  'nobody-working': {
    status: 409,
    id: 'Tidak ada peserta yang sedang mengerjakan. Tidak ada yang berubah.',
    en: 'Nobody is working. Nothing was changed.',
  },
  'not-begun': {
    status: 409,
    id: 'Peserta ini belum mulai mengerjakan; perintah ini belum dapat dijalankan untuknya.',
    en: 'This candidate has not begun to work; this command cannot be done for them yet.',
  },
  'already-started': {
    status: 409,
    id: 'Peserta ini sudah mulai; waktunya tidak berubah.',
    en: 'This candidate has started already; the time is unchanged.',
  },
  'station-needed': {
    status: 400,
    id: 'Peserta ini belum mulai; sebutkan ruang dan meja yang baru. Tidak ada yang berubah.',
    en: 'This candidate has not begun; name the new room and station. Nothing was changed.',
  },
  'seat-taken': {
    status: 409,
    id: 'Ruang {room}, meja {station} sudah dipakai peserta {number}. Tidak ada yang berubah; pilih meja lain.',
    en: 'Room {room}, station {station} is taken by candidate {number}. Nothing was changed; choose another station.',
  },
  'no-such-station': {
    status: 409,
    id: 'Tidak ada meja {station} pada denah ruang {room}. Tidak ada yang berubah; pilih meja yang ada.',
    en: 'The plan of room {room} has no station {station}. Nothing was changed; choose one that is there.',
  },
  'wrong-state': {
    status: 409,
    id: 'Sesi berstatus "{state}"; perintah ini tidak dapat dijalankan sekarang.',
    en: 'The sitting is "{state}"; this command cannot be done now.',
  },
  'still-working': {
    status: 409,
    id: 'Masih ada {count} peserta yang mengerjakan. Tunggu sampai selesai, atau akhiri mereka dengan alasan.',
    en: '{count} candidates are still working. Wait for them, or end them with a reason.',
  },
  'reason-needed': { status: 400, id: 'Tuliskan alasan perintah ini.', en: 'Give the reason for this command.' },
  'name-taken': {
    status: 409,
    id: 'Nama "{name}" sudah dipakai. Pilih nama lain.',
    en: 'The name "{name}" is taken. Choose another.',
  },
  'changed-meanwhile': {
    status: 409,
    id: 'Data ini baru saja diubah orang lain. Tidak ada yang ditimpa; muat ulang, lalu ulangi perubahan Anda.',
    en: 'Somebody else changed this a moment ago. Nothing was overwritten; reload, then make your change again.',
  },
  'code-taken': {
    status: 409,
    id: 'Kode "{code}" sudah dipakai. Tidak ada yang berubah; pilih kode lain.',
    en: 'The code "{code}" is taken. Nothing was changed; choose another.',
  },
  'unit-below-itself': {
    status: 409,
    id: 'Unit induk yang dipilih berada di bawah unit ini sendiri. Tidak ada yang berubah; pilih induk lain.',
    en: 'The parent you chose stands below this unit itself. Nothing was changed; choose another parent.',
  },
  'education-unknown': {
    status: 409,
    id: 'Tidak ada dalam daftar program studi: {what}. Tidak ada yang berubah; pilih dari daftar.',
    en: 'Not in the list of programmes: {what}. Nothing was changed; choose from the list.',
  },
  'decree-needed': {
    status: 400,
    id: 'Sebutkan nomor keputusan yang menetapkan jumlah itu. Tidak ada yang berubah.',
    en: 'Name the decree that grants this number. Nothing was changed.',
  },
  'grant-in-use': {
    status: 409,
    id: 'Formasi sudah memakai {used} tempat dari penetapan ini; jumlahnya tidak dapat kurang dari itu. Tidak ada yang berubah; kurangi dahulu jumlah pada formasinya.',
    en: 'Vacancies have taken {used} places of this grant; it cannot be less. Nothing was changed; lower the number in the vacancies first.',
  },
  'still-used': {
    status: 409,
    id: '{what} ini masih dipakai data lain dan tidak dihapus. Hapus atau pindahkan dahulu yang memakainya.',
    en: 'Other records still use this, and it was not removed ({what}). Remove or move them first.',
  },
  'over-granted': {
    status: 409,
    id: '{position}: ditetapkan {granted} tempat, dan yang masih dapat dipakai {free}. Tidak ada yang berubah; kurangi jumlahnya.',
    en: '{position}: {granted} places were granted, and {free} are still free. Nothing was changed; take fewer.',
  },
  'vacancy-published': {
    status: 409,
    id: 'Formasi {code} sudah diumumkan. Tidak ada yang berubah; usulkan perubahannya supaya disetujui orang kedua dan tercatat dalam riwayat.',
    en: 'Vacancy {code} is published. Nothing was changed; propose the change, so that a second person approves it and the history shows it.',
  },
  'vacancies-not-ready': {
    status: 409,
    id: 'Belum dapat diumumkan: {problems} Tidak ada yang berubah; lengkapi dahulu.',
    en: 'This cannot be published yet: {problems} Nothing was changed; complete it first.',
  },
  'nothing-changed': {
    status: 409,
    id: 'Tidak ada yang berbeda dari yang sudah berlaku. Tidak ada yang diusulkan.',
    en: 'Nothing differs from what holds already. Nothing was proposed.',
  },
  'period-closed': {
    status: 409,
    id: 'Periode "{name}" sudah ditutup. Tidak ada yang berubah; buka kembali periodenya atau pakai periode lain.',
    en: 'The period "{name}" is closed. Nothing was changed; open it again or use another period.',
  },
  'period-not-draft': {
    status: 409,
    id: 'Periode "{name}" sudah dibuka. Tidak ada yang berubah; usulkan perubahannya supaya disetujui orang kedua.',
    en: 'The period "{name}" is open. Nothing was changed; propose the change, so that a second person approves it.',
  },
  'period-not-ready': {
    status: 409,
    id: 'Periode belum lengkap: {problems} Tidak ada yang berubah; lengkapi dahulu.',
    en: 'The period is not complete: {problems} Nothing was changed; complete it first.',
  },
  'period-empty': {
    status: 409,
    id: 'Belum ada formasi yang diumumkan dalam periode "{name}". Periode tetap tertutup; umumkan formasinya dahulu.',
    en: 'No vacancy of the period "{name}" is published yet. It stays closed; publish the vacancies first.',
  },
  'other-period-open': {
    status: 409,
    id: 'Periode "{name}" masih terbuka, dan hanya satu yang dapat terbuka. Tidak ada yang berubah; tutup dahulu periode itu.',
    en: 'The period "{name}" is still open, and only one can be. Nothing was changed; close that one first.',
  },
  'bank-too-small': {
    status: 409,
    id: 'Bank soal tidak cukup untuk kisi-kisi: {problems}',
    en: 'The bank is too small for its blueprint: {problems}',
  },
  'nobody-seated': {
    status: 409,
    id: 'Belum ada peserta untuk sesi ini. Impor peserta terlebih dahulu.',
    en: 'No candidates for this sitting yet. Import candidates first.',
  },
  'no-skb-participants': {
    status: 409,
    id: 'Belum ada peserta SKB tanpa tempat duduk. Peserta SKB adalah yang berkode P/L pada pengumuman SKD yang berlaku.',
    en: 'There is no SKB participant without a seat. Participants are those with code P/L in the SKD publication in force.',
  },
  'same-person': {
    status: 409,
    id: 'Anda yang mengusulkan ini; orang kedua harus menyetujuinya. Tidak ada yang berubah.',
    en: 'You proposed this yourself; a second person must approve it. Nothing was changed.',
  },
  'already-proposed': {
    status: 409,
    id: 'Usulan yang sama masih menunggu persetujuan orang kedua. Lihat layar Persetujuan.',
    en: 'The same proposal is still waiting for a second person. See the screen Approvals.',
  },
  'already-decided': {
    status: 409,
    id: 'Usulan ini sudah diputuskan oleh {by}. Muat ulang layar untuk melihatnya.',
    en: 'This proposal was already decided by {by}. Reload the screen to see it.',
  },
  'rule-set-wrong': {
    status: 400,
    id: 'Aturan belum dapat disimpan. {problems}',
    en: 'The rule set cannot be kept yet. {problems}',
  },
  'rule-set-exists': {
    status: 409,
    id: 'Aturan dengan id "{id}" sudah ada dan tidak dapat diubah. Pakai id lain, misalnya dengan tahun atau nomor keputusan.',
    en: 'A rule set with the id "{id}" exists and cannot be changed. Use another id, for example with the year or the decree.',
  },
  'rule-set-other-sections': {
    status: 409,
    id: 'Nilai formasi {vacancy} berasal dari subtes lain, sehingga aturan ini tidak dapat dicoba di sana.',
    en: 'The scores of vacancy {vacancy} come from other sections, so this rule set cannot be tried there.',
  },
  'no-objection-window': {
    status: 409,
    id: 'Pengumuman ini belum mempunyai masa sanggah.',
    en: 'This publication has no objection window yet.',
  },
  'objection-closed': {
    status: 409,
    id: 'Masa sanggah pengumuman ini {opens} sampai {closes} (WIB); sanggah tidak dapat diterima di luar itu.',
    en: 'The objection window of this publication is {opens} to {closes} (WIB); no objection can be taken outside it.',
  },
  'objection-short': {
    status: 400,
    id: 'Alasan sanggah terlalu pendek. Tulis paling sedikit {least} huruf.',
    en: 'The reason is too short. Write at least {least} characters.',
  },
  'objected-withdrawn': {
    status: 409,
    id: 'Pengumuman ini sudah dicabut, sehingga tidak dapat disanggah lagi. Sanggah pengumuman yang menggantikannya.',
    en: 'This publication was withdrawn and can no longer be objected to. Object to the one that replaces it.',
  },
  'objected-already': {
    status: 409,
    id: 'Anda sudah menyanggah pada tahap ini ({receipt}). Sanggah hanya satu kali.',
    en: 'You have already objected in this stage ({receipt}). An objection is possible once.',
  },
  'who-are-you': {
    status: 401,
    id: 'Nomor peserta atau NIK tidak cocok. Periksa keduanya pada kartu Anda.',
    en: 'The card number or the NIK does not match. Check both on your cards.',
  },
  'not-on-the-list': {
    status: 409,
    id: 'Nomor peserta {number} tidak ada dalam pengumuman ini, sehingga tidak dapat menyanggahnya.',
    en: 'Card number {number} is not in this publication and cannot object to it.',
  },
  'window-wrong': {
    status: 400,
    id: 'Masa sanggah tidak mungkin: {what}.',
    en: 'This objection window is impossible: {what}.',
  },
  'window-fixed': {
    status: 409,
    id: 'Sudah ada {count} sanggah; masa sanggah tidak dapat diubah lagi.',
    en: 'There are {count} objections already; the window can no longer be changed.',
  },
  'remedy-wrong': {
    status: 409,
    id: 'Tindak lanjut tidak dapat dijalankan: {what}.',
    en: 'What should follow cannot be done: {what}.',
  },
  'nothing-to-publish': {
    status: 409,
    id: 'Belum ada hasil untuk formasi ini.',
    en: 'There are no results for this vacancy yet.',
  },
  'mixed-rule-sets': {
    status: 409,
    id: 'Peserta formasi ini diuji dengan aturan penilaian yang berbeda ({what}); peringkatnya tidak dapat disatukan.',
    en: 'Candidates of this vacancy were tested under different rule sets ({what}); they cannot be ranked together.',
  },
  'sitting-running': {
    status: 409,
    id: 'Sesi "{name}" masih berlangsung. Tutup sesi terlebih dahulu.',
    en: 'Sitting "{name}" is still running. Close it first.',
  },
  'results-changed': {
    status: 409,
    id: 'Hasil berubah sejak pratinjau. Lihat pratinjau baru sebelum mengumumkan.',
    en: 'The results have changed since the preview. Look at the new preview before publishing.',
  },
  'same-as-published': {
    status: 409,
    id: 'Daftar ini sama dengan pengumuman yang sedang berlaku; tidak ada yang perlu diumumkan.',
    en: 'This list is the same as the publication in force; there is nothing to publish.',
  },
  'publication-moved': {
    status: 409,
    id: 'Pengumuman lain sudah terbit sejak pratinjau ini. Tidak ada yang tertulis; lihat pratinjau yang baru.',
    en: 'Another publication was made since this preview. Nothing was written; look at the new preview.',
  },
  'already-withdrawn': {
    status: 409,
    id: 'Pengumuman ini sudah dicabut sebelumnya. Tidak ada yang berubah.',
    en: 'This publication was withdrawn before. Nothing was changed.',
  },
  'scores-missing': {
    status: 409,
    id: '{count} pengerjaan yang sudah selesai belum bernilai; tanpa nilai mereka akan tampak tidak hadir. Server terus mencoba menilai; periksa ruang disk lalu muat ulang.',
    en: '{count} finished attempts have no score yet; without it they would look absent. The server keeps trying to score them; check the disk space, then reload.',
  },
  'candidates-unseated': {
    status: 409,
    id: '{count} peserta formasi {vacancy} belum mendapat tempat di sesi mana pun. Jadwalkan mereka; yang tidak datang akan tercatat TH.',
    en: '{count} candidates of vacancy {vacancy} have no seat in any sitting. Schedule them; those who do not come are recorded as TH.',
  },
  'does-not-add-up': {
    status: 409,
    id: 'Jumlah pada daftar tidak cocok satu sama lain; lihat rekonsiliasi pada pratinjau. Laporkan ini; jangan diumumkan.',
    en: 'The figures of the list do not add up; see the reconciliation in the preview. Report this; do not publish.',
  },
  'tie-undecided': {
    status: 409,
    id: '{count} peserta formasi {vacancy} sama dalam segala hal pada tempat terakhir. Panitia harus menetapkan urutannya.',
    en: '{count} candidates of vacancy {vacancy} are equal on everything at the last place. The committee must give them an order.',
  },
  'no-such-tie': {
    status: 409,
    id: 'Peserta itu tidak (lagi) persis kelompok yang sama nilainya. Muat ulang pratinjau lalu susun kembali.',
    en: 'These are not (or no longer) exactly the candidates who are equal. Reload the preview and order them again.',
  },
  'need-type-unknown': {
    status: 409,
    id: 'Jenis kebutuhan "{need}" formasi {vacancy} tidak dikenal aturan {rules}, sehingga tidak dapat diperingkat.',
    en: 'The kind of need "{need}" of vacancy {vacancy} is unknown to the rules {rules}, so it cannot be ranked.',
  },
  'threshold-not-stated': {
    status: 409,
    id: 'Formasi {vacancy} belum menyatakan nilai ambang batas {what} yang diminta aturannya. Impor formasi dengan kolom ambang_batas.',
    en: 'Vacancy {vacancy} does not state its threshold for {what}, which its rules ask for. Import it with the column ambang_batas.',
  },
  'threshold-not-asked': {
    status: 409,
    id: 'Formasi {vacancy} menyatakan nilai ambang batas {what} yang tidak dikenal aturannya.',
    en: 'Vacancy {vacancy} states a threshold for {what}, which its rules do not know.',
  },
  'group-unknown': {
    status: 409,
    id: 'Formasi {vacancy} memuat kelompok prioritas "{what}" yang tidak dikenal aturan {rules}. Perbaiki data peserta.',
    en: 'Vacancy {vacancy} has the priority group "{what}", unknown to the rules {rules}. Mend the candidates’ data.',
  },
  'no-skd-published': {
    status: 409,
    id: 'Belum ada pengumuman SKD yang berlaku dan meloloskan peserta ke SKB.',
    en: 'There is no SKD publication in force that lets anybody go on to the SKB.',
  },
  'skd-not-published': {
    status: 409,
    id: 'Formasi {vacancies} belum mempunyai pengumuman SKD yang berlaku. Umumkan dahulu; pengisian formasi kosong memerlukan semuanya.',
    en: 'Vacancies {vacancies} have no SKD publication in force. Publish them first; filling empty places needs them all.',
  },
  'skd-outdated': {
    status: 409,
    id: 'Peringkat SKD formasi {vacancy} sudah berbeda dari pengumumannya yang berlaku. Umumkan SKD yang baru dahulu.',
    en: 'The SKD ranking of vacancy {vacancy} differs from its publication in force. Publish the SKD anew first.',
  },
  'skb-plan-refused': {
    status: 409,
    id: 'Rencana SKB formasi {vacancy} tidak sesuai aturan; pratinjau menyebut apa yang salah.',
    en: 'The SKB plan of vacancy {vacancy} is against the rules; the preview says what is wrong.',
  },
  'no-integration-published': {
    status: 409,
    id: 'Belum ada pengumuman hasil integrasi yang berlaku; pengumuman setelah sanggah menyusul sesudahnya.',
    en: 'There is no integration publication in force; the one after objections follows it.',
  },
  'objection-window-missing': {
    status: 409,
    id: 'Masa sanggah untuk pengumuman integrasi belum ditetapkan. Tetapkan dahulu di layar Sanggah.',
    en: 'The objection window of the integration publication is not set. Set it first on the screen Objections.',
  },
  'objection-window-open': {
    status: 409,
    id: 'Masa sanggah berlangsung sampai {day} pukul 24.00 WIB; pengumuman setelah sanggah menunggu.',
    en: 'The objection window runs until {day}, 24:00 WIB; the publication after objections waits for it.',
  },
  'objections-undecided': {
    status: 409,
    id: '{count} sanggahan belum diputuskan. Putuskan semuanya sebelum pengumuman setelah sanggah.',
    en: '{count} objections are not decided yet. Decide them all before the publication after objections.',
  },
  'standing-unchanged': {
    status: 409,
    id: 'Status peserta ini memang sudah demikian. Tidak ada yang berubah.',
    en: 'This candidate already has that status. Nothing was changed.',
  },
  'key-unchanged': {
    status: 409,
    id: 'Kunci soal {item} sudah seperti itu; tidak ada yang perlu diubah. Pilih kunci lain, atau keluarkan soal ini dari daftar.',
    en: 'The key of item {item} is like that already; there is nothing to change. Choose another key, or take the item off the list.',
  },
  'key-of-other-kind': {
    status: 400,
    id: 'Soal {item} dinilai dengan cara lain (satu kunci, atau bobot tiap pilihan). Tidak ada yang berubah; isi kunci sesuai jenis soalnya.',
    en: 'Item {item} is scored in another way (one key, or a weight for each option). Nothing was changed; state the key in that way.',
  },
  'no-such-option': {
    status: 400,
    id: 'Soal {item} tidak mempunyai pilihan {option}. Tidak ada yang berubah; periksa huruf pilihannya.',
    en: 'Item {item} has no option {option}. Nothing was changed; check the letter.',
  },
  'weight-out-of-limits': {
    status: 400,
    id: 'Bobot pilihan {option} soal {item} harus bilangan bulat {least} sampai {most}. Tidak ada yang berubah; isi bobot semua pilihan.',
    en: 'The weight of option {option} of item {item} must be a whole number from {least} to {most}. Nothing was changed; state a weight for every option.',
  },
  'item-named-twice': {
    status: 400,
    id: 'Soal {item} ada dua kali dalam usulan. Tidak ada yang berubah; sisakan satu.',
    en: 'Item {item} is in the proposal twice. Nothing was changed; keep one of them.',
  },
  'scores-on-the-way': {
    status: 409,
    id: 'Nilai {count} peserta sesi "{name}" masih dihitung dengan kunci yang berlaku. Tidak ada yang berubah; tunggu beberapa detik lalu buka pratinjau lagi.',
    en: 'The scores of {count} candidates of sitting "{name}" are still being computed with the keys in force. Nothing was changed; wait a few seconds, then open the preview again.',
  },
  'items-of-many-banks': {
    status: 400,
    id: 'Satu usulan hanya untuk soal dari satu bank. Tidak ada yang berubah; usulkan soal bank lain tersendiri.',
    en: 'One proposal is about items of one bank. Nothing was changed; propose the items of the other bank apart.',
  },
  'desk-changed': {
    status: 409,
    id: 'Meja lain baru saja mencatat sesuatu untuk peserta ini. Dari meja ini tidak ada yang tercatat; lihat keadaan terbarunya lalu lanjutkan.',
    en: 'Another desk has just recorded something for this candidate. Nothing was recorded from this desk; look at the newest state, then go on.',
  },
  'desk-late': {
    status: 409,
    id: 'Registrasi ditutup {closes}. Tidak ada yang tercatat; peserta yang datang sesudahnya hanya dapat ditolak sebagai terlambat.',
    en: 'Check-in closed at {closes}. Nothing was recorded; somebody who comes later can only be refused as late.',
  },
  'desk-order': {
    status: 409,
    id: 'Langkah ini belum gilirannya, atau tidak dipakai pada sesi ini. Tidak ada yang tercatat; selesaikan langkah sebelumnya dahulu.',
    en: 'It is not the turn of this step yet, or this sitting does not use it. Nothing was recorded; do the step before it first.',
  },
  'documents-missing': {
    status: 409,
    id: 'Dokumen wajib belum dilihat: {missing}. Tidak ada yang tercatat; periksa dokumennya, atau tolak peserta dengan alasan.',
    en: 'Documents that are needed were not seen: {missing}. Nothing was recorded; check them, or refuse the candidate with a reason.',
  },
  'photo-needed': {
    status: 409,
    id: 'Foto wajib pada sesi ini. Tidak ada yang tercatat; ambil fotonya, atau tuliskan alasan melanjutkan tanpa foto.',
    en: 'A picture is required in this sitting. Nothing was recorded; take it, or write down why you go on without.',
  },
  'face-reason-needed': {
    status: 409,
    id: 'Wajah dinyatakan tidak sama. Tidak ada yang tercatat; tuliskan alasan dan nama atasan yang memutuskan lanjut, atau tolak peserta.',
    en: 'The face was said not to be the same. Nothing was recorded; write the reason and which supervisor decided to go on, or refuse the candidate.',
  },
  'not-a-photo': {
    status: 400,
    id: 'Gambar ini bukan foto JPEG yang utuh dengan ukuran paling besar {kb} kB dan {side} x {side} piksel. Tidak ada yang tersimpan; ambil ulang fotonya.',
    en: 'This picture is not a whole JPEG of at most {kb} kB and {side} x {side} pixels. Nothing was stored; take it again.',
  },
  'pin-closed': {
    status: 409,
    id: 'Pemberian PIN ditutup {closes}. Tidak ada PIN yang dibuat atau berubah; setelah itu hanya peserta yang sudah diterima atau sudah memulai mendapat PIN pengganti, dari konsol pengawas.',
    en: 'PINs were given until {closes}. No PIN was made or changed; after that only those who were let in or have begun get another one, from the proctor’s console.',
  },
  'pins-at-desk': {
    status: 409,
    id: 'Pada sesi ini PIN diberikan satu per satu di meja registrasi. Tidak ada PIN yang dibuat; arahkan peserta ke meja itu.',
    en: 'In this sitting PINs are given one by one at the check-in desk. No PIN was made; send the candidate there.',
  },
  'refused-at-desk': {
    status: 409,
    id: 'Peserta {number} ditolak di meja registrasi. Tidak ada yang berubah; penolakan dapat dicabut di meja itu sebelum registrasi ditutup.',
    en: 'Candidate {number} was refused at the check-in desk. Nothing was changed; the refusal can be taken back there before check-in closes.',
  },
  'not-refused': {
    status: 409,
    id: 'Peserta {number} tidak sedang ditolak. Tidak ada yang berubah.',
    en: 'Candidate {number} is not refused. Nothing was changed.',
  },
  'not-late-yet': {
    status: 409,
    id: 'Registrasi masih dibuka sampai {closes}, sehingga belum ada yang terlambat. Tidak ada yang tercatat; pilih alasan lain.',
    en: 'Check-in is open until {closes}, so nobody is late yet. Nothing was recorded; choose another reason.',
  },
  'late-only': {
    status: 409,
    id: 'Registrasi ditutup {closes}; peserta yang datang sesudahnya ditolak sebagai terlambat. Tidak ada yang tercatat; pilih alasan terlambat.',
    en: 'Check-in closed at {closes}; who comes later is refused as late. Nothing was recorded; choose late as the reason.',
  },
  'refusal-text-needed': {
    status: 400,
    id: 'Tuliskan alasan penolakan ini. Tidak ada yang tercatat.',
    en: 'Write down why this candidate is refused. Nothing was recorded.',
  },
  'begun-already': {
    status: 409,
    id: 'Peserta {number} sudah memulai ujian, sehingga tidak dapat ditolak lagi dari meja registrasi. Tidak ada yang berubah; gunakan perintah pengawas.',
    en: 'Candidate {number} has begun and can no longer be refused at the desk. Nothing was changed; use a command of the proctor.',
  },
  'card-not-ours': {
    status: 409,
    id: 'Tanda tangan kode QR pada kartu ini salah. Tidak ada yang tercatat; pindai sekali lagi (Caps Lock mati), periksa kartu dan identitasnya, lalu ketik nomornya bila memang peserta.',
    en: 'The signature in the QR code of this card is wrong. Nothing was recorded; scan it once more (Caps Lock off), check card and identity, and type the number if this is a candidate.',
  },
  'number-not-clear': {
    status: 409,
    id: 'Nomor {number} cocok dengan lebih dari satu peserta sesi ini. Ketik nomornya persis seperti pada kartu.',
    en: 'Number {number} fits more than one candidate of this sitting. Type it exactly as it stands on the card.',
  },
  'other-sitting': {
    status: 409,
    id: 'Peserta {number} terjadwal pada sesi {sitting}, {time}, ruang {room}. Tidak ada yang tercatat di sini; arahkan ke sesinya.',
    en: 'Candidate {number} belongs to sitting {sitting}, {time}, room {room}. Nothing was recorded here; send her to her sitting.',
  },
  'no-seat-yet': {
    status: 409,
    id: 'Peserta {number} terdaftar tetapi belum mendapat tempat di sesi mana pun. Tidak ada yang tercatat; hubungi panitia.',
    en: 'Candidate {number} is registered but has no seat in any sitting. Nothing was recorded; ask the committee.',
  },
  'plan-wrong': {
    status: 400,
    id: 'Denah belum dapat disimpan; tidak ada yang berubah. {problems}',
    en: 'The plan cannot be kept yet; nothing was changed. {problems}',
  },
  'plan-enrolled': {
    status: 409,
    id: 'Di meja {stations} masih terdaftar komputer. Tidak ada yang berubah; cabut pendaftarannya dahulu, lalu ubah denah.',
    en: 'Computers are still enrolled at station {stations}. Nothing was changed; take their enrolment back first, then change the plan.',
  },
  'plan-in-use': {
    status: 409,
    id: 'Meja {stations} dipakai peserta sesi "{sitting}" yang belum ditutup. Tidak ada yang berubah; nama ruang dan meja itu tetap sampai sesi ditutup.',
    en: 'Station {stations} is the seat of candidates of sitting "{sitting}", which is not closed. Nothing was changed; room and stations keep their names until then.',
  },
  'not-enrolled': {
    status: 409,
    id: 'Di meja {station} tidak ada komputer yang terdaftar. Tidak ada yang berubah.',
    en: 'No computer is enrolled at station {station}. Nothing was changed.',
  },
  'too-few-seats': {
    status: 409,
    id: 'Denah {venue} tidak memuat {people} peserta ({seats} meja tanpa cadangan). Tidak ada yang terjadwal. {problems}',
    en: 'The plan of {venue} does not hold {people} candidates ({seats} stations without spares). Nothing was scheduled. {problems}',
  },
  'day-plan-wrong': {
    status: 400,
    id: 'Rencana hari belum dapat dipakai; tidak ada yang terjadwal. {problems}',
    en: 'The plan of the days cannot be used yet; nothing was scheduled. {problems}',
  },
  'venue-hours': {
    status: 400,
    id: 'Jam tutup ({closes}) harus sesudah jam buka ({opens}). Tidak ada yang tersimpan.',
    en: 'The closing time ({closes}) must be after the opening time ({opens}). Nothing was saved.',
  },
  'nobody-placed': {
    status: 409,
    id: 'Tidak seorang pun mendapat tempat dengan rencana ini, jadi tidak ada yang dapat diusulkan. Lihat alasannya pada pratinjau, lalu ubah lokasi, hari, atau sesinya.',
    en: 'Nobody gets a seat with this plan, so there is nothing to propose. See the reasons in the preview, then change venues, days or sessions.',
  },
  'placement-changed': {
    status: 409,
    id: 'Peserta, lokasi, ruang, atau sesi berubah sejak pratinjau ini dibuat. Tidak ada yang terjadwal; buat pratinjau baru, baca, lalu usulkan lagi.',
    en: 'Candidates, venues, rooms or sittings have changed since this preview was made. Nothing was scheduled; make a new preview, read it, then propose again.',
  },
  'seats-fixed': {
    status: 409,
    id: 'Tidak dapat dipindahkan lagi, tidak ada yang berubah: {numbers} sudah datang ke meja registrasi atau sudah mulai. Gunakan perintah pengawas pada hari itu.',
    en: 'Can no longer be moved, nothing was changed: {numbers} came to the desk or began. Use a command of the proctor on that day.',
  },
  'no-place-to-move': {
    status: 409,
    id: 'Perubahan ini tidak menyisakan tempat bagi semua yang terkena; tidak ada yang berubah. {problems}',
    en: 'This change leaves no place for everybody concerned; nothing was changed. {problems}',
  },
  'sitting-started': {
    status: 409,
    id: 'Sesi "{sitting}" sudah dibuka atau sudah lewat; jadwalnya tidak diubah lagi. Tidak ada yang berubah.',
    en: 'Sitting "{sitting}" is open or past; its schedule is not changed any more. Nothing was changed.',
  },
  'other-test': {
    status: 409,
    id: 'Sesi "{sitting}" bukan untuk ujian yang sama. Tidak ada yang berubah; pilih sesi dari ujian yang sama.',
    en: 'Sitting "{sitting}" is not for the same test. Nothing was changed; choose a sitting of the same test.',
  },
  'rooms-clash': {
    status: 409,
    id: 'Pada waktu itu ruang {rooms} di {venue} dipakai sesi "{sitting}". Tidak ada yang berubah; pilih waktu lain.',
    en: 'At that time room {rooms} of {venue} is needed by sitting "{sitting}". Nothing was changed; choose another time.',
  },
  'schedule-published': {
    status: 409,
    id: 'Sesi ini bagian dari jadwal yang sudah disetujui dan peserta sudah diberi tahu. Tidak ada yang berubah; usulkan waktu barunya di Jadwal, bagian Perubahan, agar disetujui orang kedua dan peserta dikabari.',
    en: 'This sitting is part of an approved schedule and its candidates were told. Nothing was changed; propose the new time under Schedule, Changes, so that a second person approves it and the candidates are told.',
  },
  'card-void': {
    status: 409,
    id: 'Kartu peserta {number} ini sudah diganti karena jadwalnya berubah. Tidak ada yang tercatat. Yang berlaku: {place}. Periksa identitasnya, ketik nomornya, dan minta kartu barunya dicetak.',
    en: 'This card of candidate {number} was replaced because the schedule changed. Nothing was recorded. What holds now: {place}. Check the identity, type the number, and have the new card printed.',
  },
  'no-card-yet': {
    status: 409,
    id: 'Kartu peserta Anda terbit setelah hasil seleksi administrasi diumumkan dan Anda dinyatakan memenuhi syarat. Lamaran Anda tersimpan; lihat tahapnya di halaman status.',
    en: 'Your exam card is issued after the result of the administrative selection was announced and you were found eligible. Your application is kept; see its stage on the status page.',
  },
  'policy-wrong': {
    status: 400,
    id: 'Pengaturan sesi belum dapat disimpan; tidak ada yang berubah. {problems}',
    en: 'The settings of the sitting cannot be kept yet; nothing was changed. {problems}',
  },
  'seating-fixed': {
    status: 409,
    id: 'Sudah ada {count} peserta yang melapor di meja registrasi; cara pembagian tempat duduk tidak dapat diubah lagi. Pengaturan lain masih dapat.',
    en: '{count} candidates have already come to the desk; how seats are given can no longer be changed. Other settings still can.',
  },
  'start-in-past': {
    status: 400,
    id: 'Waktu mulai yang baru sudah lewat menurut jam server. Tidak ada yang berubah; pilih waktu yang akan datang.',
    en: 'The new start time is past already by the clock of the server. Nothing was changed; choose a later one.',
  },
  'note-short': {
    status: 400,
    id: 'Catatan terlalu pendek, tidak ada yang tersimpan. Tulis paling sedikit {least} huruf.',
    en: 'The note is too short, nothing was saved. Write at least {least} characters.',
  },
  'application-state': {
    status: 409,
    id: 'Lamaran ini berstatus "{state}", sehingga langkah ini tidak dapat dilakukan. Tidak ada yang berubah; muat ulang halaman untuk melihat keadaannya.',
    en: 'This application is "{state}", so this step is not possible. Nothing was changed; reload the page to see where it stands.',
  },
  'application-moved': {
    status: 409,
    id: 'Lamaran ini baru saja diubah orang lain atau di layar lain. Tidak ada yang ditimpa; muat ulang, lalu ulangi bila masih perlu.',
    en: 'This application was changed a moment ago by somebody else or in another window. Nothing was overwritten; reload, then do it again if it is still needed.',
  },
  'requirement-unknown': {
    status: 400,
    id: 'Persyaratan "{what}" tidak ada pada lamaran ini. Belum ada yang diputus; muat ulang, lalu putus sekali lagi.',
    en: 'This application has no requirement "{what}". Nothing was decided; reload, then decide once more.',
  },
  'requirement-open': {
    status: 400,
    id: 'Persyaratan "{what}" belum diputus. Belum ada yang tersimpan; pilih MS atau TMS untuk setiap persyaratan.',
    en: 'The requirement "{what}" is not judged yet. Nothing was saved; choose MS or TMS for each.',
  },
  'ms-without-reason': {
    status: 400,
    id: 'Persyaratan "{what}" dinyatakan MS tetapi diberi alasan. Belum ada yang tersimpan; hapus alasannya atau pilih TMS.',
    en: 'The requirement "{what}" is MS and has a reason. Nothing was saved; take the reason away or choose TMS.',
  },
  'tms-reason-needed': {
    status: 400,
    id: 'Pilih alasan TMS yang sesuai untuk "{what}". Belum ada yang tersimpan; pelamar akan membaca alasan ini.',
    en: 'Choose a fitting reason why "{what}" is not met. Nothing was saved; the applicant will read it.',
  },
  'tms-text-needed': {
    status: 400,
    id: 'Alasan lain untuk "{what}" perlu keterangan. Belum ada yang tersimpan; tulis apa yang kurang, untuk dibaca pelamar.',
    en: 'Another reason for "{what}" needs a note. Nothing was saved; write what is lacking, for the applicant to read.',
  },
  'note-needed': {
    status: 400,
    id: 'Tulis mengapa dikembalikan. Belum ada yang tersimpan; petugas berikutnya membaca catatan ini.',
    en: 'Write why it is returned. Nothing was saved; the next officer reads this note.',
  },
  'lease-lost': {
    status: 409,
    id: 'Lamaran ini tidak lagi di tangan Anda; petugas lain dapat sudah mengambilnya. Tidak ada yang tersimpan; ambil lamaran berikutnya.',
    en: 'This application is no longer in your hands; another officer may have taken it. Nothing was saved; take the next one.',
  },
  'nothing-to-take': {
    status: 404,
    id: 'Tidak ada lamaran yang menunggu untuk Anda saat ini. Yang sedang dipegang petugas lain akan kembali ke antrean bila dilepas.',
    en: 'No application waits for you at this moment. Those in the hands of other officers come back when they are given back.',
  },
  'record-closed': {
    status: 403,
    id: 'Berkas ini terbuka hanya bagi petugas yang memegang lamarannya atau yang telah menyebut keperluannya. Tidak ada yang ditampilkan; sebutkan keperluan, lalu buka lagi.',
    en: 'This record opens only to the officer who holds the application or who has stated a purpose. Nothing was shown; state the purpose, then open it again.',
  },
  'document-elsewhere': {
    status: 404,
    id: 'Dokumen ini tidak tersimpan di sini atau sudah dihapus. Lamarannya tetap utuh; lihat dokumen di kantor yang menyimpannya.',
    en: 'This document is not kept here or was erased. The application is whole; look at the document at the office that keeps it.',
  },
  'verification-open': {
    status: 409,
    id: '{count} lamaran belum dapat diumumkan (belum diputus, dikembalikan, belum diperiksa ulang, atau masih disanggah). Tidak ada yang diumumkan; selesaikan, atau pilih untuk mengumumkan tanpa mereka.',
    en: '{count} applications cannot be announced yet (undecided, returned, unchecked, or under objection). Nothing was announced; finish them, or choose to announce without them.',
  },
  'nothing-to-announce': {
    status: 409,
    id: 'Tidak ada lamaran yang dapat diumumkan sekarang. Tidak ada yang berubah; putuskan lamaran terlebih dahulu.',
    en: 'There is no application to announce now. Nothing was changed; decide applications first.',
  },
  'announcement-changed': {
    status: 409,
    id: 'Putusan berubah sejak pratinjau dibuat. Tidak ada yang diumumkan; lihat pratinjau yang baru, lalu usulkan lagi.',
    en: 'Decisions changed since the preview was made. Nothing was announced; look at the new preview, then propose again.',
  },
  'appeal-not-yours': {
    status: 409,
    id: 'Sanggah hanya untuk lamaran yang diumumkan tidak memenuhi syarat (TMS). Tidak ada yang dikirim; lihat keadaan lamaran di halaman status.',
    en: 'An objection is only for an application announced as not meeting the requirements (TMS). Nothing was sent; see the status page.',
  },
  'appeal-closed': {
    status: 409,
    id: 'Sanggah diterima pada {opens} sampai {closes} WIB. Tidak ada yang dikirim; di luar hari itu sanggah tidak dapat diterima.',
    en: 'Objections are taken from {opens} to {closes} WIB. Nothing was sent; outside these days none can be taken.',
  },
  'appealed-already': {
    status: 409,
    id: 'Sanggah untuk lamaran ini sudah diterima dengan nomor {receipt}. Sanggah hanya satu kali; jawabannya tampil di halaman status.',
    en: 'The objection for this application was received as {receipt}. One can object only once; the answer appears on the status page.',
  },
  'appeal-own-decision': {
    status: 409,
    id: 'Anda yang memutus lamaran ini, sehingga sanggahnya dijawab orang lain. Tidak ada yang berubah; minta petugas lain mengusulkan jawabannya.',
    en: 'You decided this application, so others answer its objection. Nothing was changed; ask another officer to propose the answer.',
  },
  'form-wrong': {
    status: 400,
    id: 'Isian belum lengkap atau perlu diperbaiki; belum ada yang terkirim. {problems}',
    en: 'Something is missing or must be corrected; nothing was sent yet. {problems}',
  },
  'code-wrong': {
    status: 401,
    id: 'Kode ini tidak cocok. Periksa angka pada pesan terakhir; masih dapat dicoba {left} kali.',
    en: 'This code does not match. Check the digits in the newest message; it can be tried {left} more times.',
  },
  'code-over': {
    status: 401,
    id: 'Kode ini tidak berlaku lagi: sudah lewat 10 menit, sudah dipakai, atau terlalu sering salah. Isian Anda masih ada; minta kode baru.',
    en: 'This code is good no more: it is older than 10 minutes, was used, or was wrong too often. What you typed is still there; ask for a new code.',
  },
  'registration-stopped': {
    status: 409,
    id: 'Pendaftaran ini tidak dapat diselesaikan secara daring; tidak ada akun baru yang dibuat. Pernah mendaftar? Masuk atau pakai "Lupa kata sandi". Belum pernah? Bawa KTP dan kartu keluarga kepada panitia.',
    en: 'This registration cannot be completed online; no new account was made. Registered before? Sign in or use "Forgot password". If not, bring identity card and family card to the committee.',
  },
  'wrong-address': {
    status: 401,
    id: 'Alamat surel atau nomor HP dan kata sandi tidak cocok. Periksa keduanya, atau pakai "Lupa kata sandi".',
    en: 'E-mail address or mobile number and password do not match. Check both, or use "Forgot password".',
  },
  'applied-already': {
    status: 409,
    id: 'Anda sudah mempunyai lamaran pada {period}; satu orang satu lamaran. Tidak ada yang berubah. Selama belum dikirim, formasinya dapat Anda ganti di lamaran itu.',
    en: 'You have an application in {period} already; one person has one. Nothing was changed. While it is not submitted you can change its vacancy there.',
  },
  'no-open-period': {
    status: 409,
    id: 'Saat ini tidak ada pengadaan yang dibuka. Akun Anda tetap ada; lihat jadwal pada halaman lowongan.',
    en: 'No selection is open at the moment. Your account stays; see the schedule on the page of vacancies.',
  },
  'registration-closed': {
    status: 409,
    id: 'Pendaftaran dibuka {from} sampai {until} (WIB); di luar itu lamaran tidak dapat dibuat, diubah atau dikirim. Yang sudah tersimpan tetap ada.',
    en: 'Registration is open from {from} to {until} (WIB); outside it no application can be made, changed or submitted. What was saved is still there.',
  },
  'application-sent': {
    status: 409,
    id: 'Lamaran ini sudah dikirim, sehingga isinya tidak dapat diubah lagi. Tidak ada yang berubah; muat ulang halaman untuk melihat keadaannya.',
    en: 'This application was submitted, so nothing in it can be changed any more. Nothing was changed; reload the page to see where it stands.',
  },
  'draft-elsewhere': {
    status: 409,
    id: 'Lamaran ini diubah di jendela atau perangkat lain sejak dibuka di sini. Tidak ada yang ditimpa; muat isian terbaru, lalu lanjutkan.',
    en: 'This application was changed in another window or on another device since it was opened here. Nothing was overwritten; load the newest entries, then go on.',
  },
  'application-incomplete': {
    status: 409,
    id: 'Lamaran belum dapat dikirim; yang sudah diisi tetap tersimpan. {problems}',
    en: 'The application cannot be submitted yet; what was entered is saved. {problems}',
  },
  'requirements-unmet': {
    status: 409,
    id: 'Data Anda belum memenuhi syarat formasi ini; lamaran tidak dikirim dan tetap tersimpan. {problems} Perbaiki datanya bila keliru, atau pilih formasi lain.',
    en: 'Your data does not meet the requirements of this vacancy; the application was not submitted and is kept. {problems} Correct the data if it is wrong, or choose another vacancy.',
  },
  'withdraw-late': {
    status: 409,
    id: 'Anda sudah tercatat sebagai peserta ujian, sehingga lamaran tidak dapat ditarik di sini. Tidak ada yang berubah; hubungi panitia bila Anda mengundurkan diri.',
    en: 'You are a candidate of the exam already, so the application cannot be withdrawn here. Nothing was changed; tell the committee if you resign.',
  },
  'document-large': {
    status: 413,
    id: '{what} melebihi {most} KB, sehingga tidak diterima; berkas sebelumnya tetap ada. Perkecil, atau pindai ulang dengan mutu lebih rendah.',
    en: '{what} is larger than {most} KB and was not taken; an earlier file is still there. Make it smaller, or scan it again with less detail.',
  },
  'document-type': {
    status: 415,
    id: '{what} harus berkas {wanted} yang utuh; isi berkas ini bukan itu, apa pun namanya. Berkas sebelumnya tetap ada. Simpan sebagai {wanted}, lalu unggah lagi.',
    en: '{what} must be a whole {wanted} file; what is in this one is not that, whatever its name. An earlier file is still there. Save it as {wanted}, then upload it again.',
  },
  'document-broken': {
    status: 422,
    id: '{what} tidak dapat dibaca sampai selesai; berkasnya rusak atau terpotong. Berkas sebelumnya tetap ada. Buka berkas itu di HP Anda, simpan ulang, lalu unggah lagi.',
    en: '{what} cannot be read to its end; the file is damaged or cut off. An earlier file is still there. Open it on your telephone, save it again, then upload it.',
  },
  'document-empty': {
    status: 422,
    id: '{what} kosong: tidak ada yang terlihat di dalamnya. Berkas sebelumnya tetap ada. Foto atau pindai ulang, lalu unggah lagi.',
    en: '{what} is blank: there is nothing to be seen in it. An earlier file is still there. Take the picture again or scan it again, then upload it.',
  },
  'document-active': {
    status: 422,
    id: '{what} memuat isi aktif (skrip, lampiran atau perintah) yang tidak diterima. Berkas sebelumnya tetap ada. Cetak dokumen itu ke PDF ("Print to PDF") atau pindai, lalu unggah lagi.',
    en: '{what} holds active content (a script, an attachment or a command), which is not taken. An earlier file is still there. Print it to PDF or scan it, then upload it again.',
  },
  'document-locked': {
    status: 422,
    id: '{what} terkunci kata sandi. Berkas sebelumnya tetap ada. Simpan tanpa kata sandi, lalu unggah lagi.',
    en: '{what} is locked with a password. An earlier file is still there. Save it without a password, then upload it again.',
  },
  'document-pages': {
    status: 422,
    id: '{what} berisi {pages} halaman; paling banyak {most}. Berkas sebelumnya tetap ada. Unggah halaman yang diminta saja.',
    en: '{what} has {pages} pages; {most} are allowed. An earlier file is still there. Upload the pages that are asked for.',
  },
  'document-pixels': {
    status: 422,
    id: '{what} berukuran {size} piksel; sisi pendek paling sedikit {least}, sisi panjang paling banyak {most}. Berkas sebelumnya tetap ada. Ambil gambar lagi dengan ukuran itu.',
    en: '{what} has {size} pixels; the shorter side needs {least} at least, the longer one {most} at most. An earlier file is still there. Take the picture again in that size.',
  },
  'document-busy': {
    status: 503,
    id: 'Banyak berkas sedang diperiksa. Berkas ini belum diterima dan isian Anda aman; unggah lagi setelah satu menit.',
    en: 'Many files are being checked. This one was not taken yet and what you entered is safe; upload it again in a minute.',
  },
  'upload-incomplete': {
    status: 400,
    id: 'Berkas tidak sampai utuh: sambungan terputus atau terlalu lama. Isian Anda aman; unggah lagi.',
    en: 'The file did not arrive whole: the line broke or it took too long. What you entered is safe; upload it again.',
  },
  'uploads-paused': {
    status: 503,
    id: 'Server untuk sementara tidak menerima berkas. Isian Anda tersimpan dan tenggat tidak berubah; coba lagi nanti. Bila berlanjut, hubungi panitia.',
    en: 'The server takes no files for the time being. What you entered is saved and the deadline is unchanged; try again later. If it goes on, tell the committee.',
  },
  'too-many-files': {
    status: 429,
    id: 'Sudah {most} kali mengunggah untuk lamaran ini, sehingga berkas baru tidak diterima. Berkas yang ada tetap tersimpan; hubungi panitia bila masih perlu mengganti.',
    en: '{most} files have been uploaded for this application, so no more are taken. Those that are there are kept; tell the committee if one must still be replaced.',
  },
  'person-erased': {
    status: 409,
    id: 'Data orang ini sudah dihapus. Tidak ada yang berubah; nomor dan nilainya tetap ada pada daftar.',
    en: 'The data of this person were erased. Nothing was changed; number and scores are still on the lists.',
  },
  'nothing-to-correct': {
    status: 400,
    id: 'Belum ada isian yang diperbaiki. Tidak ada yang berubah; isi sedikitnya satu.',
    en: 'No field was corrected yet. Nothing was changed; fill in at least one.',
  },
  'no-account': {
    status: 409,
    id: 'Orang ini tidak punya akun di portal, sehingga tidak ada alamat untuk diperbaiki. Tidak ada yang berubah.',
    en: 'This person has no account in the portal, so there is no address to correct. Nothing was changed.',
  },
  'address-taken': {
    status: 409,
    id: 'Alamat ini dipakai akun lain. Tidak ada yang berubah; periksa alamatnya, atau pakai alamat lain.',
    en: 'This address belongs to another account. Nothing was changed; check it, or use another.',
  },
  'hold-over': {
    status: 400,
    id: 'Hari akhir penahanan harus hari ini atau sesudahnya. Tidak ada yang berubah; pilih hari lain.',
    en: 'The last day of a hold is today or later. Nothing was changed; choose another day.',
  },
  'retention-unsettled': {
    status: 409,
    id: 'Masa simpan kelas ini belum ditetapkan, sehingga tidak ada yang dihapus. Tetapkan dahulu lama dan sumbernya.',
    en: 'The retention of this class is not settled, so nothing is erased. Settle its length and source first.',
  },
  'nothing-due': {
    status: 409,
    id: 'Tidak ada yang lewat masa simpannya, atau semuanya ditahan. Tidak ada yang dihapus.',
    en: 'Nothing is past its retention, or all of it is held. Nothing was erased.',
  },
  'kept-hold': {
    status: 409,
    id: 'Data orang ini sedang ditahan. Tidak ada yang dihapus; cabut penahanannya bila sudah tidak perlu.',
    en: 'The data of this person are held. Nothing was erased; lift the hold when it is no longer needed.',
  },
  'kept-running': {
    status: 409,
    id: 'Seleksi orang ini masih berjalan dan datanya diperlukan. Tidak ada yang dihapus; ia dapat menarik lamarannya lebih dahulu.',
    en: 'The selection of this person is still running and needs the data. Nothing was erased; the application can be withdrawn first.',
  },
  'kept-objection': {
    status: 409,
    id: 'Sanggah orang ini belum dijawab. Tidak ada yang dihapus; jawab sanggahnya lebih dahulu.',
    en: 'An objection of this person is not answered yet. Nothing was erased; answer it first.',
  },
  'breach-future': {
    status: 400,
    id: 'Waktu diketahui belum lewat. Tidak ada yang dicatat; periksa tanggal dan jamnya.',
    en: 'The moment it was found has not come yet. Nothing was recorded; check date and time.',
  },
  'breach-untold': {
    status: 409,
    id: 'Orang yang terdampak atau lembaga belum diberi tahu. Insiden tetap terbuka; beri tahu keduanya dahulu.',
    en: 'Those concerned or the authority were not told yet. The breach stays open; tell both first.',
  },
  'breach-closed': {
    status: 409,
    id: 'Insiden ini sudah ditutup. Tidak ada yang berubah; catat insiden baru bila ada yang lain.',
    en: 'This breach is closed. Nothing was changed; record a new one if there is another.',
  },
  'message-done': {
    status: 409,
    id: 'Pesan ini tidak ada, atau sudah terkirim atau diserahkan. Tidak ada yang berubah; muat ulang daftar untuk melihatnya.',
    en: 'This message is not there, or was sent or handed over already. Nothing was changed; reload the list to see it.',
  },
  'receipt-later': {
    status: 503,
    id: 'Bukti kirim belum dapat dicetak sekarang; lamaran Anda tetap terkirim dan nomornya berlaku. Coba lagi setelah satu menit.',
    en: 'The receipt cannot be printed at the moment; your application is submitted and its number holds. Try again in a minute.',
  },
  'weak-password': { status: 400, id: 'Kata sandi minimal 10 karakter.', en: 'A password has at least 10 characters.' },
  'last-administrator': {
    status: 409,
    id: 'Ini administrator terakhir; tidak dapat dinonaktifkan.',
    en: 'This is the last administrator; it cannot be disabled.',
  },
} as const satisfies Record<string, { status: number; id: string; en: string }>
