SELECT rowid >> 32 FROM transaction_text WHERE transaction_text MATCH ?1
