import type { LikenessPair } from '../../../../server/protocol/minutes.ts'
import { count } from '../../../shared/format.ts'
import { type Language, useLanguage, useText } from '../../../shared/language.tsx'
import { Empty, Mark, Notice } from '../../../shared/parts/kit-basics.tsx'
import { type Column, Table } from '../../../shared/parts/kit-table.tsx'
import { dayText } from '../../../shared/text/day.ts'
import { amongPairs, chanceOf, isStanding, LOOK_BELOW } from '../chance.ts'
import type { Person } from '../log-lines.ts'
import { linkTo } from '../views.ts'
import { DayHead, type SittingFacts } from './day-head.tsx'

/** Neighbours whose answers agree, the most seldom first: figures and what they do not say. */
export function LikenessScreen({
  id,
  sitting,
  pairs,
  people,
  onRefresh,
}: {
  id: string
  sitting: SittingFacts | null
  pairs: LikenessPair[]
  /** To find the way from a number to a story; may be empty. */
  people: readonly Person[]
  onRefresh: () => void
}) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const words = text.likeness
  const byNumber = new Map(people.map((one) => [one.number, one.candidate]))
  const standing = pairs.filter(isStanding).length
  const who = (one: LikenessPair['a']) => {
    const candidate = byNumber.get(one.number)
    return (
      <>
        <strong className="k-num">{text.place(one.room, one.station)}</strong>{' '}
        {candidate === undefined ? (
          one.name
        ) : (
          <a href={linkTo(id, 'story', { candidate })} aria-label={text.storyOf(one.name)}>
            {one.name}
          </a>
        )}
        <small className="h-below k-soft k-num">{one.number}</small>
      </>
    )
  }
  const sorted = (one: LikenessPair['a']) => `${one.room} ${one.station} ${one.name} ${one.number}`
  const columns: Column<LikenessPair>[] = [
    {
      ...{ id: 'look', head: words.columns.look, kind: 'tight' },
      cell: (pair) =>
        isStanding(pair) ? (
          <Mark shape="triangle" tone="amber">
            {words.looks.look}
          </Mark>
        ) : (
          <Mark shape="ring" tone="soft">
            {words.looks.usual}
          </Mark>
        ),
    },
    { id: 'a', head: words.columns.a, kind: 'name', value: (pair) => sorted(pair.a), cell: (pair) => who(pair.a) },
    { id: 'b', head: words.columns.b, kind: 'name', value: (pair) => sorted(pair.b), cell: (pair) => who(pair.b) },
    figure('common', words.columns.common, (pair) => pair.common, n),
    figure('same', words.columns.same, (pair) => pair.same, n),
    figure(
      'expected',
      words.columns.expected,
      (pair) => pair.expected,
      (value) => tenths(value, language),
    ),
    figure('rare', words.columns.rare, (pair) => pair.rare, n),
    {
      ...{ id: 'chance', head: words.columns.chance, kind: 'tight', value: (pair) => pair.chance },
      cell: (pair) => <ChanceWords chance={pair.chance} />,
    },
    {
      ...{ id: 'among', head: words.columns.among, kind: 'tight', value: amongPairs },
      cell: (pair) => <AmongWords pair={pair} />,
    },
  ]
  return (
    <div className="k-stack">
      <DayHead id={id} sitting={sitting} tab="likeness" title={words.title}>
        <button type="button" className="k-button" onClick={onRefresh}>
          {text.refresh}
        </button>
      </DayHead>
      <Notice tone="amber">
        <p className="k-strong">{words.advice}</p>
        <p>{words.how}</p>
      </Notice>
      {pairs[0] ? (
        <p>
          {words.pairs(n(pairs[0].pairs), n(pairs.length))}{' '}
          <strong>{standing === 0 ? words.standingNone : words.standing(n(standing))}</strong>
        </p>
      ) : null}
      <div className="h-likeness">
        <Table
          name="likeness"
          caption={words.caption}
          columns={columns}
          rows={pairs}
          rowKey={(pair) => `${pair.a.number}/${pair.b.number}`}
          words={pairs.length === 0 ? undefined : (pair) => `${sorted(pair.a)} ${sorted(pair.b)}`}
          searchLabel={words.find}
          exportName={pairs.length === 0 ? undefined : 'kemiripan'}
          firstSort="chance"
          empty={
            <Empty title={words.empty}>
              <p>{words.emptyAdvice}</p>
            </Empty>
          }
        />
      </div>
    </div>
  )
}

const figure = (
  id: string,
  head: string,
  value: (pair: LikenessPair) => number,
  shown: (value: number) => string,
): Column<LikenessPair> => ({ id, head, kind: 'num', value, cell: (pair) => shown(value(pair)) })

/** '1 dari 4.300 pasangan' */
function ChanceWords({ chance }: { chance: number }) {
  const { likeness: words } = useText(dayText)
  const { language } = useLanguage()
  const said = chanceOf(chance)
  if (said.kind === 'usual') return <>{words.usual}</>
  const n = count(said.n, language)
  return <>{said.kind === 'one-in' ? words.oneIn(n) : words.lessThanOneIn(n)}</>
}

function AmongWords({ pair }: { pair: LikenessPair }) {
  const { likeness: words } = useText(dayText)
  const { language } = useLanguage()
  const among = amongPairs(pair)
  if (among < LOOK_BELOW) return <>{words.amongLess(decimal(LOOK_BELOW, 2, language))}</>
  return <>{words.among(decimal(among, among < 1 ? 2 : among < 10 ? 1 : 0, language))}</>
}

const tenths = (value: number, language: Language): string => decimal(value, 1, language)
const decimal = (value: number, digits: number, language: Language): string =>
  value.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  })
