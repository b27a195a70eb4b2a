CREATE TABLE verification_code (
  id TEXT PRIMARY KEY, purpose TEXT NOT NULL CHECK (purpose IN ('register', 'reset')), address_index TEXT NOT NULL,
  applicant_id TEXT REFERENCES applicant (id), asked_sealed TEXT NOT NULL, code_hash TEXT NOT NULL,
  tries INTEGER NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL
);
CREATE INDEX verification_code_expiry ON verification_code (expires_at);
