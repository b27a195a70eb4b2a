CREATE TRIGGER application_person_made AFTER INSERT ON application BEGIN
  UPDATE application SET person = (SELECT name FROM applicant WHERE id = NEW.applicant_id) WHERE id = NEW.id;
END;
CREATE TRIGGER applicant_renamed AFTER UPDATE OF name ON applicant BEGIN
  UPDATE application SET person = NEW.name WHERE applicant_id = NEW.id;
END;
