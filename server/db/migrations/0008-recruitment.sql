CREATE TABLE period (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, settings TEXT NOT NULL, state TEXT NOT NULL
    CHECK (state IN ('draft', 'open', 'closed')), version INTEGER NOT NULL, created_at BIGINT NOT NULL
);
ALTER TABLE vacancy ADD COLUMN period_id TEXT REFERENCES period (id);
ALTER TABLE vacancy ADD COLUMN position_id TEXT;
ALTER TABLE vacancy ADD COLUMN unit_id TEXT;
ALTER TABLE vacancy ADD COLUMN requirements TEXT NOT NULL DEFAULT '{}';
ALTER TABLE vacancy ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE vacancy ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('draft', 'open'));
ALTER TABLE vacancy ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX vacancy_period ON vacancy (period_id, code);
CREATE TABLE applicant (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email_sealed TEXT, email_index TEXT UNIQUE, email_masked TEXT,
  phone_sealed TEXT, phone_index TEXT UNIQUE, phone_masked TEXT, email_verified_at BIGINT, phone_verified_at BIGINT,
  password_hash TEXT NOT NULL, nik_sealed TEXT NOT NULL, nik_index TEXT NOT NULL UNIQUE, nik_masked TEXT NOT NULL,
  profile_sealed TEXT NOT NULL, language TEXT NOT NULL, created_at BIGINT NOT NULL, version INTEGER NOT NULL,
  erased_at BIGINT
);
CREATE TABLE application (
  id TEXT PRIMARY KEY, period_id TEXT NOT NULL REFERENCES period (id),
  applicant_id TEXT NOT NULL REFERENCES applicant (id), nik_index TEXT NOT NULL,
  vacancy_id TEXT REFERENCES vacancy (id), state TEXT NOT NULL
    CHECK (state IN ('draft', 'submitted', 'passed', 'failed', 'withdrawn')),
  draft_sealed TEXT NOT NULL, version INTEGER NOT NULL, number TEXT UNIQUE, submitted_at BIGINT, frozen_sealed TEXT,
  frozen_digest TEXT, decided_at BIGINT, announced_at BIGINT, candidate_id TEXT REFERENCES candidate (id),
  created_at BIGINT NOT NULL, UNIQUE (period_id, nik_index)
);
CREATE INDEX application_state ON application (period_id, state, submitted_at);
CREATE INDEX application_applicant ON application (applicant_id);
CREATE INDEX application_vacancy ON application (vacancy_id, state);
CREATE TABLE application_event (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL REFERENCES application (id), ordinal INTEGER NOT NULL,
  at BIGINT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL, detail TEXT NOT NULL, UNIQUE (application_id, ordinal)
);
CREATE TABLE document (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL REFERENCES application (id), kind TEXT NOT NULL,
  file TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, bytes INTEGER NOT NULL, type TEXT NOT NULL, pages INTEGER,
  width INTEGER, height INTEGER, name TEXT NOT NULL, created_at BIGINT NOT NULL, replaced_at BIGINT, erased_at BIGINT
);
CREATE INDEX document_application ON document (application_id, kind, created_at);
CREATE TABLE notice (
  id TEXT PRIMARY KEY, applicant_id TEXT REFERENCES applicant (id), application_id TEXT REFERENCES application (id),
  kind TEXT NOT NULL, channel TEXT NOT NULL CHECK (channel IN ('email', 'phone', 'portal')), to_sealed TEXT NOT NULL,
  to_masked TEXT NOT NULL, subject TEXT NOT NULL, body_sealed TEXT NOT NULL, state TEXT NOT NULL
    CHECK (state IN ('waiting', 'sent', 'failed', 'shown')),
  tries INTEGER NOT NULL, next_try_at BIGINT, error TEXT, created_at BIGINT NOT NULL, sent_at BIGINT, read_at BIGINT
);
CREATE INDEX notice_state ON notice (state, next_try_at);
CREATE INDEX notice_applicant ON notice (applicant_id, created_at);
ALTER TABLE sign_in ADD COLUMN applicant_id TEXT REFERENCES applicant (id);
