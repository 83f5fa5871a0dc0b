"""The response desk: a difficulty is reported once and followed until its asker confirms."""
