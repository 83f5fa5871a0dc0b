"""What every page is made of: words in three languages, lists, forms, the design system."""
