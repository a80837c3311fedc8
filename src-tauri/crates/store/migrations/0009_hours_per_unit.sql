-- How many hours of work one of a unit is, as utilization counts; none: what its name says.
ALTER TABLE unit ADD COLUMN hours_per_unit TEXT;

-- What units were called before: transactions on confirmed invoices keep the name that was printed.
CREATE TABLE unit_former_name (
    name    TEXT    PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit
) STRICT, WITHOUT ROWID;
