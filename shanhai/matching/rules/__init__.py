"""The rules a plan must keep or may bend at a price, one file each."""
