CREATE TABLE venue_facts (venue_id TEXT PRIMARY KEY REFERENCES venue (id), facts TEXT NOT NULL);
CREATE TABLE placement (
  id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, test_id TEXT NOT NULL REFERENCES test (id),
  period_id TEXT REFERENCES period (id), stage TEXT NOT NULL, request TEXT NOT NULL, input_sealed TEXT NOT NULL,
  input_digest TEXT NOT NULL, seed TEXT NOT NULL, commitment TEXT NOT NULL, result_digest TEXT NOT NULL,
  people INTEGER NOT NULL, placed INTEGER NOT NULL, unplaced TEXT NOT NULL, sittings TEXT NOT NULL, at BIGINT NOT NULL,
  proposed_by TEXT NOT NULL, approved_by TEXT NOT NULL
);
CREATE TABLE seat_change (
  id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('move', 'session', 'room')),
  title TEXT NOT NULL, body TEXT NOT NULL, people INTEGER NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL,
  proposed_by TEXT NOT NULL, approved_by TEXT NOT NULL
);
CREATE TABLE seat_version (
  candidate_id TEXT NOT NULL REFERENCES candidate (id), stage TEXT NOT NULL, version INTEGER NOT NULL,
  card INTEGER NOT NULL, sitting_id TEXT NOT NULL REFERENCES sitting (id), venue TEXT NOT NULL, room TEXT NOT NULL,
  station TEXT NOT NULL, starts_at BIGINT NOT NULL, why TEXT NOT NULL, cause TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (candidate_id, stage, version)
);
CREATE INDEX seat_version_cause ON seat_version (cause, candidate_id);
CREATE TABLE seat_telling (
  cause TEXT PRIMARY KEY, told TEXT NOT NULL, left_over INTEGER NOT NULL, at BIGINT NOT NULL
);
