CREATE TABLE verifying (
  application_id TEXT PRIMARY KEY REFERENCES application (id), period_id TEXT NOT NULL REFERENCES period (id),
  fence INTEGER NOT NULL, holder TEXT, task TEXT CHECK (task IN ('decide', 'check')), taken_at BIGINT, expires_at BIGINT,
  round INTEGER NOT NULL, verdict TEXT CHECK (verdict IN ('MS', 'TMS')), officer TEXT, decided_at BIGINT,
  check_state TEXT NOT NULL CHECK (check_state IN ('none', 'due', 'confirmed', 'returned')), announcement_id TEXT
);
CREATE INDEX verifying_check ON verifying (period_id, check_state, decided_at);
CREATE INDEX verifying_officer ON verifying (period_id, officer);
CREATE INDEX verifying_holder ON verifying (holder, expires_at);
CREATE TABLE recusal (
  application_id TEXT NOT NULL REFERENCES application (id), officer TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (application_id, officer)
);
CREATE TABLE verification (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL REFERENCES application (id), round INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('MS', 'TMS')), decisions TEXT NOT NULL, frozen_digest TEXT NOT NULL,
  officer TEXT NOT NULL, via TEXT NOT NULL CHECK (via IN ('desk', 'sheet')), taken_at BIGINT, at BIGINT NOT NULL,
  UNIQUE (application_id, round)
);
CREATE TABLE verification_check (
  verification_id TEXT PRIMARY KEY REFERENCES verification (id), outcome TEXT NOT NULL
    CHECK (outcome IN ('confirmed', 'returned')),
  note TEXT NOT NULL, officer TEXT NOT NULL, taken_at BIGINT NOT NULL, at BIGINT NOT NULL
);
CREATE TABLE verification_announcement (
  id TEXT PRIMARY KEY, period_id TEXT NOT NULL REFERENCES period (id), ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('result', 'after-appeal')), body TEXT NOT NULL, digest TEXT NOT NULL,
  announced_at BIGINT NOT NULL, proposed_by TEXT NOT NULL, approved_by TEXT NOT NULL, UNIQUE (period_id, ordinal)
);
CREATE TABLE appeal (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL UNIQUE REFERENCES application (id),
  announcement_id TEXT NOT NULL REFERENCES verification_announcement (id), number INTEGER NOT NULL UNIQUE,
  receipt TEXT NOT NULL, body_sealed TEXT NOT NULL, filed_at BIGINT NOT NULL, answer_by TEXT NOT NULL
);
CREATE TABLE appeal_decision (
  appeal_id TEXT PRIMARY KEY REFERENCES appeal (id), verdict TEXT NOT NULL CHECK (verdict IN ('granted', 'rejected')),
  template TEXT NOT NULL, answer TEXT NOT NULL, at BIGINT NOT NULL, proposed_by TEXT NOT NULL, approved_by TEXT NOT NULL
);
CREATE TABLE record_view (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL REFERENCES application (id), viewer TEXT NOT NULL,
  purpose TEXT NOT NULL, at BIGINT NOT NULL
);
CREATE INDEX record_view_application ON record_view (application_id, at);
CREATE TABLE outside_document (
  id TEXT PRIMARY KEY, application_id TEXT NOT NULL REFERENCES application (id), kind TEXT NOT NULL, name TEXT NOT NULL,
  digest TEXT NOT NULL, bytes INTEGER NOT NULL, pages INTEGER, created_at BIGINT NOT NULL, UNIQUE (application_id, kind)
);
-- The applicants' table at a hundred thousand rows: her name stands beside the application (kept so by triggers), and each
-- order of the table has an index that holds what its filters look at.
ALTER TABLE application ADD COLUMN person TEXT NOT NULL DEFAULT '';
UPDATE application SET person = (SELECT name FROM applicant WHERE applicant.id = application.applicant_id);
CREATE INDEX application_submitted ON application
  (period_id, submitted_at, announced_at, candidate_id, person, number, id);
CREATE INDEX application_of_vacancy ON application (period_id, vacancy_id, submitted_at, state, id);
CREATE INDEX application_number ON application (period_id, number, state, id);
CREATE INDEX application_person ON application (period_id, person, number, state, id);
DROP INDEX application_state;
CREATE INDEX application_state ON application (period_id, state, submitted_at, announced_at, vacancy_id, id);
