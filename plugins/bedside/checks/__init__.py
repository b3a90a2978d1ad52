"""Everything that stops a post: rules, surfaces, the engine, reports and the receipt."""
