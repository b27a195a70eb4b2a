import { useState } from 'react'
import { type Language, LanguageProvider } from '../shared/language.tsx'
import type { Story } from './story.ts'

const modules = import.meta.glob<{ stories: Story[] }>('./*.stories.tsx', { eager: true })
const stories = Object.values(modules).flatMap((module) => module.stories)
const groups = Map.groupBy(stories, (story) => story.name.split(' / ')[0] ?? '')

/**
 * Every screen in every state, from fixtures, without a server: a list of them. `?story=name&lang=en&theme=dark` shows one
 * alone, `?all` all of a group or, after some patience, of the whole gallery below each other.
 */
export function Gallery() {
  const query = new URLSearchParams(location.search)
  const [language, setLanguage] = useState<Language>(query.get('lang') === 'en' ? 'en' : 'id')
  const [theme, setTheme] = useState(query.get('theme') ?? 'light')
  const wanted = query.get('story')
  const alone = stories.find((story) => story.name === wanted)
  const all = query.get('all')
  document.documentElement.dataset['theme'] = theme
  if (alone)
    return (
      <LanguageProvider key={language} initial={language}>
        {alone.render()}
      </LanguageProvider>
    )
  const link = (more: Record<string, string>) => `?${new URLSearchParams({ ...more, lang: language, theme })}`
  return (
    <main className="gallery">
      <h1>Galeri layar Seleksi</h1>
      <p className="gallery-tools">
        <label>
          Bahasa{' '}
          <select value={language} onChange={(event) => setLanguage(event.target.value as Language)}>
            <option value="id">Indonesia</option>
            <option value="en">English</option>
          </select>
        </label>
        <label>
          Tema{' '}
          <select value={theme} onChange={(event) => setTheme(event.target.value)}>
            <option value="light">terang</option>
            <option value="dark">gelap</option>
            <option value="contrast">kontras tinggi</option>
          </select>
        </label>
        {all === null ? <a href={link({ all: '' })}>semua di satu halaman</a> : <a href={link({})}>daftar</a>}
      </p>
      {wanted === null ? null : <p role="alert">Tidak ada layar bernama “{wanted}”. Pilih dari daftar.</p>}
      {all === null
        ? [...groups].map(([group, its]) => (
            <section key={group}>
              <h2>
                {group} <a href={link({ all: group })}>semua</a>
              </h2>
              <ul className="gallery-list">
                {its.map((story) => (
                  <li key={story.name}>
                    <a data-story={story.name} href={link({ story: story.name })}>
                      {story.name}
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          ))
        : (all === '' ? stories : (groups.get(all) ?? [])).map((story) => (
            <section key={story.name}>
              <h2>
                {story.name} <a href={link({ story: story.name })}>buka sendiri</a>
              </h2>
              <div className="gallery-frame">
                <LanguageProvider key={language} initial={language}>
                  {story.render()}
                </LanguageProvider>
              </div>
            </section>
          ))}
    </main>
  )
}
