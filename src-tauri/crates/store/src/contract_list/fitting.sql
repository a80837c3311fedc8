WITH fitting AS (
    SELECT id FROM contract
    WHERE (:status IS NULL OR contract.status = :status)
      AND (:currency IS NULL OR contract.currency = :currency)
      AND CASE :trouble
          WHEN 'parked' THEN EXISTS (
              SELECT 1 FROM contract_line JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
              WHERE contract_line.contract_id = contract.id AND run_status = 'run_failed')
          WHEN 'line_not_set_up' THEN EXISTS (
              SELECT 1 FROM contract_line WHERE contract_line.contract_id = contract.id
              AND NOT EXISTS (SELECT 1 FROM schedule_row WHERE schedule_row.contract_line_id = contract_line.id))
          WHEN 'milestones_do_not_add_up' THEN EXISTS (
              SELECT 1 FROM contract_line WHERE contract_line.contract_id = contract.id AND billing_method = 'fixed_price'
              AND contracted_amount_minor <> (SELECT COALESCE(SUM(amount_minor), 0) FROM milestone
                                              WHERE milestone.contract_line_id = contract_line.id AND deleted_at IS NULL))
          WHEN 'missed_run_date' THEN contract.status = 'active' AND EXISTS (
              SELECT 1 FROM contract_line JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
              WHERE contract_line.contract_id = contract.id AND run_status = 'not_run' AND run_date < :missed_before)
          ELSE TRUE
          END
      AND (:search = '%%' OR contract.name LIKE :search ESCAPE '\' OR contract.key LIKE :search ESCAPE '\' OR EXISTS (
          SELECT 1 FROM contract_customer JOIN customer ON customer.id = contract_customer.customer_id
          WHERE contract_customer.contract_id = contract.id AND customer.name LIKE :search ESCAPE '\'))
)
