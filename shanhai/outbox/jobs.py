"""What the worker does for messages by the clock. Each job may run twice, and allows for it."""

SCHEDULES = {
    "messages": ("shanhai.outbox.sending.send_due", 1),
    "old messages": ("shanhai.outbox.sending.sweep", 24 * 60),
}
