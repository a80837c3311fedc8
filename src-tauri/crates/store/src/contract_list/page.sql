SELECT contract.id, contract.key, contract.name, contract.status, contract.currency,
       (SELECT customer.name FROM contract_customer JOIN customer ON customer.id = contract_customer.customer_id
        WHERE contract_customer.contract_id = contract.id ORDER BY position LIMIT 1),
       (SELECT COUNT(*) - 1 FROM contract_customer WHERE contract_customer.contract_id = contract.id),
       (SELECT MIN(run_date) FROM schedule_row JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
        WHERE contract_line.contract_id = contract.id AND contract.status = 'active'
          AND run_status = 'not_run' AND run_date >= :today),
       EXISTS (SELECT 1 FROM schedule_row JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
               WHERE contract_line.contract_id = contract.id AND run_status = 'run_failed'),
       EXISTS (SELECT 1 FROM contract_line WHERE contract_line.contract_id = contract.id
               AND NOT EXISTS (SELECT 1 FROM schedule_row WHERE schedule_row.contract_line_id = contract_line.id)),
       EXISTS (SELECT 1 FROM contract_line WHERE contract_line.contract_id = contract.id
               AND contracted_amount_minor <> (SELECT COALESCE(SUM(amount_minor), 0) FROM milestone
                                               WHERE milestone.contract_line_id = contract_line.id)
               AND billing_method = 'fixed_price')
FROM contract
WHERE (:status IS NULL OR contract.status = :status)
  AND (contract.name LIKE :search ESCAPE '\' OR contract.key LIKE :search ESCAPE '\' OR EXISTS (
      SELECT 1 FROM contract_customer JOIN customer ON customer.id = contract_customer.customer_id
      WHERE contract_customer.contract_id = contract.id AND customer.name LIKE :search ESCAPE '\'))
ORDER BY contract.name, contract.key
LIMIT :limit OFFSET :offset
