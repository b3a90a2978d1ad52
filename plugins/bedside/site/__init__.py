"""What the site is made of: markup, values for templates, feeds, data for machines. All pure."""
