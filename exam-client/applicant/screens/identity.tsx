import type { ApplicantMe, OwnApplication, RegionRow } from '../../../server/protocol/applications.ts'
import type { ApplicationDraft } from '../../../server/protocol/recruitment.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Facts } from '../../shared/parts/kit-basics.tsx'
import { applicantFormText } from '../../shared/text/applicant-form.ts'
import type { Changes } from '../draft-saver.ts'
import { AField, dayWords } from './parts.tsx'
import { RegionField } from './region.tsx'

/** Who she is and where she lives. Name, NIK, birth and sex come from the account and stand still. */
export function IdentityStep({
  application,
  me,
  draft,
  onChange,
  findRegions,
}: {
  application: OwnApplication
  me: ApplicantMe | null
  draft: ApplicationDraft
  onChange: (changes: Changes) => void
  findRegions: (text: string) => Promise<RegionRow[]>
}) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const { disability } = draft
  return (
    <div className="k-stack">
      <section className="k-panel k-stack-small" aria-label={text.fromCard}>
        <p className="k-legend">{text.fromCard}</p>
        <Facts
          of={[
            { name: text.name, value: me?.name ?? '', text: true },
            { name: 'NIK', value: me?.nik ?? '' },
            { name: text.born, value: draft.birthDate ? dayWords(draft.birthDate, language) : '' },
            { name: text.gender, value: draft.gender ? text.genders[draft.gender] : '', text: true },
          ]}
        />
      </section>
      <AField label={text.birthPlace}>
        {(props) => (
          <input
            {...props}
            className="k-input"
            maxLength={100}
            value={draft.birthPlace ?? ''}
            onChange={(event) => onChange({ birthPlace: event.target.value || null })}
          />
        )}
      </AField>
      <AField label={text.religion} hint={text.religionHint}>
        {(props) => (
          <select
            {...props}
            className="k-input"
            value={draft.religion ?? ''}
            onChange={(event) => onChange({ religion: event.target.value || null })}
          >
            <option value="">{text.notSaid}</option>
            {text.religions.map((one) => (
              <option key={one} value={one}>
                {text.religionNames[one] ?? one}
              </option>
            ))}
          </select>
        )}
      </AField>
      <AField label={text.address} hint={text.addressHint}>
        {(props) => (
          <textarea
            {...props}
            className="k-input"
            rows={3}
            maxLength={300}
            autoComplete="street-address"
            value={draft.address ?? ''}
            onChange={(event) => onChange({ address: event.target.value || null })}
          />
        )}
      </AField>
      <RegionField
        code={draft.region ?? null}
        name={application.draft.region === draft.region ? application.regionName : null}
        find={findRegions}
        onChange={(region) => onChange({ region })}
      />
      <fieldset className="k-group k-stack-small">
        <legend>{text.disability}</legend>
        <p className="k-small k-soft">{text.disabilityHint}</p>
        <p className="k-line">
          <label className="k-check">
            <input
              type="radio"
              name="disability"
              checked={!disability}
              onChange={() => onChange({ disability: null })}
            />
            {text.disabilityNo}
          </label>
          <label className="k-check">
            <input
              type="radio"
              name="disability"
              checked={Boolean(disability)}
              onChange={() => onChange({ disability: { kind: 'fisik', accommodation: null } })}
            />
            {text.disabilityYes}
          </label>
        </p>
        {disability ? (
          <>
            <AField label={text.disabilityKind}>
              {(props) => (
                <select
                  {...props}
                  className="k-input"
                  value={disability.kind}
                  onChange={(event) => onChange({ disability: { kind: event.target.value, accommodation: null } })}
                >
                  {Object.entries(text.disabilityKinds).map(([kind, name]) => (
                    <option key={kind} value={kind}>
                      {name}
                    </option>
                  ))}
                </select>
              )}
            </AField>
            {disability.kind === 'sensorik-netra' ? (
              <label className="k-check">
                <input
                  type="checkbox"
                  checked={disability.accommodation !== null}
                  onChange={(event) =>
                    onChange({ disability: { ...disability, accommodation: event.target.checked ? 'netra' : null } })
                  }
                />
                {text.accommodation}
              </label>
            ) : null}
          </>
        ) : null}
      </fieldset>
    </div>
  )
}
