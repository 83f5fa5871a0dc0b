"""What is sent to people: mail and other channels, at once or as a digest, each message once."""
