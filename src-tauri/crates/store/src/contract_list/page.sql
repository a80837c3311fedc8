, sorted AS (
    SELECT contract.id, contract.name, contract.key, CASE :sort
        WHEN 'name' THEN contract.name
        WHEN 'customer' THEN (
            SELECT customer.name FROM contract_customer JOIN customer ON customer.id = contract_customer.customer_id
            WHERE contract_customer.contract_id = contract.id ORDER BY position LIMIT 1)
        WHEN 'next_run_date' THEN (
            SELECT MIN(run_date) FROM contract_line JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
            WHERE contract_line.contract_id = contract.id AND contract.status = 'active' AND run_status = 'not_run')
        END AS rung
    FROM fitting CROSS JOIN contract ON contract.id = fitting.id
), page AS (
    -- Numbered, so that only the contracts of the page are looked into.
    SELECT id, ROW_NUMBER() OVER (ORDER BY rung IS NULL,
               CASE WHEN NOT :descending THEN rung END, CASE WHEN :descending THEN rung END DESC, name, key) AS place
    FROM sorted
    ORDER BY place
    LIMIT :limit OFFSET :offset
)
SELECT contract.id, contract.key, contract.name, contract.status, contract.currency,
       (SELECT customer.name FROM contract_customer JOIN customer ON customer.id = contract_customer.customer_id
        WHERE contract_customer.contract_id = contract.id ORDER BY position LIMIT 1),
       (SELECT COUNT(*) - 1 FROM contract_customer WHERE contract_customer.contract_id = contract.id),
       (SELECT MIN(run_date) FROM contract_line JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
        WHERE contract_line.contract_id = contract.id AND contract.status = 'active'
          AND run_status = 'not_run' AND run_date >= :today),
       (SELECT MIN(run_date) FROM contract_line JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
        WHERE contract_line.contract_id = contract.id AND contract.status = 'active'
          AND run_status = 'not_run' AND run_date < :today),
       EXISTS (SELECT 1 FROM contract_line JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
               WHERE contract_line.contract_id = contract.id AND run_status = 'run_failed'),
       EXISTS (SELECT 1 FROM contract_line WHERE contract_line.contract_id = contract.id
               AND NOT EXISTS (SELECT 1 FROM schedule_row WHERE schedule_row.contract_line_id = contract_line.id)),
       EXISTS (SELECT 1 FROM contract_line WHERE contract_line.contract_id = contract.id
               AND contracted_amount_minor <> (SELECT COALESCE(SUM(amount_minor), 0) FROM milestone
                                               WHERE milestone.contract_line_id = contract_line.id AND deleted_at IS NULL)
               AND billing_method = 'fixed_price')
FROM page CROSS JOIN contract ON contract.id = page.id
ORDER BY page.place
