CREATE TABLE retention_rule (
  class TEXT PRIMARY KEY CHECK (class IN ('drafts', 'face', 'documents', 'notices', 'person')),
  days INTEGER NOT NULL CHECK (days >= 1), source TEXT NOT NULL, version INTEGER NOT NULL, set_at BIGINT NOT NULL,
  set_by TEXT NOT NULL
);
CREATE TABLE legal_hold (
  id TEXT PRIMARY KEY, person_id TEXT NOT NULL, number TEXT NOT NULL, reason TEXT NOT NULL, until TEXT NOT NULL,
  placed_at BIGINT NOT NULL, placed_by TEXT NOT NULL, lifted_at BIGINT, lifted_by TEXT, lifted_why TEXT
);
CREATE INDEX legal_hold_person ON legal_hold (person_id);
CREATE TABLE erasure (
  id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, class TEXT NOT NULL, cause TEXT NOT NULL
    CHECK (cause IN ('retention', 'request')),
  people INTEGER NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL, at BIGINT NOT NULL, proposed_by TEXT NOT NULL,
  approved_by TEXT NOT NULL
);
CREATE TABLE erasure_item (
  erasure_id TEXT NOT NULL REFERENCES erasure (id), person_id TEXT NOT NULL, class TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'files', 'done', 'held')), files TEXT NOT NULL, counts TEXT NOT NULL,
  at BIGINT, PRIMARY KEY (erasure_id, person_id)
);
CREATE INDEX erasure_item_state ON erasure_item (state, erasure_id);
CREATE INDEX erasure_item_person ON erasure_item (person_id);
CREATE TABLE person_request (
  id TEXT PRIMARY KEY, person_id TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('copy', 'correction')),
  fields TEXT NOT NULL, identity TEXT NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
  approved_by TEXT
);
CREATE INDEX person_request_person ON person_request (person_id, at);
CREATE TABLE breach (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, found_at BIGINT NOT NULL, content TEXT NOT NULL,
  version INTEGER NOT NULL, authority_at BIGINT, people_at BIGINT, closed_at BIGINT, created_at BIGINT NOT NULL
);
CREATE TABLE breach_event (
  breach_id TEXT NOT NULL REFERENCES breach (id), ordinal INTEGER NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
  kind TEXT NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (breach_id, ordinal)
);
CREATE TABLE breach_told (
  breach_id TEXT NOT NULL REFERENCES breach (id), applicant_id TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (breach_id, applicant_id)
);
CREATE INDEX audit_view ON audit (seq) WHERE action IN ('application.view', 'applications.export', 'notice.read', 'person.copy');
