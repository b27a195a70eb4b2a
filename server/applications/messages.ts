/** What is written to applicants, in the language they chose. Pure. No message holds a NIK or a password. */
type Language = 'id' | 'en'
export interface Message {
  subject: string
  body: string
}

const closing = (language: Language, organisation: string): string =>
  language === 'id'
    ? `\n\n${organisation}\nPendaftaran tidak dipungut biaya. Panitia tidak pernah meminta kode atau kata sandi Anda.`
    : `\n\n${organisation}\nRegistration is free of charge. The committee never asks for your code or password.`

export function codeMessage(
  language: Language,
  purpose: 'register' | 'reset',
  digits: string,
  organisation: string,
): Message {
  const shown = `${digits.slice(0, 3)} ${digits.slice(3)}`
  const what =
    purpose === 'register'
      ? { id: 'menyelesaikan pendaftaran akun', en: 'complete the registration of your account' }
      : { id: 'mengganti kata sandi', en: 'change your password' }
  return language === 'id'
    ? {
        subject: 'Kode verifikasi',
        body: `Kode Anda: ${shown}\n\nMasukkan kode ini untuk ${what.id}. Berlaku 10 menit. Bila Anda tidak memintanya, abaikan pesan ini; tidak ada yang berubah.${closing(language, organisation)}`,
      }
    : {
        subject: 'Verification code',
        body: `Your code: ${shown}\n\nEnter it to ${what.en}. It is good for 10 minutes. If you did not ask for it, ignore this message; nothing changes.${closing(language, organisation)}`,
      }
}

/** To who asked for an account that cannot be made: it names no reason, for a stranger may read it. */
export const stoppedMessage = (language: Language, organisation: string): Message =>
  language === 'id'
    ? {
        subject: 'Pendaftaran akun',
        body: `Ada permintaan membuat akun dengan alamat ini. Permintaan itu tidak dapat diselesaikan secara daring dan tidak ada akun baru yang dibuat.\n\nPernah mendaftar, mungkin dengan alamat lain? Masuk dengan alamat itu, atau pakai "Lupa kata sandi". Belum pernah? Bawa KTP dan kartu keluarga kepada panitia.${closing(language, organisation)}`,
      }
    : {
        subject: 'Registration of an account',
        body: `An account was asked for with this address. The request cannot be completed online and no new account was made.\n\nHave you registered before, perhaps with another address? Sign in with that address, or use "Forgot password". If not, bring your identity card and family card to the committee.${closing(language, organisation)}`,
      }

/** To an address that nobody uses, when its password was to be reset. */
export const noAccountMessage = (language: Language, organisation: string): Message =>
  language === 'id'
    ? {
        subject: 'Lupa kata sandi',
        body: `Ada permintaan mengganti kata sandi untuk alamat ini, tetapi tidak ada akun dengan alamat ini. Mungkin Anda mendaftar dengan alamat lain.${closing(language, organisation)}`,
      }
    : {
        subject: 'Forgotten password',
        body: `A change of password was asked for with this address, but no account has it. Perhaps you registered with another address.${closing(language, organisation)}`,
      }

export const attemptNotice = {
  subject: { id: 'Percobaan mendaftar dengan data Anda', en: 'Somebody tried to register with your data' },
  body: {
    id: 'Seseorang mencoba membuat akun lain dengan data identitas Anda. Tidak ada akun baru yang dibuat dan lamaran Anda tidak berubah. Bila itu bukan Anda, beri tahu panitia.',
    en: 'Somebody tried to make another account with your identity data. No new account was made and your application is unchanged. If that was not you, tell the committee.',
  },
}
export const passwordNotice = {
  subject: { id: 'Kata sandi diganti', en: 'Password changed' },
  body: {
    id: 'Kata sandi akun Anda baru saja diganti, dan semua sesi masuk yang lama ditutup. Bila itu bukan Anda, segera hubungi panitia.',
    en: 'The password of your account was just changed, and all earlier sign-ins were ended. If that was not you, tell the committee at once.',
  },
}
