import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MediaView, PublicVacancies, Shared } from '../protocol/announcements.ts'
import { announced } from '../testing/announced.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { type TestApp, testApp } from '../testing/test-app.ts'

const HOSTILE = `<script>alert(1)</script>"'>\u202E<img src=x onerror=alert(2)> & ]]> --></title>`
const DAY_MS = 86_400_000

let app: TestApp
const get = (url: string, headers: Record<string, string> = {}, from = app) =>
  from.http.inject({ method: 'GET', url, headers })

beforeAll(async () => {
  app = await testApp()
  await announced(
    app.services,
    [
      {
        ...{
          code: '61010001',
          description: 'Merawat.\n\nSiap malam.',
          skbPlan: { extras: [{ kind: 'praktik', weight: 25 }] },
        },
        later: [{ change: { need: 5 }, note: 'Ralat jumlah' }],
      },
      {
        code: '61010002',
        position: 'Guru Kelas Ahli Pertama',
        unit: 'SDN 12',
        education: 'S-1 PGSD',
        requirements: {},
      },
      { code: '61010003', position: 'Rahasia', state: 'draft' },
      {
        ...{
          code: 'X-<1>',
          position: `Jabatan ${HOSTILE}`,
          unit: `Unit ${HOSTILE}`,
          education: HOSTILE,
          description: HOSTILE,
        },
        requirements: { others: [{ code: 'a', id: HOSTILE, en: HOSTILE, document: null, needed: true }] },
        later: [{ change: { need: 3 }, note: HOSTILE }],
      },
      ...Array.from({ length: 60 }, (_, at) => ({
        code: `7${String(at).padStart(7, '0')}`,
        position: 'Bidan',
        need: 1,
      })),
    ],
    { contact: `Tanya ${HOSTILE}` },
  )
})

describe('the list', () => {
  it('[AN1] shows open vacancies of the open period, and nothing of a draft', async () => {
    const page = (await get('/lowongan')).body
    expect(page).toContain('63 formasi untuk')
    expect(page).toContain('href="/lowongan/61010001"')
    for (const url of [
      '/lowongan',
      '/lowongan?q=Rahasia',
      '/en/vacancies',
      '/lowongan.atom',
      '/sitemap.xml',
      '/widget',
      '/api/public/vacancies',
    ])
      expect([url, (await get(url)).body.includes('61010003')]).toEqual([url, false])
    for (const end of ['', '/poster.pdf', '/poster.png', '/gambar.png'])
      expect((await get(`/lowongan/61010003${end}`)).statusCode).toBe(404)
    expect((await get('/lowongan/61010003')).body.replaceAll('61010003', '')).toBe(
      (await get('/lowongan/no-such')).body.replaceAll('no-such', ''),
    )
  })

  it('[AN5] is searched by a plain form; the address keeps the question', async () => {
    const page = (await get('/lowongan?q=guru&pendidikan=s1&hal=9')).body
    expect(page).toContain('1 dari 63 formasi cocok')
    expect(page).toContain('value="guru"')
    expect(page).toContain('<option value="s1" selected>')
    expect(page).toContain('Hapus pencarian')
    expect((await get('/lowongan?q=tidakada')).body).toContain('Tidak ada formasi yang cocok')
    const last = (await get('/lowongan?q=bidan&hal=500')).body
    expect(last).toContain('Halaman 2 dari 2')
    expect(last).toContain('href="/lowongan?q=bidan"')
    expect((await get('/lowongan?hal=-1&q[]=x&__proto__=1')).statusCode).toBe(200)
  })

  it('[AN8] is there in English at an address of its own', async () => {
    const page = (await get('/en/vacancies')).body
    expect(page).toContain('<html lang="en">')
    expect(page).toContain('Registration is open until 11 December 2026')
    expect(page).toContain('<h1 lang="id">Seleksi CPNS Uji 2026</h1>')
    expect(page).toContain('hreflang="id"')
    const moved = await get('/lowongan?lang=en&q=guru')
    expect([moved.statusCode, moved.headers.location]).toEqual([302, '/en/vacancies?q=guru'])
    expect((await get('/lowongan/61010001?lang=en')).headers.location).toBe('/en/vacancies/61010001')
    expect((await get('/lowongan/')).headers.location).toBe('/lowongan')
  })

  it('[AN1] says so where nothing is open', async () => {
    const empty = await testApp()
    for (const url of [
      '/lowongan',
      '/en/vacancies',
      '/lowongan.atom',
      '/sitemap.xml',
      '/widget',
      '/lowongan-gambar.png',
    ])
      expect([url, (await get(url, {}, empty)).statusCode]).toEqual([url, 200])
    expect((await get('/lowongan', {}, empty)).body).toContain('Belum ada lowongan yang dibuka')
    expect((await get('/lowongan.pdf', {}, empty)).statusCode).toBe(404)
    expect((await get('/api/public/vacancies', {}, empty)).json()).toMatchObject({ period: null, vacancies: [] })
    expect(empty.faults).toEqual([])
    await empty.close()
  })
})

