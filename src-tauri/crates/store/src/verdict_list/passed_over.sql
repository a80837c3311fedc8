SELECT contract.currency, contract.key, contract.name, contract_line.name, COALESCE(t.key, milestone.key),
       COALESCE(t.description, milestone.name), share.share_date, customer.key, customer.name, share.amount_minor,
       why.row_run_date, why.code, why.cut_off_date, why.next_run_date, why.reason,
       CASE WHEN why.code = 'contract_parked' THEN 'parked'
            WHEN NOT why.is_about_shares AND why.schedule_row_id IS NOT NULL THEN 'nothing_due'
            ELSE 'passed_over' END
FROM process_run_exception AS exception
CROSS JOIN process_run_reason AS why
    ON why.process_run_id = exception.process_run_id AND why.attempt = exception.attempt
    AND why.contract_id = exception.contract_id AND why.number = exception.reason_number
CROSS JOIN contract ON contract.id = exception.contract_id
CROSS JOIN contract_line ON contract_line.id = exception.contract_line_id
LEFT JOIN share ON share.contract_line_id = exception.contract_line_id AND share.id = exception.share_id
LEFT JOIN customer ON customer.id = share.customer_id
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
WHERE exception.process_run_id = ?1 AND exception.attempt = ?2 AND exception.contract_id = ?3 AND exception.position = ?4
