CREATE TRIGGER application_event_no_update BEFORE UPDATE ON application_event BEGIN SELECT RAISE(ABORT, 'application_event is append-only'); END;
CREATE TRIGGER application_event_no_delete BEFORE DELETE ON application_event BEGIN SELECT RAISE(ABORT, 'application_event is append-only'); END;
