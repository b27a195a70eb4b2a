// The only script of the plain pages: search by number, search by vacancy, a filter, and the digest computed anew.
// It holds no words: they are in the page, in its language. Without it every list can still be read.
;(() => {
  const loaded = new Map()
  const waiting = new Map()

  // Search files are scripts, since a page on a disk may read no other file. Each hands over what it holds.
  window.seleksiCari = (name, value) => {
    loaded.set(String(name), value)
  }

  const top = document.querySelector('main').dataset.top

  /** The value that a search file hands over; rejects when the file is not there. */
  function load(name, file) {
    if (!waiting.has(name)) {
      const ready = new Promise((resolve, reject) => {
        const script = document.createElement('script')
        script.src = top + file
        script.onload = () => (loaded.has(name) ? resolve(loaded.get(name)) : reject(new Error(file)))
        script.onerror = () => reject(new Error(file))
        document.head.append(script)
      })
      // What failed once is tried again at the next search.
      ready.catch(() => waiting.delete(name))
      waiting.set(name, ready)
    }
    return waiting.get(name)
  }

  // The same as `plainNumber` and `shardOf` where the files are made.
  const plain = (number) => number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  function shardOf(starts, key) {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (starts[middle] <= key) low = middle
      else high = middle - 1
    }
    return low
  }
  const shardFile = (at) => `cari/${String(at + 1).padStart(5, '0')}.js`

  const SHOWN_MAX = 20
  const SHARDS_MAX = 2

  /** Entries of exactly this number; else of numbers that begin with it, when few files hold them. */
  async function byNumber(typed) {
    const key = plain(typed)
    const starts = await load('awal', 'cari/awal.js')
    const first = shardOf(starts, key)
    const last = Math.max(first, shardOf(starts, `${key}\uffff`))
    const found = []
    for (let at = first; at <= Math.min(last, first + SHARDS_MAX - 1); at += 1) {
      const { lists, rows } = await load(String(at), shardFile(at))
      for (const row of rows) {
        const [plainKey, number, name, place, score, code, list, file, anchor] = row
        if (!plainKey.startsWith(key)) continue
        const [folder, stage, vacancy, position, withdrawn] = lists[list]
        found.push({
          plainKey,
          number,
          name,
          place,
          score,
          code,
          vacancy,
          position,
          stage,
          withdrawn,
          folder,
          file,
          anchor,
        })
      }
    }
    const exact = found.filter((one) => one.plainKey === key)
    if (exact.length > 0) return { entries: exact, more: false }
    return { entries: found.slice(0, SHOWN_MAX), more: found.length > SHOWN_MAX || last >= first + SHARDS_MAX }
  }

  async function byVacancy(typed) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
    const lists = await load('formasi', 'cari/formasi.js')
    const found = []
    for (const [folder, stage, vacancy, position, withdrawn, file] of lists) {
      const text = `${vacancy} ${position}`.toLowerCase()
      if (words.every((word) => text.includes(word))) found.push({ folder, stage, vacancy, position, withdrawn, file })
    }
    return { entries: found.slice(0, SHOWN_MAX), more: found.length > SHOWN_MAX }
  }

  const STAGES = ['final', 'integration', 'skb-participants', 'skd']
  const inLanguage = (language, path) => (language === 'id' ? path : `en/${path}`)

  function line(text, className) {
    const element = document.createElement('p')
    element.textContent = text
    if (className) element.className = className
    return element
  }

  function shown(form, entry) {
    const said = form.dataset
    const element = document.createElement('li')
    const link = document.createElement('a')
    link.href = `${top}${inLanguage(said.language, `${entry.folder}/${entry.file}`)}${entry.anchor ? `#${entry.anchor}` : ''}`
    link.textContent = entry.number ? `${entry.number} · ${entry.name}` : `${entry.vacancy} · ${entry.position}`
    element.append(link)
    if (entry.number) {
      const score =
        typeof entry.score === 'string' && said.language === 'id' ? entry.score.replace('.', ',') : entry.score
      const facts = [entry.code, entry.place === null ? null : `${said.place} ${entry.place}`, score]
      element.append(line(facts.filter((fact) => fact !== null).join(' · '), 'k-strong'))
      element.append(line(`${entry.vacancy} · ${entry.position}`, 'k-small k-soft'))
    }
    const stage = form.getAttribute(`data-${entry.stage}`)
    element.append(line(entry.withdrawn ? `${stage} · ${said.withdrawn}` : stage, 'k-small k-soft'))
    return element
  }

  for (const form of document.querySelectorAll('form[data-search]')) {
    form.hidden = false
    const numbers = form.dataset.search === 'number'
    const place = form.querySelector('.s-found')
    const input = form.querySelector('input')
    let turn = 0
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const mine = ++turn
      const typed = input.value.trim()
      if ((numbers ? plain(typed) : typed) === '') return place.replaceChildren()
      place.replaceChildren(line(form.dataset.searching))
      let answer
      try {
        const { entries, more } = await (numbers ? byNumber(typed) : byVacancy(typed))
        entries.sort(
          (a, b) => (a.number || '').localeCompare(b.number || '') || STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage),
        )
        const list = document.createElement('ul')
        list.className = 'k-plain'
        list.append(...entries.map((entry) => shown(form, entry)))
        answer = entries.length === 0 && !more ? [line(numbers ? form.dataset.none : form.dataset.noVacancy)] : [list]
        if (more) answer.push(line(form.dataset.more))
      } catch {
        answer = [line(form.dataset.broken)]
      }
      if (mine === turn) place.replaceChildren(...answer)
    })
  }

  // Rows of this page that hold every word; a page of 2,000 rows is filtered at once.
  for (const form of document.querySelectorAll('form[data-filter]')) {
    const rows = [...document.querySelectorAll('table[data-rows] tbody tr')]
    if (rows.length < 8) continue
    form.hidden = false
    const texts = rows.map((row) => row.textContent.toLowerCase())
    const status = form.querySelector('[role=status]')
    const input = form.querySelector('input')
    form.addEventListener('submit', (event) => event.preventDefault())
    input.addEventListener('input', () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
      let n = 0
      rows.forEach((row, at) => {
        const visible = words.every((word) => texts[at].includes(word))
        row.hidden = !visible
        if (visible) n += 1
      })
      status.textContent =
        words.length === 0 ? '' : form.dataset.shown.replace('{n}', String(n)).replace('{all}', String(rows.length))
    })
  }

  // Over plain http and from a disk the browser gives no digest or no file; the page says how else to check.
  for (const form of document.querySelectorAll('form[data-digest]')) {
    if (!/^https?:$/.test(location.protocol) || !crypto.subtle) continue
    form.hidden = false
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const status = form.querySelector('[role=status]')
      try {
        const reply = await fetch(form.dataset.content, { cache: 'no-store' })
        if (!reply.ok) throw new Error(String(reply.status))
        const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await reply.arrayBuffer()))
        const digest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
        const matches = digest === form.dataset.digest
        status.className = matches ? 'k-strong k-mark ok' : 'k-strong k-mark danger'
        status.textContent = `${matches ? form.dataset.matches : form.dataset.differs} ${form.dataset.computed}: ${digest}`
      } catch {
        status.className = ''
        status.textContent = form.dataset.broken
      }
    })
  }
})()
