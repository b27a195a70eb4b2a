import { useEffect, useRef, useState } from 'react'
import type { DeskRow, DeskSitting } from '../../../../server/protocol/desk.ts'
import { useText } from '../../../shared/language.tsx'
import { Notice } from '../../../shared/parts/kit-basics.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { useClockText } from '../../clock.tsx'
import { SittingTabs } from '../../day/screens/sitting-tabs.tsx'
import { type Desk, isLate, untilClosing } from '../desk-state.ts'
import type { DeskActions } from '../use-desk.ts'
import { useScanner } from '../use-scanner.ts'
import { DeskHead } from './desk-head.tsx'
import { PeopleList } from './people-list.tsx'
import { PersonPanel } from './person.tsx'
import { PinSlip } from './pin-shown.tsx'
import { RefuseDialog, WithdrawDialog } from './refuse-dialog.tsx'
import { ScanBox } from './scan-box.tsx'
import { ReadyPanel } from './waiting.tsx'

/** The check-in desk: whom we look for at the left, the person and her steps at the right. */
export function DeskScreen({
  sitting,
  rows,
  desk,
  lost,
  actions,
  onPrint,
  firstDialog = null,
}: {
  sitting: DeskSitting
  rows: DeskRow[] | null
  desk: Desk
  lost: boolean
  actions: DeskActions
  onPrint: () => void
  firstDialog?: 'refuse' | 'late' | 'withdraw' | null
}) {
  const text = useText(deskText)
  const box = useRef<HTMLInputElement>(null)
  const [dialog, setDialog] = useState(firstDialog)
  const [filter, setFilter] = useState({ state: '', search: '' })
  const closed = useClockText((clock) => (untilClosing(sitting, clock.wall()) <= 0 ? 'closed' : 'open')) === 'closed'
  const person = desk.at === 'person' ? desk.person : null
  const late = useClockText((clock) => (person && isLate(sitting, person, clock.wall()) ? 'late' : '')) === 'late'
  // Nothing more is asked of this person: the next thing is a card.
  const free = desk.at === 'waiting' ? desk.looking === null : person !== null && desk.pin === null && !asksMore(desk)
  const candidate = person?.candidate ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: a dialog belongs to the person it was opened for
  useEffect(() => setDialog(firstDialog), [candidate])
  useEffect(() => {
    // A finger's keyboard would cover half the tablet each time; a scanner is heard without focus.
    if (free && dialog === null && !matchMedia('(pointer: coarse)').matches) focusBox(box.current)
  }, [free, dialog])

  const scan = (found: string) => {
    if (dialog !== null) return
    setFilter((now) => (now.search === '' ? now : { ...now, search: '' }))
    actions.find(found)
  }
  useScanner(() => box.current, scan)
  const mayRefuse =
    person !== null && person.state !== 'refused' && desk.at === 'person' && desk.pin === null && !desk.busy
  useKeys((key) => {
    if (dialog !== null) return
    if (key === 'F9' && mayRefuse) setDialog(late ? 'late' : 'refuse')
    if (key === 'Escape') actions.leave()
    if (key === 'F2' || key === 'Escape') focusBox(box.current)
  })
  return (
    <div className={desk.at === 'person' && desk.pin !== null ? 'd-desk with-pin' : 'd-desk'}>
      <div className="d-wide">
        <SittingTabs sitting={sitting.sitting.id} current="desk" />
      </div>
      <DeskHead
        sitting={sitting}
        closed={closed}
        chosen={filter.state}
        onChoose={(state) => setFilter({ ...filter, state })}
      />
      {lost ? (
        <div className="d-wide">
          <Notice tone="danger" live>
            {text.lost}
          </Notice>
        </div>
      ) : null}
      <div className="d-left">
        <ScanBox box={box} looking={desk.at === 'waiting' && desk.looking !== null} resting={!free} onScan={scan} />
        <PeopleList
          rows={rows}
          filter={filter}
          onFilter={setFilter}
          current={candidate}
          onPick={(row) => scan(row.number)}
        />
      </div>
      <section className="d-right" aria-label={person?.name ?? text.ready}>
        {desk.at === 'waiting' ? (
          <ReadyPanel sitting={sitting} desk={desk} closed={closed} />
        ) : (
          <PersonPanel
            key={desk.person.candidate}
            sitting={sitting}
            desk={desk}
            closed={closed}
            late={late}
            actions={actions}
            onPrint={onPrint}
            onRefuse={() => setDialog('refuse')}
            onLate={() => setDialog('late')}
            onWithdraw={() => setDialog('withdraw')}
          />
        )}
      </section>
      {desk.at === 'person' && desk.pin !== null ? (
        <PinSlip sitting={sitting} person={desk.person} pin={desk.pin} />
      ) : null}
      {person && (dialog === 'refuse' || dialog === 'late') ? (
        <RefuseDialog
          person={person}
          late={dialog === 'late'}
          onRefuse={(reason, words) => {
            setDialog(null)
            actions.refuse(reason, words)
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {person && dialog === 'withdraw' ? (
        <WithdrawDialog
          onWithdraw={() => {
            setDialog(null)
            actions.withdraw()
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </div>
  )
}

const asksMore = (desk: Extract<Desk, { at: 'person' }>): boolean =>
  desk.again !== null || desk.busy || (desk.person.next !== null && desk.person.state !== 'refused')

function focusBox(box: HTMLInputElement | null): void {
  box?.focus()
  box?.select()
}

const KEYS = ['F2', 'F9', 'Escape']
/** Keys of the whole screen: none of them is a letter or a figure, since a scanner types those. */
function useKeys(act: (key: string) => void): void {
  const held = useRef(act)
  held.current = act
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!KEYS.includes(event.key) || event.defaultPrevented || event.repeat) return
      if (event.key !== 'Escape') event.preventDefault()
      held.current(event.key)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
