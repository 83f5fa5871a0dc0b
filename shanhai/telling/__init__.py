"""Results in sentences and pictures, in three languages: for the command line and for the web application."""
