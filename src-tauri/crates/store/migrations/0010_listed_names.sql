-- Units and categories are in their lists too where a transaction is given them later, or comes back.
CREATE TRIGGER unit_is_listed_again AFTER UPDATE OF unit, deleted_at ON "transaction"
WHEN NEW.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM unit WHERE name = NEW.unit)
BEGIN INSERT INTO unit (name) VALUES (NEW.unit); END;
CREATE TRIGGER category_is_listed_again AFTER UPDATE OF category, deleted_at ON "transaction"
WHEN NEW.deleted_at IS NULL AND NEW.category IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM transaction_category WHERE name = NEW.category)
BEGIN INSERT INTO transaction_category (name) VALUES (NEW.category); END;

INSERT INTO unit (name) SELECT DISTINCT unit FROM "transaction"
WHERE deleted_at IS NULL AND unit NOT IN (SELECT name FROM unit);
INSERT INTO transaction_category (name) SELECT DISTINCT category FROM "transaction"
WHERE deleted_at IS NULL AND category IS NOT NULL AND category NOT IN (SELECT name FROM transaction_category);
