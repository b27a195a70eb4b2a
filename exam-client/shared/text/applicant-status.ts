import type { Words } from '../language.tsx'

/** Words of an application that was sent: where it stands, why, until when, what comes next. */
const id = {
  number: 'Nomor lamaran',
  standing: {
    draft: { title: 'Belum dikirim', lead: 'Lengkapi dan kirim lamaran ini sebelum pendaftaran ditutup.' },
    'draft-closed': {
      title: 'Tidak dikirim',
      lead: 'Pendaftaran sudah ditutup sebelum lamaran ini dikirim, sehingga tidak diproses.',
    },
    submitted: {
      title: 'Terkirim, menunggu hasil seleksi administrasi',
      lead: 'Petugas memeriksa lamaran Anda. Hasilnya tampil di sini pada saat diumumkan, tidak lebih awal. Tidak ada yang perlu Anda lakukan.',
    },
    passed: {
      title: 'Memenuhi syarat (MS)',
      lead: 'Anda lulus seleksi administrasi. Kartu peserta tersedia di sini setelah Anda terdaftar sebagai peserta ujian.',
    },
    granted: {
      title: 'Sanggah diterima, menunggu pengumuman ulang',
      lead: 'Anda dinyatakan memenuhi syarat. Hasil per persyaratan di bawah masih yang lama sampai diumumkan ulang.',
    },
    candidate: {
      title: 'Memenuhi syarat (MS) · peserta ujian',
      lead: 'Cetak kartu peserta dan bawa pada hari ujian bersama KTP asli. Jadwal tampil di sini dan di kartu setelah diumumkan.',
    },
    'failed-open': {
      title: 'Tidak memenuhi syarat (TMS)',
      lead: 'Alasannya di bawah. Bila menurut Anda petugas keliru, Anda dapat menyanggah satu kali.',
    },
    'failed-waiting': {
      title: 'Tidak memenuhi syarat (TMS), sanggah sedang diproses',
      lead: 'Sanggah Anda sudah diterima dan akan dijawab panitia.',
    },
    failed: {
      title: 'Tidak memenuhi syarat (TMS)',
      lead: 'Alasannya di bawah. Masa sanggah tidak sedang dibuka.',
    },
    withdrawn: { title: 'Ditarik', lead: 'Anda menarik lamaran ini; lamaran tidak diproses lagi.' },
  },
  until: (day: string) => `Batas: ${day}, 23.59 WIB`,
  answerBy: (day: string) => `Dijawab paling lambat ${day}`,
  goOn: 'Lanjutkan mengisi',
  receipt: 'Bukti kirim (PDF)',
  card: 'Kartu peserta (PDF)',
  list: 'Daftar yang diumumkan',
  why: 'Hasil per persyaratan',
  verdicts: { MS: 'Memenuhi', TMS: 'Tidak memenuhi' },
  timeline: 'Jadwal',
  place: { past: 'selesai', now: 'sekarang', next: 'berikutnya' },
  sentData: 'Yang dikirim',
  vacancy: 'Formasi',
  unit: 'Unit',
  submitted: 'Dikirim',
  digest: 'Sidik isi',
  documents: 'Dokumen',
  story: 'Riwayat',
  withdraw: 'Tarik lamaran',
  withdrawLead:
    'Lamaran yang ditarik tidak diproses lagi, dan pada pengadaan ini Anda tidak dapat melamar kembali. Ini tidak dapat dibatalkan.',
  withdrawReason: 'Alasan',
  withdrawNow: 'Ya, tarik lamaran',
  cancel: 'Batal',
  appeal: 'Sanggah',
  appealLead:
    'Sanggah hanya satu kali dan tanpa dokumen baru. Tulis persyaratan mana yang menurut Anda keliru dinilai, dan mengapa.',
  appealText: 'Alasan sanggah',
  appealHint: (n: string) => `20 sampai 4.000 huruf; sekarang ${n}.`,
  appealTruth: 'Isi sanggah ini benar. Saya mengerti sanggah hanya satu kali dan dokumen tidak dapat ditambah.',
  appealSend: 'Kirim sanggah',
  appealSent: (receipt: string) => `Sanggah Anda tercatat dengan nomor ${receipt}.`,
  appealStates: {
    received: 'Tercatat, belum dijawab',
    examined: 'Sedang diperiksa',
    granted: 'Dikabulkan',
    rejected: 'Ditolak',
  },
  appealAnswer: 'Jawaban panitia',
  appealBefore: (from: string, until: string) => `Masa sanggah: ${from} sampai ${until} (WIB).`,
}

