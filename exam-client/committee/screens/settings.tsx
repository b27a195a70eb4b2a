import { type FormEvent, useState } from 'react'
import type { NewStaff, StaffRow } from '../../../server/protocol/http.ts'
import type { StaffRole } from '../../../server/protocol/roles.ts'
import { dateWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Field, Mark } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { kitText } from '../../shared/text/kit.ts'
import { Head } from './shell.tsx'

const ROLES: StaffRole[] = ['proctor', 'committee', 'verifier', 'writer', 'administrator']
const PASSWORD_MIN = 10
export type StaffTask = { kind: 'disable'; staff: StaffRow } | { kind: 'password'; staff: StaffRow }

interface Props {
  staff: StaffRow[]
  adding: Doing<StaffRow>
  changing: Doing<StaffRow>
  task: StaffTask | null
  onTask: (task: StaffTask | null) => void
  onAdd: (staff: NewStaff) => Promise<boolean>
  onChange: (id: string, change: { password?: string; disabled?: boolean }) => void
}

/** The staff's accounts: add, disable, enable, give a new password. */
export function SettingsScreen({ staff, adding, changing, task, onTask, onAdd, onChange }: Props) {
  const all = useText(committeeText)
  const text = all.staff
  const kit = useText(kitText)
  const { language } = useLanguage()
  return (
    <>
      <Head title={text.title} />
      <AddForm doing={adding} onAdd={onAdd} />
      <Table
        name="u"
        caption={text.title}
        rows={staff}
        rowKey={(row) => row.id}
        words={(row) => `${row.name} ${row.username} ${kit.roles[row.role]}`}
        empty={<Empty title={text.title} />}
        columns={[
          { id: 'name', head: text.name, cell: (row) => row.name, value: (row) => row.name },
          {
            id: 'username',
            head: text.username,
            kind: 'tight',
            cell: (row) => <span className="k-code">{row.username}</span>,
            value: (row) => row.username,
          },
          { id: 'role', head: text.role, cell: (row) => kit.roles[row.role], value: (row) => kit.roles[row.role] },
          {
            id: 'state',
            head: text.state,
            cell: (row) => (
              <Mark shape={row.disabled ? 'cross' : 'check'} tone={row.disabled ? 'soft' : 'ok'}>
                {row.disabled ? text.disabled : text.active}
              </Mark>
            ),
            value: (row) => (row.disabled ? text.disabled : text.active),
          },
          {
            id: 'created',
            head: text.created,
            kind: 'tight',
            cell: (row) => dateWib(row.createdAt, language),
            value: (row) => row.createdAt,
          },
          {
            id: 'actions',
            head: text.actions,
            kind: 'tight',
            cell: (row) => (
              <span className="k-line c-actions">
                <button
                  type="button"
                  className="k-button small"
                  onClick={() => onTask({ kind: 'password', staff: row })}
                  aria-label={text.resetFor(row.name)}
                >
                  {text.reset}
                </button>
                {row.disabled ? (
                  <button
                    type="button"
                    className="k-button small"
                    onClick={() => onChange(row.id, { disabled: false })}
                    aria-label={`${text.enable}: ${row.name}`}
                  >
                    {text.enable}
                  </button>
                ) : (
                  <button
                    type="button"
                    className="k-button small"
                    onClick={() => onTask({ kind: 'disable', staff: row })}
                    aria-label={`${text.disable}: ${row.name}`}
                  >
                    {text.disable}
                  </button>
                )}
              </span>
            ),
          },
        ]}
      />
      {!task && (changing.at === 'refused' || changing.at === 'unreachable') ? <DoingNotice doing={changing} /> : null}
      {task ? (
        <TaskDialog key={task.staff.id} task={task} doing={changing} onClose={() => onTask(null)} onChange={onChange} />
      ) : null}
    </>
  )
}

function AddForm({ doing, onAdd }: { doing: Doing<StaffRow>; onAdd: Props['onAdd'] }) {
  const text = useText(committeeText).staff
  const kit = useText(kitText)
  const [fresh, setFresh] = useState<NewStaff>({ username: '', name: '', role: 'proctor', password: '' })
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (await onAdd(fresh)) setFresh({ username: '', name: '', role: 'proctor', password: '' })
  }
  const set = (change: Partial<NewStaff>) => setFresh((now) => ({ ...now, ...change }))
  return (
    <form className="k-panel k-stack" onSubmit={(event) => void add(event)} autoComplete="off">
      <h2>{text.add}</h2>
      <div className="k-grid2">
        <Field label={text.name}>
          <input
            className="k-input"
            required
            maxLength={100}
            value={fresh.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        <Choice
          label={text.role}
          value={fresh.role}
          options={ROLES.map((value) => ({ value, title: kit.roles[value] }))}
          onChange={(value) => set({ role: value as StaffRole })}
        />
        <Field label={text.username} hint={text.usernameHint}>
          <input
            className="k-input"
            required
            pattern="[a-z0-9._\-]{3,40}"
            autoCapitalize="none"
            spellCheck={false}
            value={fresh.username}
            onChange={(event) => set({ username: event.target.value })}
          />
        </Field>
        <Field label={text.password} hint={text.passwordHint}>
          <input
            className="k-input"
            type="password"
            autoComplete="new-password"
            required
            minLength={PASSWORD_MIN}
            value={fresh.password}
            onChange={(event) => set({ password: event.target.value })}
          />
        </Field>
      </div>
      <DoingNotice doing={doing} />
      <p>
        <button type="submit" className="k-button primary" disabled={doing.at === 'sending'}>
          {text.save}
        </button>
      </p>
    </form>
  )
}

function TaskDialog({
  task,
  doing,
  onClose,
  onChange,
}: {
  task: StaffTask
  doing: Doing<StaffRow>
  onClose: () => void
  onChange: Props['onChange']
}) {
  const text = useText(committeeText).staff
  const kit = useText(kitText)
  const [password, setPassword] = useState('')
  const reset = task.kind === 'password'
  return (
    <Ask
      open
      title={reset ? text.resetFor(task.staff.name) : text.disableAsk(task.staff.name)}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button
            type="button"
            className={reset ? 'k-button primary' : 'k-button danger primary'}
            disabled={doing.at === 'sending' || (reset && password.length < PASSWORD_MIN)}
            onClick={() => onChange(task.staff.id, reset ? { password } : { disabled: true })}
          >
            {reset ? text.reset : text.disable}
          </button>
        </>
      }
    >
      {reset ? (
        <Field label={text.newPassword} hint={text.passwordHint}>
          <input
            className="k-input"
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
      ) : (
        <p>{text.disableEffect}</p>
      )}
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
