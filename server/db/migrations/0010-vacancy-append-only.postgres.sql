CREATE TRIGGER vacancy_version_append_only BEFORE UPDATE OR DELETE ON vacancy_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
