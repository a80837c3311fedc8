-- Asked piece by piece, each piece is the end of a range of the index.
SELECT contract_line.id, contract.id, contract.status, contract.delivery_date, contract_line.position, contract_line.key,
       contract_line.name, contract_line.billing_method,
       EXISTS (SELECT 1 FROM schedule_row AS own WHERE own.contract_line_id = contract_line.id),
       (SELECT MAX(own.run_date) FROM schedule_row AS own
        WHERE own.contract_line_id = contract_line.id AND own.run_status = 'not_run' AND own.run_date >= ?1),
       (SELECT MAX(own.run_date) FROM schedule_row AS own
        WHERE own.contract_line_id = contract_line.id AND own.run_status = 'run_failed'),
       (SELECT MAX(MIN(own.cut_off_date, own.run_date)) FROM schedule_row AS own
        WHERE own.contract_line_id = contract_line.id AND own.run_status = 'not_run' AND own.run_date >= ?1),
       (SELECT MAX(MIN(own.cut_off_date, own.run_date)) FROM schedule_row AS own
        WHERE own.contract_line_id = contract_line.id AND own.run_status = 'run_failed')
FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
WHERE contract.id IN (SELECT value FROM json_each(?2))
ORDER BY contract_line.id
