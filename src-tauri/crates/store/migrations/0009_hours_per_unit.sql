-- How many hours of work one of a unit is, as utilization counts; none: what its name says.
ALTER TABLE unit ADD COLUMN hours_per_unit TEXT;

-- What units were called before: transactions on confirmed invoices keep the name that was printed.
CREATE TABLE unit_former_name (
    name    TEXT    PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit
) STRICT, WITHOUT ROWID;

-- UpdateRoleUtilization: what each run counted of resources, beside what it counted of roles (SPEC 6.9).
CREATE TABLE resource_utilization (
    through_date           TEXT    NOT NULL,  -- the last of the seven days
    resource_id            INTEGER NOT NULL REFERENCES resource,
    counted_at             TEXT    NOT NULL,
    chargeable_hours       TEXT    NOT NULL,
    non_chargeable_hours   TEXT    NOT NULL,
    complimentary_hours    TEXT    NOT NULL,
    capacity_hours         TEXT    NOT NULL,
    target_percent         TEXT,
    PRIMARY KEY (through_date, resource_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW counted_week AS
SELECT through_date, MAX(counted_at) AS counted_at
FROM (SELECT through_date, counted_at FROM role_utilization
      UNION ALL SELECT through_date, counted_at FROM resource_utilization)
GROUP BY through_date;
