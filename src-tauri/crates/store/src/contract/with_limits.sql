SELECT id FROM contract WHERE not_to_exceed_minor IS NOT NULL
UNION SELECT contract_id FROM contract_customer WHERE not_to_exceed_minor IS NOT NULL
UNION SELECT contract_id FROM contract_line WHERE not_to_exceed_minor IS NOT NULL
UNION SELECT contract_id FROM contract_line_customer
      JOIN contract_line ON contract_line.id = contract_line_customer.contract_line_id
      WHERE contract_line_customer.not_to_exceed_minor IS NOT NULL
ORDER BY 1
