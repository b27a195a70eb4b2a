CREATE TRIGGER placement_no_update BEFORE UPDATE ON placement BEGIN SELECT RAISE(ABORT, 'placement is append-only'); END;
CREATE TRIGGER placement_no_delete BEFORE DELETE ON placement BEGIN SELECT RAISE(ABORT, 'placement is append-only'); END;
CREATE TRIGGER seat_change_no_update BEFORE UPDATE ON seat_change BEGIN SELECT RAISE(ABORT, 'seat_change is append-only'); END;
CREATE TRIGGER seat_change_no_delete BEFORE DELETE ON seat_change BEGIN SELECT RAISE(ABORT, 'seat_change is append-only'); END;
CREATE TRIGGER seat_version_no_update BEFORE UPDATE ON seat_version BEGIN SELECT RAISE(ABORT, 'seat_version is append-only'); END;
CREATE TRIGGER seat_version_no_delete BEFORE DELETE ON seat_version BEGIN SELECT RAISE(ABORT, 'seat_version is append-only'); END;
