INSERT INTO invoice_line_detail (
    invoice_id, contract_line_id, position, share_id, kind, billing_type, quantity, unit_price, percent, amount_minor
) VALUES (?1, ?2, ?3, ?4, 'charge', ?5, ?6, ?7, ?8, ?9)