describe('a vacancy', () => {
  it('[AN6][AN7] says what is asked, when, and what was changed', async () => {
    const page = (await get('/lowongan/61010001')).body
    for (const words of [
      'Pendidikan: D-III Keperawatan.',
      'Usia 18 sampai 35 tahun saat mengirim lamaran.',
      '<time datetime="2026-11-21">21 November – 11 Desember 2026</time> <strong>(berlangsung)</strong>',
      'Jumlah kebutuhan: semula 2, menjadi 5.',
      'Ralat jumlah',
      'href="/applicant/?vacancy=61010001"',
      '25%',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('panitia-rahasia')
  })

  it('[AN6] leads to the registration on its days alone', async () => {
    const days = await testApp()
    await announced(days.services, [{ code: '1' }])
    const door = async () => (await get('/lowongan/1', {}, days)).body.includes('/applicant/?vacancy=1')
    days.clock.jumpWall(-3 * DAY_MS - 8 * 3_600_000 - 1) // 20 November, 23.59.59.999 WIB
    expect([await door(), (await get('/lowongan/1', {}, days)).body.includes('dibuka 21 November')]).toEqual([
      false,
      true,
    ])
    days.clock.jumpWall(6001)
    expect(await door()).toBe(true)
    days.clock.jumpWall(21 * DAY_MS - 6001 - 1) // the last millisecond of 11 December
    expect(await door()).toBe(true)
    days.clock.jumpWall(6001)
    expect([await door(), (await get('/lowongan/1', {}, days)).body.includes('ditutup 11 Desember')]).toEqual([
      false,
      true,
    ])
    await days.close()
  })

  it('is understood where it is shared and by search engines', async () => {
    const page = (await get('/lowongan/61010001')).body
    expect(page).toContain('<meta property="og:title" content="Perawat Terampil, Puskesmas Muara Bungo I">')
    expect(page).toContain('content="https://cat.example.go.id/lowongan/61010001/gambar.png?v=2"')
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '')
    expect(data).toMatchObject({
      '@type': 'JobPosting',
      title: 'Perawat Terampil',
      datePosted: '2026-11-24',
      validThrough: '2026-12-11T23:59:59+07:00',
      totalJobOpenings: 5,
    })
  })
})

describe('hostile words', () => {
  it.each([
    '/lowongan',
    '/en/vacancies',
    '/lowongan/X-%3C1%3E',
    '/en/vacancies/X-%3C1%3E',
    '/widget',
    '/widget?lang=en&unit=%3Cscript%3E',
    '/lowongan?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&unit=%22%27%3E%3Cimg%20src=x%3E',
    '/lowongan/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  ])('[AN2][AN3] %s: no markup of theirs, no script, no turned text', async (url) => {
    const page = (await get(url)).body
    const scripts = page.match(/<script[^>]*>/g) ?? []
    expect(scripts.filter((one) => one !== '<script type="application/ld+json">')).toEqual([])
    expect(page).not.toContain('<img')
    expect(page.match(/<\/title>/g)).toHaveLength(1)
    expect(page).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
    // Nothing is loaded from elsewhere.
    expect(
      page.match(/<(?:link rel="(?:stylesheet|preload|icon)"[^>]*href|img[^>]*src|script[^>]*src)="https?:/g),
    ).toBeNull()
  })

  it('[AN2] in feed, site map and open data are data', async () => {
    const feed = (await get('/lowongan.atom')).body
    expect(feed).not.toMatch(/<script|<img|\u202E/)
    expect(feed).toContain('Jabatan')
    const map = (await get('/sitemap.xml')).body
    expect(map).toContain('/lowongan/X-%3C1%3E')
    const data: PublicVacancies = (await get('/api/public/vacancies')).json()
    expect(data.vacancies.find(({ code }) => code === 'X-<1>')?.position).toBe(
      `Jabatan ${HOSTILE.replace('\u202E', '')}`,
    )
    expect(JSON.stringify(data)).not.toMatch(/panitia-rahasia|actor/)
  })

  it('[AN2] in pictures and papers are letters', async () => {
    const picture = await get('/lowongan/X-%3C1%3E/gambar.png')
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/png'])
    expect(await sharp(picture.rawPayload).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 })
    const poster = pdfText((await get('/lowongan/X-%3C1%3E/poster.pdf')).rawPayload)
    expect(poster.text.replaceAll('\n', ' ')).toContain('<script>alert(1)</script>')
    expect(app.faults).toEqual([])
  })

  it('[AN2] in a host name lead nowhere', async () => {
    const plain = await testApp()
    plain.services.config.origins.length = 0
    for (const host of ['evil"><script>', 'a b', ''])
      expect((await get('/lowongan', { host }, plain)).body).not.toContain('evil"')
    expect(plain.faults).toEqual([])
    await plain.close()
  })
})

describe('over the wire', () => {
  const sizeOf = async (urls: string[]) => {
    let bytes = 0
    for (const url of urls) {
      const reply = await get(url, { 'accept-encoding': 'gzip, br' })
      expect([url, reply.statusCode]).toEqual([url, 200])
      bytes += reply.rawPayload.length
    }
    return bytes
  }
  const loadedBy = (page: string) =>
    [...page.matchAll(/<link rel="(?:stylesheet|preload|icon)" href="([^"]+)"/g)].map(([, url = '']) => url)

  it('[AN4] a vacancy is at most 50 kB whole, the list at most 150 kB', async () => {
    for (const [url, most] of [
      ['/lowongan/61010001', 50_000],
      ['/lowongan', 150_000],
    ] as const) {
      const parts = loadedBy((await get(url)).body)
      expect(parts).toHaveLength(3)
      expect(await sizeOf([url, ...parts])).toBeLessThan(most)
      // Without packing too, and without the font that the browser keeps.
      expect((await get(url)).rawPayload.length).toBeLessThan(most)
    }
  })

  it('[AN9] is asked for again by its tag, and the same bytes come packed', async () => {
    const first = await get('/lowongan')
    expect(first.headers['cache-control']).toBe('public, max-age=60')
    const tag = String(first.headers.etag)
    expect((await get('/lowongan', { 'if-none-match': `"x", ${tag}` })).statusCode).toBe(304)
    expect((await get('/lowongan', { 'if-none-match': '"x"' })).statusCode).toBe(200)
    const br = await get('/lowongan', { 'accept-encoding': 'br' })
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(first.body)
    const gz = await get('/lowongan', { 'accept-encoding': 'gzip' })
    expect(gunzipSync(gz.rawPayload).toString()).toBe(first.body)
    const [style = ''] = loadedBy(first.body).filter((url) => url.endsWith('.css'))
    expect((await get(style)).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/lowongan-aset/nothing.css')).statusCode).toBe(404)
  })

  it('[AN9][AN11] the same records make the same files', async () => {
    for (const url of ['/lowongan.pdf', '/lowongan/61010001/poster.pdf', '/lowongan/61010001/poster.png']) {
      const [one, two] = await Promise.all([get(url), get(url)])
      expect([url, one.statusCode, one.rawPayload.equals(two.rawPayload)]).toEqual([url, 200, true])
      expect((await get(url, { 'if-none-match': String(one.headers.etag) })).statusCode).toBe(304)
    }
  })

  it('[AN3][AN10] runs nothing and is framed by nobody; the widget is, and it alone', async () => {
    for (const url of ['/lowongan', '/lowongan/61010001', '/en/vacancies/nothing']) {
      const { headers } = await get(url)
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
      expect(headers['content-security-policy']).not.toContain('script-src')
      expect(headers['x-frame-options']).toBeDefined()
    }
    const { headers, body } = await get('/widget')
    expect(headers['content-security-policy']).toContain('frame-ancestors *')
    expect(headers['x-frame-options']).toBeUndefined()
    expect(body).toContain('href="https://cat.example.go.id/lowongan/61010001" target="_blank"')
    expect((await get('/api/welcome')).headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })

  it('a crawler is led to the public pages alone', async () => {
    const text = (await get('/robots.txt')).body
    expect(text).toContain('Disallow: /committee/')
    expect(text).toContain('Sitemap: https://cat.example.go.id/sitemap.xml')
    expect((await get('/sitemap.xml')).body.match(/<loc>/g)).toHaveLength(2 * (1 + 63))
  })
})

describe('papers', () => {
  it('the announcement names every vacancy, the days, and where to read on', async () => {
    const reply = await get('/lowongan.pdf')
    expect(reply.headers['content-type']).toBe('application/pdf')
    const { text, pages } = pdfText(reply.rawPayload)
    expect(pages).toBeGreaterThan(2)
    for (const words of [
      'PENGUMUMAN',
      '61010001 · Umum',
      '70000059 · Umum',
      '21 November – 11 Desember 2026',
      'Sekretaris Daerah',
      'Muara Bungo, 20 November 2026',
      `halaman ${pages} dari ${pages}`,
    ])
      expect(text.replace(/\n(?=\n)/g, '')).toContain(words)
  })
})

describe('the committee', () => {
  it('gets links, texts and snippet of the whole and of one', async () => {
    const staff = await app.staff('committee')
    const view = (await staff.get('/api/announcements/media')).body as MediaView
    expect(view.period).toMatchObject({ name: 'Seleksi CPNS Uji 2026', vacancies: 63 })
    expect(view.snippet).toContain('<iframe src="https://cat.example.go.id/widget"')
    expect(view.shared?.whatsapp).toContain('• Bidan: 60')
    const one = (await staff.get('/api/announcements/media/61010001')).body as Shared
    expect(one.whatsapp).toContain('*Perawat Terampil*')
    expect(one.facebook).toContain('Syarat lengkap dan pendaftaran: https://cat.example.go.id/lowongan/61010001')
    expect((await staff.get('/api/announcements/media/nothing')).status).toBe(404)
  })
})
