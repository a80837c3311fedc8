INSERT INTO transaction_text (rowid, words)
VALUES (?1 * 4294967296 + ?2,
        ?3 || char(10) || COALESCE(?4, '') || char(10) || COALESCE(?5, '') || char(10)
           || COALESCE((SELECT name FROM resource WHERE id = ?6), ''))