export const applicantStatusText: Words<typeof id> = {
  id,
  en: {
    number: 'Application number',
    standing: {
      draft: { title: 'Not submitted yet', lead: 'Complete and submit this application before registration closes.' },
      'draft-closed': {
        title: 'Not submitted',
        lead: 'Registration closed before this application was submitted, so it is not processed.',
      },
      submitted: {
        title: 'Submitted, waiting for the administrative result',
        lead: 'Officers are checking your application. The result is shown here when it is announced, and not earlier. There is nothing you must do.',
      },
      passed: {
        title: 'Requirements met (MS)',
        lead: 'You passed the administrative selection. Your exam card is here once you are registered as a candidate.',
      },
      granted: {
        title: 'Objection granted, to be announced anew',
        lead: 'You meet the requirements. The result for each requirement below is still the earlier one until it is announced anew.',
      },
      candidate: {
        title: 'Requirements met (MS) · candidate of the exam',
        lead: 'Print the exam card and bring it on the day with your original identity card. The schedule is shown here and on the card once announced.',
      },
      'failed-open': {
        title: 'Requirements not met (TMS)',
        lead: 'The reasons are below. If you think that the officer was wrong, you can object once.',
      },
      'failed-waiting': {
        title: 'Requirements not met (TMS), objection being examined',
        lead: 'Your objection was received and will be answered by the committee.',
      },
      failed: {
        title: 'Requirements not met (TMS)',
        lead: 'The reasons are below. No objection can be filed at the moment.',
      },
      withdrawn: { title: 'Withdrawn', lead: 'You withdrew this application; it is not processed any more.' },
    },
    until: (day) => `Until ${day}, 23:59 WIB`,
    answerBy: (day) => `Answered by ${day}`,
    goOn: 'Go on filling in',
    receipt: 'Receipt (PDF)',
    card: 'Exam card (PDF)',
    list: 'The announced list',
    why: 'Result for each requirement',
    verdicts: { MS: 'Met', TMS: 'Not met' },
    timeline: 'Schedule',
    place: { past: 'over', now: 'now', next: 'to come' },
    sentData: 'What was submitted',
    vacancy: 'Vacancy',
    unit: 'Unit',
    submitted: 'Submitted',
    digest: 'Digest',
    documents: 'Documents',
    story: 'Story',
    withdraw: 'Withdraw application',
    withdrawLead:
      'A withdrawn application is not processed any more, and you cannot apply again in this selection. This cannot be undone.',
    withdrawReason: 'Reason',
    withdrawNow: 'Yes, withdraw',
    cancel: 'Cancel',
    appeal: 'Objection',
    appealLead:
      'You can object once and without new documents. Write which requirement you think was judged wrongly, and why.',
    appealText: 'Reason of the objection',
    appealHint: (n) => `20 to 4,000 characters; now ${n}.`,
    appealTruth: 'This objection is true. I understand that I can object once and that no document can be added.',
    appealSend: 'Send objection',
    appealSent: (receipt) => `Your objection is recorded under number ${receipt}.`,
    appealStates: {
      received: 'Received, not answered yet',
      examined: 'Being examined',
      granted: 'Granted',
      rejected: 'Rejected',
    },
    appealAnswer: 'Answer of the committee',
    appealBefore: (from, until) => `Objections: ${from} to ${until} (WIB).`,
  },
}
