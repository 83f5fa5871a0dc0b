"""plan.html: one self-contained page that tells a plan, on a screen of any width and on paper."""
