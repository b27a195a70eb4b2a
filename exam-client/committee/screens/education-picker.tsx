import { LEVEL_WORDS, type Programme } from '../../../server/protocol/education.ts'
import { EDUCATION_LEVELS, type EducationLevel, type EducationWanted } from '../../../server/protocol/recruitment.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { needsText } from '../../shared/text/needs.ts'

/** Levels with their programmes from the coded list; one of them is enough, and a level without programmes takes any. */
export function EducationPicker({
  value,
  programmes,
  onChange,
}: {
  value: EducationWanted[]
  programmes: readonly Programme[]
  onChange: (value: EducationWanted[]) => void
}) {
  const text = useText(needsText).education
  const { language } = useLanguage()
  const free = EDUCATION_LEVELS.filter((level) => !value.some((one) => one.level === level))
  const change = (level: EducationLevel, codes: string[]) =>
    onChange(value.map((one) => (one.level === level ? { level, programmes: codes } : one)))
  return (
    <div className="k-stack-small">
      {value.length === 0 ? <p className="k-soft">{text.none}</p> : null}
      {value.map(({ level, programmes: chosen }) => {
        const words = LEVEL_WORDS[level][language]
        const left = programmes.filter(({ code, levels }) => levels.includes(level) && !chosen.includes(code))
        return (
          <fieldset key={level} className="c-education" aria-label={text.programmeOf(words)}>
            <p className="k-line">
              <strong>{words}</strong>
              <button
                type="button"
                className="k-button small quiet k-push"
                aria-label={text.dropLevel(words)}
                onClick={() => onChange(value.filter((one) => one.level !== level))}
              >
                {text.dropShort}
              </button>
            </p>
            <ul className="k-plain k-line">
              {chosen.length === 0 ? <li className="k-soft">{text.any}</li> : null}
              {chosen.map((code) => {
                const name = programmes.find((one) => one.code === code)?.[language] ?? code
                return (
                  <li key={code}>
                    <button
                      type="button"
                      className="k-button small"
                      aria-label={text.drop(name)}
                      onClick={() =>
                        change(
                          level,
                          chosen.filter((one) => one !== code),
                        )
                      }
                    >
                      {name} <span aria-hidden="true">×</span>
                    </button>
                  </li>
                )
              })}
            </ul>
            <select
              className="k-input"
              aria-label={`${text.programmeOf(words)}: ${text.addProgramme}`}
              value=""
              onChange={(event) => change(level, [...chosen, event.target.value])}
            >
              <option value="">{text.addProgramme}</option>
              {left.map((one) => (
                <option key={one.code} value={one.code}>
                  {one[language]}
                </option>
              ))}
            </select>
          </fieldset>
        )
      })}
      <select
        className="k-input c-select"
        aria-label={text.add}
        value=""
        onChange={(event) => {
          const level = event.target.value as EducationLevel
          const all = [...value, { level, programmes: [] }]
          onChange(EDUCATION_LEVELS.flatMap((one) => all.filter((wanted) => wanted.level === one)))
        }}
      >
        <option value="">{text.add} …</option>
        {free.map((level) => (
          <option key={level} value={level}>
            {LEVEL_WORDS[level][language]}
          </option>
        ))}
      </select>
      <p className="k-small k-soft">{text.hint}</p>
    </div>
  )
}
