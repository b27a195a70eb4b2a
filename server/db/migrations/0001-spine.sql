CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY, at BIGINT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE TABLE staff (
  id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('proctor', 'committee', 'writer', 'administrator')),
  password_hash TEXT NOT NULL, disabled BOOLEAN NOT NULL, created_at BIGINT NOT NULL
);
CREATE TABLE bank (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL);
CREATE TABLE item (
  id TEXT PRIMARY KEY, bank_id TEXT NOT NULL REFERENCES bank (id), ordinal INTEGER NOT NULL, source TEXT NOT NULL,
  section TEXT NOT NULL, subject TEXT NOT NULL, topic TEXT NOT NULL, difficulty INTEGER CHECK (difficulty BETWEEN 1 AND 3),
  kind TEXT NOT NULL CHECK (kind IN ('single', 'weighted')), enemies TEXT NOT NULL, presented TEXT NOT NULL,
  original TEXT NOT NULL, digest TEXT NOT NULL, created_at BIGINT NOT NULL,
  UNIQUE (bank_id, source), UNIQUE (bank_id, ordinal)
);
CREATE TABLE item_key (
  item_id TEXT NOT NULL REFERENCES item (id), version INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
  rationale TEXT NOT NULL, reason TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (item_id, version)
);
CREATE TABLE test (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, bank_id TEXT NOT NULL REFERENCES bank (id), rule_set TEXT NOT NULL,
  blueprint TEXT NOT NULL, pool TEXT NOT NULL, show_threshold BOOLEAN NOT NULL, digest TEXT NOT NULL, created_at BIGINT NOT NULL
);
CREATE TABLE vacancy (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, position TEXT NOT NULL, unit TEXT NOT NULL, need_type TEXT NOT NULL,
  need INTEGER NOT NULL CHECK (need > 0), education TEXT NOT NULL, created_at BIGINT NOT NULL
);
CREATE TABLE candidate (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, name TEXT NOT NULL, nik_sealed TEXT NOT NULL,
  nik_index TEXT NOT NULL UNIQUE, nik_masked TEXT NOT NULL, vacancy_id TEXT NOT NULL REFERENCES vacancy (id),
  accommodation TEXT, venue TEXT NOT NULL, room TEXT NOT NULL, station TEXT NOT NULL, session TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX candidate_vacancy ON candidate (vacancy_id);
CREATE TABLE sitting (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, test_id TEXT NOT NULL REFERENCES test (id), venue TEXT NOT NULL,
  starts_at BIGINT NOT NULL, state TEXT NOT NULL CHECK (state IN ('scheduled', 'open', 'running', 'closed')),
  secret TEXT NOT NULL, build TEXT NOT NULL, created_at BIGINT NOT NULL
);
CREATE TABLE seat (
  sitting_id TEXT NOT NULL REFERENCES sitting (id), candidate_id TEXT NOT NULL UNIQUE REFERENCES candidate (id),
  room TEXT NOT NULL, station TEXT NOT NULL, minutes INTEGER NOT NULL, pin_hash TEXT, pin_at BIGINT,
  PRIMARY KEY (sitting_id, candidate_id), UNIQUE (sitting_id, room, station)
);
CREATE TABLE sign_in (
  token_hash TEXT PRIMARY KEY, staff_id TEXT REFERENCES staff (id), candidate_id TEXT REFERENCES candidate (id),
  sitting_id TEXT REFERENCES sitting (id), source TEXT, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_candidate ON sign_in (candidate_id);
CREATE TABLE attempt (
  id TEXT PRIMARY KEY, sitting_id TEXT NOT NULL REFERENCES sitting (id),
  candidate_id TEXT NOT NULL REFERENCES candidate (id),
  status TEXT NOT NULL CHECK (status IN ('confirmed', 'working', 'finished')),
  answered INTEGER NOT NULL, flagged INTEGER NOT NULL, items INTEGER NOT NULL, deadline BIGINT,
  grace_ms INTEGER NOT NULL, how TEXT, last_seq INTEGER NOT NULL, head TEXT NOT NULL,
  UNIQUE (sitting_id, candidate_id)
);
CREATE INDEX attempt_open ON attempt (status, deadline);
CREATE TABLE attempt_event (
  attempt_id TEXT NOT NULL, seq INTEGER NOT NULL, at BIGINT NOT NULL, mono BIGINT NOT NULL, kind TEXT NOT NULL,
  payload TEXT NOT NULL, source TEXT NOT NULL, source_seq INTEGER NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (attempt_id, seq), UNIQUE (attempt_id, source, source_seq)
);
CREATE TABLE exam_clock (id INTEGER PRIMARY KEY CHECK (id = 1), ms BIGINT NOT NULL);
INSERT INTO exam_clock (id, ms) VALUES (1, 0);
CREATE TABLE command (
  id TEXT PRIMARY KEY, sitting_id TEXT NOT NULL REFERENCES sitting (id), at BIGINT NOT NULL, actor TEXT NOT NULL,
  body TEXT NOT NULL, reply TEXT NOT NULL
);
CREATE TABLE score_run (
  id TEXT PRIMARY KEY, sitting_id TEXT NOT NULL REFERENCES sitting (id), rule_set TEXT NOT NULL,
  key_digest TEXT NOT NULL, at BIGINT NOT NULL
);
CREATE TABLE score (
  run_id TEXT NOT NULL REFERENCES score_run (id), attempt_id TEXT NOT NULL REFERENCES attempt (id),
  candidate_id TEXT NOT NULL REFERENCES candidate (id), result TEXT NOT NULL, head TEXT NOT NULL, at BIGINT NOT NULL,
  PRIMARY KEY (run_id, attempt_id)
);
CREATE TABLE publication (
  id TEXT PRIMARY KEY, vacancy_id TEXT NOT NULL REFERENCES vacancy (id), ordinal INTEGER NOT NULL, body TEXT NOT NULL,
  digest TEXT NOT NULL, replaces TEXT REFERENCES publication (id), published_at BIGINT NOT NULL,
  published_by TEXT NOT NULL, UNIQUE (vacancy_id, ordinal)
);
