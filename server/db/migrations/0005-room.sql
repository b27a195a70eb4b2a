CREATE TABLE venue (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, address TEXT NOT NULL, created_at BIGINT NOT NULL);
CREATE TABLE room (
  id TEXT PRIMARY KEY, venue_id TEXT NOT NULL REFERENCES venue (id), name TEXT NOT NULL, plan TEXT NOT NULL,
  created_at BIGINT NOT NULL, UNIQUE (venue_id, name)
);
CREATE TABLE station (
  id TEXT PRIMARY KEY, room_id TEXT NOT NULL REFERENCES room (id), name TEXT NOT NULL, spare BOOLEAN NOT NULL,
  public_key TEXT, enrolled_at BIGINT, enrolled_by TEXT, last_check TEXT, checked_at BIGINT, UNIQUE (room_id, name)
);
CREATE TABLE enrolment_code (
  code_hash TEXT PRIMARY KEY, room_id TEXT NOT NULL REFERENCES room (id), expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL, created_by TEXT NOT NULL
);
ALTER TABLE sitting ADD COLUMN policy TEXT NOT NULL DEFAULT '{}';
ALTER TABLE exam_clock ADD COLUMN wall BIGINT;
ALTER TABLE attempt ADD COLUMN held_from BIGINT;
CREATE TABLE outage (
  id TEXT PRIMARY KEY, cause TEXT NOT NULL CHECK (cause IN ('server', 'stall')), from_wall BIGINT NOT NULL,
  until_wall BIGINT NOT NULL, exam_ms BIGINT NOT NULL
);
ALTER TABLE command ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE command ADD COLUMN state TEXT NOT NULL DEFAULT 'done';
ALTER TABLE command ADD COLUMN approved_by TEXT;
CREATE INDEX command_sitting ON command (sitting_id, at);
CREATE TABLE command_target (
  command_id TEXT NOT NULL REFERENCES command (id), candidate_id TEXT NOT NULL REFERENCES candidate (id),
  state TEXT NOT NULL CHECK (state IN ('done', 'refused')), refusal TEXT, at BIGINT NOT NULL,
  reached_at BIGINT, read_at BIGINT, PRIMARY KEY (command_id, candidate_id)
);
CREATE INDEX command_target_candidate ON command_target (candidate_id, reached_at);
CREATE TABLE room_event (
  id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, sitting_id TEXT NOT NULL REFERENCES sitting (id),
  at BIGINT NOT NULL, mono BIGINT NOT NULL, room TEXT NOT NULL, station TEXT NOT NULL,
  candidate_id TEXT REFERENCES candidate (id), kind TEXT NOT NULL, detail TEXT NOT NULL, actor TEXT NOT NULL,
  about TEXT REFERENCES room_event (id)
);
CREATE INDEX room_event_sitting ON room_event (sitting_id, ordinal);
CREATE INDEX room_event_candidate ON room_event (candidate_id);
CREATE TABLE check_in (
  sitting_id TEXT NOT NULL REFERENCES sitting (id), candidate_id TEXT NOT NULL REFERENCES candidate (id),
  version INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('arrived', 'admitted', 'refused')),
  steps TEXT NOT NULL, reason TEXT, arrived_at BIGINT NOT NULL, admitted_at BIGINT, lottery INTEGER,
  PRIMARY KEY (sitting_id, candidate_id), UNIQUE (sitting_id, lottery)
);
CREATE TABLE photo (
  id TEXT PRIMARY KEY, sitting_id TEXT NOT NULL REFERENCES sitting (id),
  candidate_id TEXT NOT NULL REFERENCES candidate (id), taken_at BIGINT NOT NULL, taken_by TEXT NOT NULL,
  sealed TEXT NOT NULL, digest TEXT NOT NULL
);
CREATE INDEX photo_candidate ON photo (sitting_id, candidate_id, taken_at);
CREATE TABLE minutes_note (
  id TEXT PRIMARY KEY, sitting_id TEXT NOT NULL REFERENCES sitting (id), field TEXT NOT NULL, text TEXT NOT NULL,
  at BIGINT NOT NULL, actor TEXT NOT NULL
);
