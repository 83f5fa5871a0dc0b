"""The two registers: orders of hosts and offers of homes, with the needs beside them."""
