-- One more role. A CHECK cannot be changed in SQLite; its column can be made anew. '' is nobody's role and opens nothing.
ALTER TABLE staff RENAME COLUMN role TO role_before;
ALTER TABLE staff ADD COLUMN role TEXT NOT NULL DEFAULT ''
  CHECK (role IN ('', 'proctor', 'committee', 'verifier', 'writer', 'administrator'));
UPDATE staff SET role = role_before;
ALTER TABLE staff DROP COLUMN role_before;
