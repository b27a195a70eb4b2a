CREATE TRIGGER vacancy_version_no_update BEFORE UPDATE ON vacancy_version BEGIN SELECT RAISE(ABORT, 'vacancy_version is append-only'); END;
CREATE TRIGGER vacancy_version_no_delete BEFORE DELETE ON vacancy_version BEGIN SELECT RAISE(ABORT, 'vacancy_version is append-only'); END;
