CREATE FUNCTION application_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.person := (SELECT name FROM applicant WHERE id = NEW.applicant_id);
  RETURN NEW;
END $$;
CREATE TRIGGER application_person_made BEFORE INSERT ON application FOR EACH ROW EXECUTE FUNCTION application_person();
CREATE FUNCTION applicant_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE application SET person = NEW.name WHERE applicant_id = NEW.id;
  RETURN NEW;
END $$;
CREATE TRIGGER applicant_renamed AFTER UPDATE OF name ON applicant FOR EACH ROW EXECUTE FUNCTION applicant_renamed();
