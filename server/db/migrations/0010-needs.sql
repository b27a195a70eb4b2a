CREATE TABLE unit (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, district TEXT NOT NULL,
  parent_id TEXT REFERENCES unit (id), version INTEGER NOT NULL, created_at BIGINT NOT NULL
);
CREATE TABLE position (
  id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, class INTEGER,
  education TEXT NOT NULL, analysis TEXT NOT NULL, version INTEGER NOT NULL, created_at BIGINT NOT NULL
);
CREATE TABLE needs_year (
  year INTEGER PRIMARY KEY, effective_minutes INTEGER NOT NULL CHECK (effective_minutes > 0), version INTEGER NOT NULL
);
CREATE TABLE workload (
  id TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES needs_year (year), unit_id TEXT NOT NULL REFERENCES unit (id),
  position_id TEXT NOT NULL REFERENCES position (id), duties TEXT NOT NULL,
  in_place INTEGER NOT NULL CHECK (in_place >= 0), version INTEGER NOT NULL, updated_at BIGINT NOT NULL,
  UNIQUE (year, unit_id, position_id)
);
CREATE TABLE staffing_request (
  id TEXT PRIMARY KEY, year INTEGER NOT NULL REFERENCES needs_year (year), unit_id TEXT NOT NULL REFERENCES unit (id),
  position_id TEXT NOT NULL REFERENCES position (id), proposed INTEGER NOT NULL CHECK (proposed >= 0),
  reason TEXT NOT NULL, granted INTEGER CHECK (granted >= 0), decree TEXT NOT NULL, version INTEGER NOT NULL,
  updated_at BIGINT NOT NULL, UNIQUE (year, unit_id, position_id)
);
ALTER TABLE vacancy ADD COLUMN request_id TEXT REFERENCES staffing_request (id);
CREATE INDEX vacancy_request ON vacancy (request_id);
CREATE TABLE vacancy_version (
  vacancy_id TEXT NOT NULL REFERENCES vacancy (id), version INTEGER NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL,
  content TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (vacancy_id, version)
);
