CREATE TRIGGER erasure_no_update BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END;
CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END;
CREATE TRIGGER person_request_no_update BEFORE UPDATE ON person_request BEGIN SELECT RAISE(ABORT, 'person_request is append-only'); END;
CREATE TRIGGER person_request_no_delete BEFORE DELETE ON person_request BEGIN SELECT RAISE(ABORT, 'person_request is append-only'); END;
CREATE TRIGGER breach_event_no_update BEFORE UPDATE ON breach_event BEGIN SELECT RAISE(ABORT, 'breach_event is append-only'); END;
CREATE TRIGGER breach_event_no_delete BEFORE DELETE ON breach_event BEGIN SELECT RAISE(ABORT, 'breach_event is append-only'); END;
