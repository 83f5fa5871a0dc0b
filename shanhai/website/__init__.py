"""The web application as a whole: settings, addresses, sign-in, home pages."""
