import { useState } from 'react'
import { type Language, LanguageProvider } from '../shared/language.tsx'
import type { Story } from './story.ts'

const modules = import.meta.glob<{ stories: Story[] }>('./*.stories.tsx', { eager: true })
const stories = Object.values(modules).flatMap((module) => module.stories)

/** Every screen in every state, from fixtures, without a server. `?story=name&lang=en&theme=dark` shows one alone. */
export function Gallery() {
  const query = new URLSearchParams(location.search)
  const [language, setLanguage] = useState<Language>(query.get('lang') === 'en' ? 'en' : 'id')
  const [theme, setTheme] = useState(query.get('theme') ?? 'light')
  const alone = stories.find((story) => story.name === query.get('story'))
  document.documentElement.dataset['theme'] = theme
  if (alone)
    return (
      <LanguageProvider key={language} initial={language}>
        {alone.render()}
      </LanguageProvider>
    )
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
      </p>
      {stories.map((story) => (
        <section key={story.name}>
          <h2>
            {story.name}{' '}
            <a href={`?story=${encodeURIComponent(story.name)}&lang=${language}&theme=${theme}`}>buka sendiri</a>
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
