SELECT contract.key, NULL,
       (SELECT group_concat(percent, ' ') FROM contract_customer WHERE contract_customer.contract_id = contract.id)
FROM contract
UNION ALL
SELECT contract.key, contract_line.key,
       (SELECT group_concat(percent, ' ') FROM contract_line_customer WHERE contract_line_customer.contract_line_id = contract_line.id)
FROM contract_line JOIN contract ON contract.id = contract_line.contract_id
