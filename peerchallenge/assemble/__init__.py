"""Join what was written: documents to councils, answers to recommendations, updates to actions."""
